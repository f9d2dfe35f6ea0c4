/** What sort of work a passage orders, and what it says of repetition, quantity and condition. */
import { asOneLine, type Extent, type SourceText } from './source-text.ts';

export const TASK_KINDS = ['deliverable', 'recurring', 'rule', 'conditional', 'quantity'] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

export interface TaskSort {
	kind: TaskKind;
	/** As written: "hàng quý, 6 tháng, năm", "thường xuyên". */
	recurrence: string | null;
	/** As written: "152/152 xã, phường, thị trấn", "từ 60% trở lên". */
	target: string | null;
	/** As written, when the work begins or for whom it holds only then. */
	condition: string | null;
}

const RULE =
	/^(?:(?:ngoài ra|đồng thời|riêng|yêu cầu|các [\p{L} ,-]{3,60}),? )?(?:nghiêm cấm|tuyệt đối không|tuyệt đối cấm|cấm|không được|không xét|không để|kiên quyết không|tuyệt đối nghiêm cấm|không (?:tham mưu|giải quyết|tiếp nhận|ban hành|cấp|bố trí|giao|yêu cầu|thu|gây|lợi dụng|đùn đẩy|tự ý|tổ chức|sử dụng|làm|trả|gia hạn|điều chỉnh|phê duyệt|cho phép|chấp nhận|quy định|đặt|phát sinh|né tránh|chia nhỏ|thanh toán|hợp thức|can thiệp|cho))(?![\p{L}])/u;
const CONDITION =
	/^(?:sau khi|khi|nếu|trong trường hợp|trường hợp|ngay sau khi|ngay khi|chỉ khi|căn cứ vào kết quả|đối với (?:các )?trường hợp)\s[^.;]{3,200}?(?=,|\sthì\s|[.;]|$)/u;
const WHOEVER =
	/(?<![\p{L}])((?:cơ quan|đơn vị|địa phương|cá nhân|sở|ngành)[^.,;]{0,20} nào\s[^.,;]{3,80}?)\s(?:phải|thì|cần)(?![\p{L}])/u;
const PERIOD = '(?:hằng|hàng|mỗi)\\s+(?:ngày|tuần|tháng|quý|năm)';
const MORE = `(?:\\s*(?:,|và|hoặc)\\s*(?:${PERIOD}|(?:0?6|0?9|sáu|chín) tháng(?: đầu năm)?|quý|năm|tháng|tuần|đột xuất|cả năm|ngày))*`;
const CYCLES: readonly RegExp[] = [
	/(?<![\p{L}])(?:chậm nhất\s+|trước\s+|vào\s+)?ngày\s+\d{1,2}(?:\s*\/\s*\d{1,2}|\s+tháng\s+\d{1,2})?\s+(?:của\s+)?(?:tháng (?:cuối|đầu)(?: của)?(?: mỗi)? (?:quý|năm)|(?:hằng|hàng|mỗi)\s+(?:tháng|quý|năm))/gu,
	new RegExp(
		`(?<![\\p{L}])(?:định kỳ\\s*,?\\s*)?${PERIOD}${MORE}(?=\\s*[,:(]|\\s+(?:báo|tổng|tổ|đánh|gửi|rà|kiểm|có|phải|trình|trích|xây|thực|cập|công|tham|và|hoặc|thông|họp|trước|vào|chậm|nhắc|đôn|theo dõi|đối chiếu|đối soát|lập|chuyển|giao ban|tiến hành|phối hợp|chủ trì|chủ động)|\\s*[.;)]|$)`,
		'gu'
	),
	// Right after the act that is repeated: "công khai hằng tuần danh sách …".
	new RegExp(
		`(?<=(?<![\\p{L}])(?:công khai|cập nhật|báo cáo|tổng hợp|rà soát|kiểm tra|thông báo|tổ chức|theo dõi|gửi|đánh giá|giao ban|họp|đối chiếu|tự kiểm tra|niêm yết)\\s)${PERIOD}(?!\\s+\\d)(?![\\p{L}])`,
		'gu'
	),
	/(?<![\p{L}])(?:theo định kỳ(?!\s+của)|định kỳ(?=\s+(?:báo|tổ chức|kiểm|rà|đánh|tổng|gửi|họp|cập|thông|theo|trao|giao ban|sơ kết)))/gu,
	new RegExp(
		`(?<![\\p{L}])định kỳ\\s+(?:0?\\d{1,2}|một|hai|ba|sáu) (?:tháng|tuần|ngày|năm|quý)(?:\\/lần|\\s+một lần|\\s*\\/\\s*0?1 lần)?${MORE}`,
		'gu'
	),
	/(?<![\p{L}])0?\d{1,2}\s+(?:tháng|tuần|quý|năm|ngày)\s*\/\s*(?:0?1\s+)?lần|(?:0?1|một)\s+lần\s*\/\s*(?:tháng|quý|năm|tuần)/gu
];
/** "Chỉ số CCHC hàng năm" says what it is, "Hàng năm, đánh giá" how often it is done. */
const DESCRIBES =
	/(?<![\p{L}])(?:chỉ số|kế hoạch|thi đua|khen thưởng|đánh giá|xếp loại|kết quả|chỉ tiêu|viên chức|công chức|cchc|tỉnh|hỗ trợ|mới|cán bộ|bình xét|nhiệm vụ|dự toán|ngân sách|chương trình|thường niên|tăng trưởng)\s*$/u;
const REPORTS = /(?<![\p{L}])(?:báo cáo|gửi|cập nhật|công khai)[^.;]*$/u;
const OFTEN =
	/(?<![\p{L}])(?<!chi |tiếp xúc |nhiệm vụ |kinh phí |người |viên chức |thường trực |công chức )thường xuyên(?!\s+(?:tiếp xúc|trễ|vi phạm|xảy|sử dụng dịch|,\s*chuyên đề|chuyên đề))/u;

const UNITS =
	'(?:xã|phường|thị trấn|huyện|đơn vị|cơ quan|sở|thôn|tổ|trường|hộ|hồ sơ|thủ tục|tthc|nhiệm vụ|dự án|công trình|cán bộ|công chức|người|văn bản|dịch vụ|điểm|bộ phận|tiêu chí|chỉ tiêu|đặc khu|ubnd|trạm|lớp|cơ sở|doanh nghiệp|hợp tác xã|khu)';
const TARGETS: readonly RegExp[] = [
	new RegExp(
		`(?<![\\d/])\\d{1,4}(?:\\.\\d{3})?/\\d{1,4}(?:\\.\\d{3})?\\s+${UNITS}(?![\\p{L}])(?:\\s*,\\s*${UNITS}(?![\\p{L}]))*`,
		'gu'
	),
	/(?<![\p{L}])(?:(?:đạt |phấn đấu |bảo đảm |đảm bảo )*(?:ít nhất|tối thiểu|từ|trên|đạt|không dưới|tối đa|không quá|dưới)\s+)?\d{1,3}(?:[.,]\d+)?\s?%(?:\s+trở lên)?(?:\s+(?:số |các )?[\p{L}]+(?:\s+[\p{L}]+){0,5})?/gu,
	new RegExp(
		`(?<![\\p{L}])(?:ít nhất|tối thiểu|không dưới)\\s+\\d{1,4}(?:\\.\\d{3})*\\s+${UNITS}(?![\\p{L}])`,
		'gu'
	)
];

/** Reads a passage in matching form; `extent` is where it stands in the source. */
export function sortOf(
	source: SourceText,
	extent: Extent,
	masked: string,
	contentFrom: number
): TaskSort {
	const own = (from: number, length: number) =>
		asOneLine(source.text.slice(extent.from + from, extent.from + from + length));
	const flat = masked.replace(/\s/g, ' ');
	const content = flat.slice(Math.max(0, contentFrom - extent.from)).replace(/^[\s,:.-]+/, '');
	const start = flat.replace(/^[\s-]+/, '');
	// "UBND các huyện cấm người dân ra đường" is a deed of theirs.
	const isRule = RULE.test(start) || (RULE.test(content) && !/^cấm /.test(content));
	const began = CONDITION.exec(start);
	const beginsWith =
		began === null ? null : { from: flat.length - start.length, length: began[0].length };
	const whoever = WHOEVER.exec(flat);
	const cycle = firstCycle(flat);
	const target = isRule ? null : firstTarget(flat);
	const often = OFTEN.exec(flat);
	const cycleText =
		cycle !== null
			? own(cycle.from, cycle.length)
			: often === null
				? null
				: own(often.index, often[0].length);
	const contentStart = flat.length - content.length;
	const leads = [cycle?.from, often?.index].some(
		(from) => from !== undefined && from - contentStart < 12 && from >= contentStart - 1
	);
	const condition =
		beginsWith !== null
			? own(beginsWith.from, beginsWith.length)
			: whoever === null
				? null
				: own(whoever.index, whoever[1]?.length ?? 0);
	const counted = target === null ? null : own(target.from, target.length);
	const kind: TaskKind = isRule
		? 'rule'
		: beginsWith !== null
			? 'conditional'
			: leads
				? 'recurring'
				: counted !== null
					? 'quantity'
					: cycleText !== null
						? 'recurring'
						: 'deliverable';
	return { kind, recurrence: cycleText, target: counted, condition };
}

function firstCycle(flat: string): { from: number; length: number } | null {
	for (const pattern of CYCLES) {
		for (const match of flat.matchAll(pattern)) {
			const before = flat.slice(Math.max(0, match.index - 25), match.index);
			const ends = /^\s*(?:[.;/)]|$)/.test(flat.slice(match.index + match[0].trimEnd().length));
			const reports = ends && REPORTS.test(flat.slice(Math.max(0, match.index - 80), match.index));
			const daily = /(?:ngày|tuần)/.test(match[0]) && /tỉnh\s*$/.test(before);
			const describes = !daily && DESCRIBES.test(before);
			if (/^(?:hằng|hàng|mỗi)/.test(match[0]) && !reports && describes) continue;
			return { from: match.index, length: match[0].trimEnd().length };
		}
	}
	return null;
}

function firstTarget(flat: string): { from: number; length: number } | null {
	for (const pattern of TARGETS) {
		for (const match of flat.matchAll(pattern)) {
			const sentence = flat.slice(
				Math.max(flat.lastIndexOf('.', match.index), flat.lastIndexOf(';', match.index)) + 1,
				match.index
			);
			// What grew or was reached is told, unless it is to be.
			const told = /(?<![\p{L}])(?:tăng|giảm|chiếm|(?:mới|chỉ|đã|còn) đạt)\s*$/u.test(sentence);
			if (told && !/phấn đấu|bảo đảm|đảm bảo|yêu cầu|mục tiêu/.test(sentence)) continue;
			// A share in a condition or a prohibition is a threshold, not what is to be reached.
			if (
				/(?<![\p{L}])(?:nếu|không xét|trường hợp|nghiêm cấm|đối với[^,:;]{0,60} có|để xảy ra|còn để)(?![\p{L}])/u.test(
					sentence
				)
			)
				continue;
			const [first = ''] = match[0].split(
				/\s+(?:theo|để|của|được|trong|tại|trước|cho|thực|hoàn|có|ký|xong)(?![\p{L}])/u
			);
			return { from: match.index, length: first.length };
		}
	}
	return null;
}
