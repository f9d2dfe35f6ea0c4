/** A line of a file in which an agency declares causes, its columns named as offices name them. */
import { cellText, headerKey } from '../words/cells.ts';
import { fold } from '../words/fold.ts';
import { CAUSES, NATURES_OF, type CauseCode, type Declaration, type Nature } from './cause.ts';
import { CAUSE_NAMES } from './names.ts';

export type CauseColumn = 'dossier' | 'cause' | 'nature' | 'text';

/** The first header is the one that is shown; case, diacritics and punctuation do not matter. */
export const CAUSE_COLUMNS: Readonly<Record<CauseColumn, readonly string[]>> = {
	dossier: ['Mã hồ sơ', 'Số hồ sơ', 'MaHoSo', 'dossier'],
	cause: ['Nguyên nhân', 'Mã nguyên nhân', 'cause'],
	nature: ['Tính chất', 'Chủ quan/khách quan', 'nature'],
	text: ['Giải trình', 'Ghi chú', 'Nội dung', 'text']
};
export const CAUSE_REQUIRED: readonly CauseColumn[] = ['dossier', 'cause'];

export interface RowFault {
	/** The column's own name. */
	field: string;
	reason: string;
}

/** The column that each header of a file is, in its order; null: one that is not read. */
export function columnsOf<Column extends string>(
	headers: readonly string[],
	known: Readonly<Record<Column, readonly string[]>>
): (Column | null)[] {
	const columns = Object.entries<readonly string[]>(known) as [Column, readonly string[]][];
	return headers.map((header) => {
		const key = headerKey(header);
		return columns.find(([, names]) => names.some((name) => headerKey(name) === key))?.[0] ?? null;
	});
}

/** Headers that a file must have and does not, as they are shown. */
export function missingOf<Column extends string>(
	headers: readonly string[],
	known: Readonly<Record<Column, readonly string[]>>,
	required: readonly Column[]
): string[] {
	const there = new Set(columnsOf(headers, known));
	return required
		.filter((column) => !there.has(column))
		.map((column) => known[column][0] ?? column);
}

/** The texts of a line by column. */
export function textsOf<Column extends string>(
	headers: readonly string[],
	cells: readonly unknown[],
	known: Readonly<Record<Column, readonly string[]>>
): Map<Column, string> {
	const texts = new Map<Column, string>();
	for (const [i, column] of columnsOf(headers, known).entries()) {
		if (column !== null) texts.set(column, cellText(cells[i]));
	}
	return texts;
}

/** The cause that a cell says, by its code or its name; null for words that nobody knows. */
export function causeWritten(text: string): CauseCode | null {
	const words = fold(text).trim();
	return (
		CAUSES.find((code) => code.toLowerCase() === words || fold(CAUSE_NAMES[code]) === words) ?? null
	);
}

const NATURES_WRITTEN: readonly (readonly [RegExp, Nature])[] = [
	[/^(chu quan|subjective)$/, 'subjective'],
	[/^(khach quan|objective)$/, 'objective']
];

/** @returns the line, or all that is wrong with it; never a value of it */
export function readCauseRow(
	headers: readonly string[],
	cells: readonly unknown[]
): { row: Declaration & { dossier: string } } | { faults: RowFault[] } {
	const texts = textsOf(headers, cells, CAUSE_COLUMNS);
	const faults: RowFault[] = [];
	const fault = (column: CauseColumn, reason: string) =>
		faults.push({ field: CAUSE_COLUMNS[column][0] ?? column, reason });
	const dossier = texts.get('dossier') ?? '';
	if (dossier === '') fault('dossier', 'missing');
	const written = texts.get('cause') ?? '';
	const cause = causeWritten(written);
	if (cause === null) fault('cause', written === '' ? 'missing' : 'unknown_cause');
	const said = fold(texts.get('nature') ?? '').trim();
	const nature = NATURES_WRITTEN.find(([pattern]) => pattern.test(said))?.[1];
	if (said !== '' && nature === undefined) fault('nature', 'unknown_nature');
	const text = texts.get('text') ?? '';
	if (text.length > 2000) fault('text', 'too_long');
	if (faults.length > 0 || cause === null) return { faults };
	return { row: { dossier, cause, nature: nature ?? NATURES_OF[cause][0], text } };
}
