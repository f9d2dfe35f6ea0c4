import { readSheet } from 'read-excel-file/universal';
import { FileRefused, tableOf, type Cell, type FileTable } from './table.ts';
import { checkZip } from './zip-check.ts';

/**
 * Reads the first sheet of a spreadsheet whose contents have been unpacked and counted before. Both the
 * check and the reader go by the archive's own directory, so that they see the same entries. Formulas
 * are not computed: what the sheet last showed is read.
 *
 * @throws FileRefused
 */
export async function readXlsx(bytes: Buffer): Promise<FileTable> {
	await checkZip(bytes);
	let rows: unknown[][];
	try {
		rows = await readSheet(new Blob([new Uint8Array(bytes)]));
	} catch {
		throw new FileRefused('file.not_xlsx');
	}
	return tableOf(rows.map((cells, i) => ({ line: i + 1, cells: cells.map(cellOf) })));
}

function cellOf(value: unknown): Cell {
	if (value instanceof Date) return toTheSecond(value);
	if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
		return value;
	}
	return null;
}

/** Days are stored as fractions: 08:30:15 comes out some milliseconds short. */
function toTheSecond(date: Date): Date {
	return new Date(Math.round(date.getTime() / 1000) * 1000);
}
