/** One line of a catalogue file, its columns named as offices name them, as a procedure version. */
import { type z } from 'zod';
import { writtenDay } from '../calendar/written-day.ts';
import { cellText, headerKey, isYes } from '../words/cells.ts';
import { fold } from '../words/fold.ts';
import { procedureVersionSchema, type NormUnit, type ProcedureVersion } from './catalogue.ts';

/** What is wrong with one cell: where, and a code for the screen to word. Never the value. */
export interface CellError {
	/** The column's own name in this list, `code`, `norm` … */
	field: ImportColumn;
	reason: string;
}

export type ImportColumn =
	| 'code'
	| 'name'
	| 'fieldCode'
	| 'fieldName'
	| 'norm'
	| 'normUnit'
	| 'committed'
	| 'committedUnit'
	| 'sameDay'
	| 'validFrom'
	| 'validTo'
	| 'source';

/**
 * The columns of a catalogue file; the first header is the one that a template bears. Case,
 * diacritics and punctuation of a header do not matter.
 */
export const IMPORT_COLUMNS: Record<ImportColumn, readonly string[]> = {
	code: ['Mã TTHC', 'MaTTHC', 'Mã thủ tục', 'Mã'],
	name: ['Tên TTHC', 'TenTTHC', 'Tên thủ tục', 'Tên thủ tục hành chính'],
	fieldCode: ['Mã lĩnh vực', 'MaLinhVuc'],
	fieldName: ['Lĩnh vực', 'Tên lĩnh vực', 'TenLinhVuc'],
	norm: ['Thời hạn giải quyết', 'Thời hạn', 'Thời hạn số'],
	normUnit: ['Đơn vị tính', 'Đơn vị', 'Thời hạn đơn vị'],
	committed: ['Thời hạn cam kết', 'Thời hạn rút ngắn'],
	committedUnit: ['Đơn vị tính cam kết', 'Đơn vị cam kết'],
	sameDay: ['Trong ngày', 'Giải quyết trong ngày'],
	validFrom: ['Hiệu lực từ', 'Từ ngày', 'Ngày hiệu lực'],
	validTo: ['Hiệu lực đến', 'Đến ngày', 'Ngày hết hiệu lực'],
	source: ['Quyết định công bố', 'Nguồn', 'Căn cứ']
};

const COLUMN_OF = new Map(
	Object.entries(IMPORT_COLUMNS).flatMap(([column, headers]) =>
		[column, ...headers].map((header) => [headerKey(header), column as ImportColumn] as const)
	)
);

const UNITS: readonly (readonly [written: RegExp, unit: NormUnit])[] = [
	[/^(ngay lam viec|working_days)$/, 'working_days'],
	[/^(ngay|calendar_days)$/, 'calendar_days'],
	[/^(gio( lam viec)?|working_hours)$/, 'working_hours']
];

/** Columns without which no line of a file can be read. */
const NEEDED: readonly ImportColumn[] = ['code', 'name', 'fieldName'];

/** The columns that a file lacks, by the headers of its lines. */
export function missingColumns(rows: readonly Readonly<Record<string, unknown>>[]): ImportColumn[] {
	const there = new Set(rows.flatMap((row) => Object.keys(row).map(headerKey)));
	const known = new Set([...there].map((header) => COLUMN_OF.get(header)));
	return NEEDED.filter((column) => !known.has(column));
}

type Cells = Partial<Record<ImportColumn, string>>;

function cellsOf(row: Readonly<Record<string, unknown>>): Cells {
	const cells: Cells = {};
	for (const [header, cell] of Object.entries(row)) {
		const column = COLUMN_OF.get(headerKey(header));
		if (column) cells[column] = cellText(cell);
	}
	return cells;
}

function unitOf(text: string): NormUnit | null {
	const written = fold(text).replace(/\s+/g, ' ').trim();
	return UNITS.find(([form]) => form.test(written))?.[1] ?? null;
}

/** "10" with its unit beside it, or "10 ngày làm việc" in one cell. */
function normOf(cell: string, unitCell: string): { value: number; unit: string } | null {
	if (cell === '') return null;
	const together = /^(\d+(?:[.,]0+)?)\s*(\D.*)$/u.exec(cell);
	const value = Number((together?.[1] ?? cell).replace(',', '.'));
	const unit = together?.[2] ?? unitCell;
	return { value, unit: unitOf(unit === '' ? 'ngày làm việc' : unit) ?? '' };
}

/** Where an error inside the version was written in the file. */
const COLUMN_OF_PATH: Record<string, ImportColumn> = {
	'norm.value': 'norm',
	'norm.unit': 'normUnit',
	'committed.value': 'committed',
	'committed.unit': 'committedUnit'
};

/**
 * A line as a version, or what is wrong with it.
 *
 * @param row cells by header, as the CSV or XLSX reader gives them
 * @param defaults the first day and the decision of lines that do not say their own
 */
export function readImportRow(
	row: Readonly<Record<string, unknown>>,
	defaults: { validFrom: string; source: string }
): { version: ProcedureVersion } | { errors: CellError[] } {
	const cells = cellsOf(row);
	const cell = (column: ImportColumn): string => cells[column] ?? '';
	if (cell('code') === '') return { errors: [{ field: 'code', reason: 'missing' }] };
	const inDay =
		isYes(cell('sameDay')) ||
		fold(cell('sameDay')) === 'trong ngay' ||
		fold(cell('norm')).startsWith('trong ngay');
	const parsed = procedureVersionSchema.safeParse({
		code: cell('code'),
		name: cell('name'),
		fieldCode: cell('fieldCode'),
		fieldName: cell('fieldName'),
		norm: inDay ? null : normOf(cell('norm'), cell('normUnit')),
		committed: normOf(cell('committed'), cell('committedUnit') || cell('normUnit')),
		sameDay: inDay,
		validFrom: writtenDay(cell('validFrom')) ?? (cell('validFrom') || defaults.validFrom),
		validTo: writtenDay(cell('validTo')) ?? (cell('validTo') || null),
		source: cell('source') || defaults.source
	});
	return parsed.success ? { version: parsed.data } : { errors: errorsOf(parsed.error) };
}

function errorsOf(error: z.ZodError): CellError[] {
	return error.issues.map((issue) => {
		const path = issue.path.join('.');
		const field = COLUMN_OF_PATH[path] ?? path.split('.')[0];
		return {
			field: COLUMN_OF.get(headerKey(field ?? '')) ?? 'code',
			reason: /^[a-z_]+$/.test(issue.message) ? issue.message : 'not_valid'
		};
	});
}
