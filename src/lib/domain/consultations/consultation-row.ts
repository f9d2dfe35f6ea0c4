/** A line of a file in which an agency tells of opinions that it asked, and of their answers. */
import type { Day } from '../calendar/time.ts';
import { writtenDay } from '../calendar/written-day.ts';
import { textsOf, type RowFault } from '../causes/cause-row.ts';
import { fold } from '../words/fold.ts';
import { BODY_KINDS, type BodyKind, type ConsultationTold } from './consultation.ts';

export type ConsultationColumn =
	'dossier' | 'bodyKind' | 'body' | 'number' | 'askedOn' | 'dueOn' | 'answeredOn' | 'answer';

/** The first header is the one that is shown; case, diacritics and punctuation do not matter. */
export const CONSULTATION_COLUMNS: Readonly<Record<ConsultationColumn, readonly string[]>> = {
	dossier: ['Mã hồ sơ', 'Số hồ sơ', 'MaHoSo', 'dossier'],
	bodyKind: ['Loại cơ quan', 'Hỏi loại cơ quan', 'bodyKind'],
	body: ['Cơ quan được hỏi', 'Nơi nhận', 'body'],
	number: ['Số văn bản', 'Số', 'number'],
	askedOn: ['Ngày hỏi', 'Ngày văn bản', 'askedOn'],
	dueOn: ['Hạn trả lời', 'dueOn'],
	answeredOn: ['Ngày trả lời', 'answeredOn'],
	answer: ['Số văn bản trả lời', 'Văn bản trả lời', 'answer']
};
export const CONSULTATION_REQUIRED: readonly ConsultationColumn[] = [
	...(['dossier', 'bodyKind', 'body', 'askedOn'] as const)
];

/** As people write them, folded. */
const KINDS_WRITTEN: Readonly<Record<BodyKind, RegExp>> = {
	department: /^(so|nganh|xa|phuong|so,? nganh(,? xa,? phuong)?|department)$/,
	committee: /^(ubnd tinh|tap the(,? lanh dao ubnd tinh)?|lanh dao ubnd tinh|committee)$/,
	party: /^(tinh uy|party)$/,
	council: /^(hdnd tinh|hdnd|council)$/,
	ministry: /^(bo|bo,? nganh( trung uong)?|nganh trung uong|ministry)$/,
	government: /^(chinh phu|government)$/
};

export interface ConsultationLine extends ConsultationTold {
	dossier: string;
	/** The body asked, by its name or code. */
	body: string;
	answeredOn: Day | null;
	answer: string;
}

/** @returns the line, or all that is wrong with it; never a value of it */
export function readConsultationRow(
	headers: readonly string[],
	cells: readonly unknown[]
): { row: ConsultationLine } | { faults: RowFault[] } {
	const texts = textsOf(headers, cells, CONSULTATION_COLUMNS);
	const faults: RowFault[] = [];
	const fault = (column: ConsultationColumn, reason: string) =>
		faults.push({ field: CONSULTATION_COLUMNS[column][0] ?? column, reason });
	const text = (column: ConsultationColumn, atMost: number) => {
		const value = texts.get(column) ?? '';
		if (value === '' && CONSULTATION_REQUIRED.includes(column)) fault(column, 'missing');
		if (value.length > atMost) fault(column, 'too_long');
		return value;
	};
	const day = (column: ConsultationColumn): Day | null => {
		const value = text(column, 40);
		if (value === '') return null;
		const found = writtenDay(value);
		if (found === null) fault(column, 'not_a_day');
		return found;
	};
	const dossier = text('dossier', 100);
	const written = fold(text('bodyKind', 60)).trim();
	const bodyKind = BODY_KINDS.find((kind) => KINDS_WRITTEN[kind].test(written));
	if (written !== '' && bodyKind === undefined) fault('bodyKind', 'unknown_body_kind');
	const [body, number, answer] = [text('body', 200), text('number', 60), text('answer', 1000)];
	const [askedOn, dueOn, answeredOn] = [day('askedOn'), day('dueOn'), day('answeredOn')];
	if (faults.length > 0 || askedOn === null || bodyKind === undefined) return { faults };
	return { row: { dossier, bodyKind, body, number, askedOn, dueOn, answeredOn, answer } };
}
