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
	'calendar.day_twice': 'Một ngày được ghi hai lần.',
	'calendar.too_early': 'Chỉ khai báo được ngày từ 01/01/2018.',
	'calendar.nothing_changed':
		'Ngày này vốn đã như vậy (ngày nghỉ hoặc ngày làm việc) nên không cần khai báo.',
	'calendar.already_declared': 'Ngày này đang có khai báo. Hãy rút khai báo đó trước.',
	'calendar.not_found': 'Không có khai báo nào đang hiệu lực với số này.',
	'calendar.already_confirmed': 'Lịch năm này đã được xác nhận.',
	'parameter.not_a_value': 'Giá trị không nằm trong giới hạn của tham số.',
	'parameter.no_field': 'Tham số này không phân theo lĩnh vực.',
	'parameter.too_early':
		'Ngày bắt đầu lùi quá 31 ngày sẽ làm thay đổi số liệu đã công bố nên không được nhận.',
	'parameter.exists': 'Đã có giá trị kể từ ngày này. Hãy rút giá trị đó trước.',
	'parameter.held_too_long':
		'Giá trị đã áp dụng quá 31 ngày nên không rút được. Hãy đặt giá trị mới kể từ hôm nay.',
	'parameter.not_found': 'Không có giá trị nào đang hiệu lực với số này.',
	'threshold.not_a_share': 'Ngưỡng phải từ 0 đến 100 %.',
	'threshold.exists': 'Đã có ngưỡng kể từ ngày này. Hãy rút ngưỡng đó trước.',
	'threshold.not_found': 'Không có ngưỡng nào đang hiệu lực với số này.',
	'agency.head_later': 'Đã có nhiệm kỳ bắt đầu từ ngày này hoặc sau đó.'
};
