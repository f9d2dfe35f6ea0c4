import type { Day, Instant } from '#lib/domain/calendar/time.ts';

/** What a cell of an export holds; the writer decides how it looks. */
export type SheetCell =
	| string
	| null
	| { number: number }
	/** 0.0211 is shown as 2,11 %; null: nothing to divide by, shown as "—". */
	| { share: number | null }
	| { day: Day }
	| { instant: Instant };

/** A table to be written: what stands above it, its columns, and its rows as they come. */
export interface Sheet {
	/** Name of the sheet, at most 31 characters. */
	name: string;
	/** Lines of the head block: what it is, period, filters, as of, simulated or not. */
	head: [label: string, value: string | { number: number }][];
	columns: { title: string; width: number }[];
	rows: AsyncIterable<SheetCell[]> | Iterable<SheetCell[]>;
	/** What the numbers mean: a second sheet, or the first two columns as lines above the table. */
	notes?: SheetNotes;
}

export interface SheetNotes {
	name: string;
	columns: { title: string; width: number }[];
	rows: SheetCell[][];
}

export type SheetFormat = 'xlsx' | 'csv';

const FORMULA = /^[=+\-@\t\r\n]/;

/**
 * A text that no spreadsheet takes for a formula: one that begins like a formula gets an apostrophe
 * before it (OWASP, CSV injection).
 */
export function inert(text: string): string {
	return FORMULA.test(text) ? `'${text}` : text;
}
