import type { FindingCategory } from '../inspections/checklist.ts';
import type { FindingTerms } from './finding.ts';

/** What documents and tasks call a category: as letter 13033/UBND-THKSTTHC words it. */
export const CATEGORY_NAMES: Readonly<Record<FindingCategory, string>> = {
	F01: 'Trách nhiệm của người đứng đầu',
	F02: 'Tự kiểm tra, đôn đốc',
	F03: 'Trách nhiệm thực thi công vụ',
	F04: 'Văn bản cá biệt chứa quy phạm pháp luật',
	F05: 'Rà soát, xử lý văn bản không còn phù hợp',
	F06: 'Niêm yết, công khai thủ tục hành chính',
	F07: 'Phối hợp giải quyết thủ tục hành chính',
	F08: 'Không tuân thủ quy trình giải quyết',
	F09: 'Tiếp nhận thừa, thiếu thành phần hồ sơ',
	F10: 'Hồ sơ giấy và hồ sơ điện tử chưa đồng bộ',
	F11: 'Yêu cầu người dân làm việc của cơ quan nhà nước',
	F12: 'Yêu cầu bổ sung không đúng quy định',
	F13: 'Sai sót trong giải quyết hồ sơ',
	F14: 'Không cập nhật hồ sơ trên hệ thống',
	F15: 'Tiếp nhận ngoài Bộ phận Một cửa'
};

/** What a task asks where nobody wrote its words: what was found, and of which dossiers. */
export function mendingText({
	category,
	text,
	dossiers
}: Pick<FindingTerms, 'category' | 'text' | 'dossiers'>): string {
	const found = text === '' ? '' : `: ${text}`;
	const of = dossiers.length === 0 ? '' : ` (hồ sơ ${dossiers.join(', ')})`;
	return `Khắc phục tồn tại, hạn chế "${CATEGORY_NAMES[category]}"${found}${of}`;
}
