/** One line of a catalogue file, its columns named as offices name them, as a procedure version. */
import { type z } from 'zod';
import { isDay } from '../calendar/time.ts';
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

function headerKey(text: string): string {
	return fold(text).replace(/[^a-z0-9]/g, '');
}

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

/** Text of a cell of CSV or XLSX; a date cell has no zone and is read as the day it shows. */
function textOf(cell: unknown): string {
	if (typeof cell === 'string') return cell.normalize('NFC').trim();
	if (typeof cell === 'number' || typeof cell === 'boolean') return String(cell);
	if (cell instanceof Date && !Number.isNaN(cell.getTime())) return cell.toISOString().slice(0, 10);
	return '';
}

function cellsOf(row: Readonly<Record<string, unknown>>): Cells {
	const cells: Cells = {};
	for (const [header, cell] of Object.entries(row)) {
		const column = COLUMN_OF.get(headerKey(header));
		if (column) cells[column] = textOf(cell);
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

/** `31/5/2019` or `2019-05-31`. */
function dayOf(cell: string): string {
	const written = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(cell);
	if (!written) return cell;
	const [, d = '', m = '', y = ''] = written;
	const day = `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
	return isDay(day) ? day : cell;
}

function isYes(cell: string): boolean {
	return ['x', 'co', 'true', '1', 'yes', 'trong ngay'].includes(fold(cell));
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
	const inDay = isYes(cell('sameDay')) || fold(cell('norm')).startsWith('trong ngay');
	const parsed = procedureVersionSchema.safeParse({
		code: cell('code'),
		name: cell('name'),
		fieldCode: cell('fieldCode'),
		fieldName: cell('fieldName'),
		norm: inDay ? null : normOf(cell('norm'), cell('normUnit')),
		committed: normOf(cell('committed'), cell('committedUnit') || cell('normUnit')),
		sameDay: inDay,
		validFrom: dayOf(cell('validFrom')) || defaults.validFrom,
		validTo: dayOf(cell('validTo')) || null,
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
