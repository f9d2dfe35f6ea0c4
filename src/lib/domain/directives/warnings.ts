import type { Whose } from './origin.ts';
import type { WrittenTask } from './tasks.ts';

/** What a person of the office must look at. `path`: of the task that it is about. */
export interface Warning {
	code: string;
	message: string;
	path?: string;
}

interface Facts {
	number: string | null;
	date: string | null;
	type: string | null;
	atHead: { number: boolean; issuer: boolean };
	tasks: readonly WrittenTask[];
	whose: Whose;
}

/** Doubts in the office's words; they quote no more of the document than the numbering of its items. */
export function warningsOf({ number, date, type, atHead, tasks, whose }: Facts): Warning[] {
	const warnings: Warning[] = [];
	const warn = (code: string, message: string) => {
		warnings.push({ code, message });
	};
	if (type === null) warn('document.no_type', 'Không xác định được loại văn bản.');
	if (number === null) warn('document.no_number', 'Không thấy số, ký hiệu của văn bản.');
	else if (!atHead.number)
		warn('document.number_in_text', 'Số, ký hiệu lấy từ lời văn, không từ đầu văn bản.');
	if (date === null)
		warn(
			'document.no_date',
			'Không thấy ngày, tháng, năm của văn bản; cơ quan được tra theo ngày hôm nay.'
		);
	if (!atHead.issuer)
		warn('document.no_issuer', 'Đầu văn bản không ghi cơ quan ban hành; cần xác nhận.');
	if (whose === 'another_province')
		warn(
			'document.other_province',
			'Văn bản của tỉnh khác: tên cơ quan không được gắn mã của tỉnh này.'
		);
	if (whose === 'unknown_office')
		warn(
			'document.unknown_issuer',
			'Cơ quan ban hành không có trong danh mục: tên cơ quan không được gắn mã.'
		);
	if (tasks.length === 0) warn('document.no_tasks', 'Không thấy nhiệm vụ nào được giao.');
	const paths = new Map<string, number>();
	for (const { path } of tasks) paths.set(path, (paths.get(path) ?? 0) + 1);
	for (const task of tasks) {
		if (task.lead.length === 0) {
			warnings.push({
				code: 'task.no_lead',
				message: 'Không nêu cơ quan chủ trì.',
				path: task.path
			});
		} else if (task.lead.every(({ isVague }) => isVague)) {
			warnings.push({
				code: 'task.vague_lead',
				message: 'Chỉ nêu chung "cơ quan liên quan"; cần chỉ rõ.',
				path: task.path
			});
		}
		if (task.due.text !== null && task.due.date === null) {
			warnings.push({
				code: 'task.due_without_day',
				message: 'Thời hạn không quy ra được ngày.',
				path: task.path
			});
		}
	}
	for (const [path, count] of paths) {
		if (count > 1 && path !== '')
			warnings.push({
				code: 'task.same_number',
				message: 'Nhiều nhiệm vụ mang cùng một số thứ tự.',
				path
			});
	}
	return warnings;
}
