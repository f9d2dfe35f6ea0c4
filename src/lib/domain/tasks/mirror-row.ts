/** A line of a file that another tracking software exports, its columns named as offices name them. */
import { writtenDay } from '../calendar/written-day.ts';
import type { Day } from '../calendar/time.ts';
import { cellText, headerKey } from '../words/cells.ts';
import { fold } from '../words/fold.ts';
import type { TaskState } from './task.ts';

export type MirrorColumn =
	| 'number'
	| 'text'
	| 'product'
	| 'lead'
	| 'coordinating'
	| 'tracker'
	| 'status'
	| 'assignedOn'
	| 'firstDue'
	| 'due'
	| 'finishedOn';

/** The first header is the one that is shown; case, diacritics and punctuation do not matter. */
export const MIRROR_COLUMNS: Readonly<Record<MirrorColumn, readonly string[]>> = {
	number: ['Mã nhiệm vụ', 'Số nhiệm vụ', 'Mã', 'Số', 'number'],
	text: ['Nội dung', 'Nội dung nhiệm vụ', 'Nhiệm vụ', 'Trích yếu', 'text'],
	product: ['Sản phẩm', 'Kết quả cần đạt', 'product'],
	lead: ['Cơ quan chủ trì', 'Đơn vị chủ trì', 'Đơn vị thực hiện', 'lead'],
	coordinating: ['Cơ quan phối hợp', 'Đơn vị phối hợp', 'coordinating'],
	tracker: ['Cơ quan theo dõi', 'Đơn vị theo dõi', 'tracker'],
	status: ['Trạng thái', 'Tình trạng', 'status'],
	assignedOn: ['Ngày giao', 'Ngày giao nhiệm vụ', 'assignedOn'],
	firstDue: ['Hạn ban đầu', 'Thời hạn ban đầu', 'firstDue'],
	due: ['Hạn xử lý', 'Thời hạn', 'Hạn hoàn thành', 'Hạn', 'due'],
	finishedOn: ['Ngày hoàn thành', 'Ngày báo cáo hoàn thành', 'finishedOn']
};
const REQUIRED: readonly MirrorColumn[] = ['number', 'text', 'lead', 'status', 'assignedOn'];

const COLUMN_OF = new Map(
	Object.entries(MIRROR_COLUMNS).flatMap(([column, headers]) =>
		headers.map((header) => [headerKey(header), column as MirrorColumn] as const)
	)
);

/** What tracking software calls its states, without signs. Timeliness is ours to reckon and is passed over. */
const STATES: readonly (readonly [written: RegExp, state: TaskState])[] = [
	[/^(da giao|chua thuc hien|moi giao|chua tiep nhan|assigned)/, 'assigned'],
	[/^(da tiep nhan|acknowledged)/, 'acknowledged'],
	[/^(dang thuc hien|dang xu ly|thuc hien lai|in_progress)/, 'in_progress'],
	[/^(cho xac nhan|da bao cao|cho duyet|submitted)/, 'submitted'],
	[/^(da )?hoan thanh|^done$/, 'done'],
	[/^(tam dung|tam hoan|paused)/, 'paused'],
	[/^(thu hoi|huy|revoked)/, 'revoked'],
	[/^(de nghi dieu chinh|tu choi|correction_asked)/, 'correction_asked']
];

/** The state that a cell says; null for words that nobody knows. */
export function stateWritten(text: string): TaskState | null {
	const words = fold(text);
	return STATES.find(([pattern]) => pattern.test(words))?.[1] ?? null;
}

export interface MirrorRow {
	number: string;
	text: string;
	product: string | null;
	/** Names or codes as written. */
	lead: string;
	coordinating: string[];
	tracker: string | null;
	state: TaskState;
	assignedOn: Day;
	firstDue: Day | null;
	due: Day | null;
	finishedOn: Day | null;
}

export interface RowFault {
	/** The column's own name. */
	field: string;
	reason: string;
}

/** Headers that a file must have and does not, as they are shown. */
export function missingColumns(headers: readonly string[]): string[] {
	const there = new Set(headers.map((header) => COLUMN_OF.get(headerKey(header))));
	return REQUIRED.filter((column) => !there.has(column)).map(
		(column) => MIRROR_COLUMNS[column][0] ?? column
	);
}

/** @returns the line, or all that is wrong with it; never a value of it */
export function readMirrorRow(
	headers: readonly string[],
	cells: readonly unknown[]
): { row: MirrorRow } | { faults: RowFault[] } {
	const texts = new Map<MirrorColumn, string>();
	for (const [i, header] of headers.entries()) {
		const column = COLUMN_OF.get(headerKey(header));
		if (column !== undefined) texts.set(column, cellText(cells[i]));
	}
	const faults: RowFault[] = [];
	const fault = (column: MirrorColumn, reason: string) =>
		faults.push({ field: MIRROR_COLUMNS[column][0] ?? column, reason });
	const text = (column: MirrorColumn, atMost: number) => {
		const value = texts.get(column) ?? '';
		if (value === '' && REQUIRED.includes(column)) fault(column, 'missing');
		if (value.length > atMost) fault(column, 'too_long');
		return value;
	};
	const day = (column: MirrorColumn): Day | null => {
		const value = texts.get(column) ?? '';
		if (value === '') return null;
		const found = writtenDay(value);
		if (found === null) fault(column, 'not_a_day');
		return found;
	};
	const status = text('status', 200);
	const state = stateWritten(status);
	if (status !== '' && state === null) fault('status', 'unknown_status');
	if ((texts.get('assignedOn') ?? '') === '') fault('assignedOn', 'missing');
	const row = {
		...{ number: text('number', 100), text: text('text', 10_000) },
		product: text('product', 500) || null,
		lead: text('lead', 300),
		coordinating: (texts.get('coordinating') ?? '')
			.split(/[;\n]/)
			.map((name) => name.trim())
			.filter((name) => name !== ''),
		tracker: text('tracker', 300) || null,
		...{ state, assignedOn: day('assignedOn'), firstDue: day('firstDue') },
		...{ due: day('due'), finishedOn: day('finishedOn') }
	};
	const { assignedOn } = row;
	if (faults.length > 0 || state === null || assignedOn === null) return { faults };
	return { row: { ...row, state, assignedOn } };
}
