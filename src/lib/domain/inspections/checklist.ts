/**
 * What an inspection goes through, item by item. A template is data that the office changes; an
 * inspection freezes the one that it was founded with.
 */

/** The least catalogue of what may be found (document 13033/UBND-THKSTTHC of Long An): F01 to F15. */
export const FINDING_CATEGORIES = [
	...(['F01', 'F02', 'F03', 'F04', 'F05', 'F06', 'F07', 'F08'] as const),
	...(['F09', 'F10', 'F11', 'F12', 'F13', 'F14', 'F15'] as const)
] as const;
export type FindingCategory = (typeof FINDING_CATEGORIES)[number];

export interface ChecklistItem {
	/** Unique in its template and stable over its versions: `tiep-nhan.ngoai-mot-cua`. */
	id: string;
	/** `Tiếp nhận`. */
	group: string;
	text: string;
	/** What it rests on: `NĐ 118/2025/NĐ-CP`. */
	basis: string;
	/** What is noted when it is not so. */
	category: FindingCategory;
}

export interface ChecklistTemplate {
	name: string;
	items: readonly ChecklistItem[];
}

type Row = readonly [string, string, string, FindingCategory];

/** In place of NĐ 61/2018 and NĐ 107/2021 since 01/07/2025. */
const ONE_STOP = 'Nghị định 118/2025/NĐ-CP (sửa đổi bởi Nghị định 367/2025/NĐ-CP)';
const CONTROL = 'Nghị định 63/2010/NĐ-CP, Điều 35a';
const PUBLISHING = 'Thông tư 02/2017/TT-VPCP';

const GROUPS: Readonly<Record<string, readonly Row[]>> = {
	'Chỉ đạo': [
		['chi-dao.ke-hoach', 'Có kế hoạch cải cách hành chính của năm', CONTROL, 'F01'],
		['chi-dao.phan-cong', 'Phân công người phụ trách từng nội dung', CONTROL, 'F01'],
		['chi-dao.tu-kiem-tra', 'Tự kiểm tra, đôn đốc theo kế hoạch', CONTROL, 'F02'],
		['chi-dao.hop-mot-cua', 'Họp với Bộ phận Một cửa 03 tháng một lần', ONE_STOP, 'F01'],
		['chi-dao.sau-kiem-tra', 'Đã xử lý tồn tại của kỳ kiểm tra trước', CONTROL, 'F03']
	],
	'Công khai': [
		['cong-khai.niem-yet', 'Niêm yết thủ tục đủ, đúng và mới nhất', PUBLISHING, 'F06'],
		['cong-khai.dien-tu', 'Công khai thủ tục trên môi trường điện tử', PUBLISHING, 'F06'],
		['cong-khai.can-bo', 'Công khai danh sách, số điện thoại người tiếp nhận', ONE_STOP, 'F06']
	],
	'Tiếp nhận': [
		['tiep-nhan.mot-cua', '100 % hồ sơ tiếp nhận qua Bộ phận Một cửa', ONE_STOP, 'F15'],
		[
			'tiep-nhan.thanh-phan',
			'Yêu cầu đúng thành phần hồ sơ, không thừa, không thiếu',
			ONE_STOP,
			'F09'
		],
		['tiep-nhan.giay-hen', 'Có giấy tiếp nhận hồ sơ và hẹn trả kết quả', ONE_STOP, 'F08'],
		['tiep-nhan.ma-ho-so', 'Mỗi hồ sơ có mã trên hệ thống', ONE_STOP, 'F14'],
		['tiep-nhan.so-hoa', 'Hồ sơ giấy được số hóa khi tiếp nhận', ONE_STOP, 'F10'],
		['tiep-nhan.chuyen-mon', 'Không tiếp nhận tại bộ phận chuyên môn', ONE_STOP, 'F15']
	],
	'Giải quyết': [
		['giai-quyet.quy-trinh', 'Đúng quy trình nội bộ', ONE_STOP, 'F08'],
		['giai-quyet.tung-buoc', 'Đúng hạn từng bước', ONE_STOP, 'F08'],
		[
			'giai-quyet.bo-sung',
			'Yêu cầu bổ sung không quá 1 lần, trong 3 ngày làm việc',
			ONE_STOP,
			'F12'
		],
		['giai-quyet.phoi-hop', 'Phối hợp giữa các cơ quan đúng thời hạn', ONE_STOP, 'F07'],
		['giai-quyet.ky-so', 'Kết quả được ký số, không có sai sót', ONE_STOP, 'F13'],
		[
			'giai-quyet.day-viec',
			'Không yêu cầu người dân làm việc của cơ quan nhà nước',
			ONE_STOP,
			'F11'
		]
	],
	'Trễ hạn': [
		['tre-han.danh-sach', 'Có danh sách hồ sơ trễ hạn và danh sách hồ sơ quá hạn', ONE_STOP, 'F02'],
		['tre-han.nguyen-nhan', 'Ghi rõ nguyên nhân từng hồ sơ', ONE_STOP, 'F02'],
		['tre-han.xin-loi', 'Có văn bản xin lỗi đúng thời hạn', ONE_STOP, 'F08'],
		['tre-han.hen-lai', 'Hẹn lại không quá một lần', ONE_STOP, 'F08']
	],
	'Trả kết quả': [
		['tra.mot-cua', 'Trả kết quả tại Bộ phận Một cửa', ONE_STOP, 'F15'],
		['tra.dien-tu', 'Có kết quả bản điện tử', ONE_STOP, 'F10'],
		['tra.khong-giai-quyet', 'Hồ sơ trả lại, từ chối có văn bản nêu rõ lý do', ONE_STOP, 'F13']
	],
	'Hệ thống': [
		['he-thong.khop', 'Hồ sơ giấy khớp hồ sơ điện tử, nhất là ngày tháng', ONE_STOP, 'F10'],
		['he-thong.cap-nhat', 'Cập nhật hệ thống ngay khi xử lý', ONE_STOP, 'F14'],
		['he-thong.tai-khoan', 'Không dùng chung tài khoản', ONE_STOP, 'F03']
	],
	'Phản ánh, kiến nghị': [
		['pakn.tiep-nhan', 'Tiếp nhận và xử lý đúng hạn', CONTROL, 'F03'],
		['pakn.cong-khai', 'Công khai kết quả xử lý', CONTROL, 'F06']
	],
	'Hài lòng': [
		['hai-long.khao-sat', 'Có khảo sát và kết quả', ONE_STOP, 'F02'],
		['hai-long.xu-ly', 'Xử lý các đánh giá thấp', ONE_STOP, 'F03']
	],
	'Nhân sự': [
		['nhan-su.nang-luc', 'Người tiếp nhận đủ năng lực, thái độ đúng mực', ONE_STOP, 'F03'],
		['nhan-su.chuyen-doi', 'Chuyển đổi vị trí theo quy định', ONE_STOP, 'F03']
	],
	'Văn bản': [
		['van-ban.ca-biet', 'Văn bản cá biệt không chứa quy phạm pháp luật', CONTROL, 'F04'],
		['van-ban.tu-dat', 'Không tự đặt thêm thủ tục', CONTROL, 'F04'],
		['van-ban.ra-soat', 'Rà soát, xử lý văn bản không còn phù hợp', CONTROL, 'F05']
	],
	'Nhiệm vụ được giao': [
		[
			'nhiem-vu.dung-han',
			'Nhiệm vụ UBND tỉnh, Chủ tịch UBND tỉnh giao hoàn thành đúng hạn',
			CONTROL,
			'F01'
		],
		['nhiem-vu.qua-han', 'Nhiệm vụ quá hạn có báo cáo nguyên nhân', CONTROL, 'F01']
	]
};

/** What is wrong with a checklist: no item, or two under one name. */
export function checklistFault(items: readonly ChecklistItem[]): string | null {
	if (items.length === 0) return 'inspection.no_checklist';
	return new Set(items.map(({ id }) => id)).size < items.length ? 'inspection.item_twice' : null;
}

export const DEFAULT_CHECKLIST_KEY = 'cchc';

/** Where a province has decided nothing of its own. */
export const DEFAULT_CHECKLIST: ChecklistTemplate = {
	name: 'Kiểm tra công tác cải cách hành chính và kiểm soát thủ tục hành chính',
	items: Object.entries(GROUPS).flatMap(([group, rows]) =>
		rows.map(([id, text, basis, category]) => ({ id, group, text, basis, category }))
	)
};
