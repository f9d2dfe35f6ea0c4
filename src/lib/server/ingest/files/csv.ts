import { parse } from 'csv-parse/sync';
import { FileRefused, ROWS_AT_MOST, tableOf, type Cell, type FileTable } from './table.ts';

const DELIMITERS = [',', ';', '\t'] as const;
const CELL_BYTES = 32 * 1024;

/**
 * Reads CSV as Vietnamese offices save it: UTF-8 with or without BOM, separated by comma, semicolon or
 * tab, whichever the header line uses most.
 *
 * @throws FileRefused
 */
export function readCsv(bytes: Buffer): FileTable {
	if (bytes.includes(0)) throw new FileRefused('file.not_csv');
	let text: string;
	try {
		text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		throw new FileRefused('file.not_utf8');
	}
	let records: { record: string[]; info: { lines: number } }[];
	try {
		records = parse(text, {
			delimiter: delimiterOf(text),
			info: true,
			bom: true,
			relax_column_count: true,
			relax_quotes: false,
			skip_empty_lines: false,
			max_record_size: CELL_BYTES * 8,
			to: ROWS_AT_MOST + 1_000
		}) as unknown as typeof records;
	} catch {
		throw new FileRefused('file.csv_broken');
	}
	return tableOf(
		records.map(({ record, info }) => ({ line: info.lines, cells: record as Cell[] }))
	);
}

/** The separator that the first line uses most, outside quotes. */
function delimiterOf(text: string): string {
	const end = text.search(/\r|\n/);
	const line = (end < 0 ? text : text.slice(0, end)).replace(/"[^"]*"/g, '');
	const counts = DELIMITERS.map((delimiter) => line.split(delimiter).length);
	return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}
