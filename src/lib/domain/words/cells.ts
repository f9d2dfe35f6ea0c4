/** Cells of a file that an office fills in, and the headers above them. */
import { fold } from './fold.ts';

/** Text of a cell of CSV or XLSX; a date cell has no zone and is read as the day it shows. */
export function cellText(cell: unknown): string {
	if (typeof cell === 'string') return cell.normalize('NFC').trim();
	if (typeof cell === 'number' || typeof cell === 'boolean') return String(cell);
	if (cell instanceof Date && !Number.isNaN(cell.getTime())) return cell.toISOString().slice(0, 10);
	return '';
}

/** A header without regard to case, diacritics and punctuation. */
export function headerKey(text: string): string {
	return fold(text).replace(/[^a-z0-9]/g, '');
}

/** "x", "có", "true", "1": what offices write for yes. */
export function isYes(cell: string): boolean {
	return ['x', 'co', 'true', '1', 'yes'].includes(fold(cell));
}
