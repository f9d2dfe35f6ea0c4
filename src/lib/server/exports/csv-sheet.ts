import { dayOf, isoOf, type Day, type Instant } from '#lib/domain/calendar/time.ts';
import { inert, type Sheet, type SheetCell } from './sheet.ts';

const BOM = '\uFEFF';
const PIECE = 64 * 1024;

/**
 * A sheet as CSV that Excel in Vietnam opens as it is: UTF-8 with BOM, every cell quoted, no text that
 * could be a formula, decimal comma in shares (they are for reading), counts as bare digits.
 */
export async function* csvSheet({
	head,
	columns,
	rows,
	notes
}: Sheet): AsyncGenerator<string, void, undefined> {
	let held = BOM;
	for (const [label, value] of head) held += lineOf([label, value]);
	// Above the table, so that whatever reads the rows reads nothing else after them.
	for (const [name = null, text = null] of notes?.rows ?? []) held += lineOf([name, text]);
	held += lineOf([]) + lineOf(columns.map(({ title }) => title));
	for await (const row of rows) {
		held += lineOf(row);
		if (held.length < PIECE) continue;
		yield held;
		held = '';
	}
	yield held;
}

function lineOf(cells: SheetCell[]): string {
	return `${cells.map((cell) => `"${textOf(cell).replaceAll('"', '""')}"`).join(',')}\r\n`;
}

function textOf(cell: SheetCell): string {
	if (cell === null) return '';
	if (typeof cell === 'string') return inert(cell);
	if ('number' in cell) return String(cell.number);
	if ('share' in cell) return shareText(cell.share);
	if ('day' in cell) return dayText(cell.day);
	return instantText(cell.instant);
}

/**
 * 2,11 %; "—" where there is nothing to divide by. As on the screens, 100 % and 0 % are said only of
 * all and of none.
 */
export function shareText(share: number | null): string {
	if (share === null) return '—';
	let percent = share * 100;
	if (share < 1) percent = Math.min(percent, 99.99);
	if (share > 0) percent = Math.max(percent, 0.01);
	return `${percent.toFixed(2).replace('.', ',')} %`;
}

/** 31/5/2019 */
export function dayText(day: Day): string {
	const [year = '', month = '', date = ''] = day.split('-');
	return `${Number(date)}/${Number(month)}/${year}`;
}

/** 31/5/2019 14:05 */
export function instantText(at: Instant): string {
	return `${dayText(dayOf(at))} ${isoOf(at).slice(11, 16)}`;
}
