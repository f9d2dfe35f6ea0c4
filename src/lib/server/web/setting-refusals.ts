/** What is said to a person for each refusal of the commands with which a province is set up. */
export const SETTING_REFUSALS: Readonly<Record<string, string>> = {
	'agencies.lines_refused': 'Tệp có dòng không đúng nên chưa ghi nhận gì.',
	'agencies.changed_meanwhile': 'Danh sách cơ quan đã thay đổi kể từ lúc xem trước. Hãy xem lại.',
	'agency.unknown': 'Không có cơ quan mang mã này.',
	'agency.agency_unknown': 'Không có cơ quan mang mã này.',
	'agency.agency_not_then': 'Cơ quan cấp trên không hoạt động vào ngày này.',
	'agency.not_then': 'Cơ quan không hoạt động vào ngày này.',
	'agency.in_a_circle': 'Cơ quan không thể thuộc chính nó hoặc thuộc đơn vị cấp dưới của nó.',
	'agency.others_below':
		'Còn đơn vị trực thuộc sau ngày này. Hãy chuyển hoặc kết thúc các đơn vị đó trước.',
	'agency.overlaps': 'Chồng thời gian với phiên bản khác của cơ quan.',
	'agency.not_ended': 'Chỉ cơ quan có ngày kết thúc mới có cơ quan kế tục.',
	'agency.ends_before_start': 'Ngày kết thúc trước ngày bắt đầu.',
	'agency.nothing_changed': 'Không có gì khác so với hiện tại nên chưa ghi nhận gì.',
	'agency.alias_taken': 'Tên hoặc mã này đang chỉ một cơ quan khác cùng hoạt động.',
	'agency.alias_exists': 'Cơ quan đã có tên này.',
	'agency.too_long': 'Tên quá dài.',
	'agency.head_later': 'Đã có nhiệm kỳ bắt đầu từ ngày này hoặc sau đó.'
};
