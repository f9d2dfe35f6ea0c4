/**
 * Tables of tasks that were flattened to text: columns by pipes, tabs or blanks, or one cell a line.
 * A table counts when its header names the work and who leads it.
 */
import type { Line } from './lines.ts';
import type { Extent, SourceText } from './source-text.ts';

const COLUMNS = ['number', 'content', 'lead', 'coordinating', 'due', 'product', 'other'] as const;
type Column = (typeof COLUMNS)[number];

export interface TableRow {
	/** The row's own numbering with the group that it stands in: `I.2`, `3`; empty without one. */
	path: string;
	content: Extent[];
	lead: Extent[];
	coordinating: Extent[];
	due: Extent[];
	/** From its first cell to its last. */
	whole: Extent;
}

export interface TablesFound {
	rows: TableRow[];
	/** Lines that belong to a table. */
	taken: ReadonlySet<Line>;
}

interface Cell extends Extent {
	key: string;
	column: number;
}
type Way = 'pipes' | 'tabs' | 'blanks';

function columnOf(key: string): Column | null {
	const text = key
		.replace(/[*_#|:]/g, ' ')
		.replace(/\s+/g, ' ')
		.trim();
	if (text === '' || text.length > 60) return null;
	if (/^(?:stt|tt|số tt|số thứ tự|số)$/.test(text)) return 'number';
	if (/phối hợp/.test(text)) return 'coordinating';
	if (/^(?:ghi chú|căn cứ|kinh phí|mức độ)/.test(text)) return 'other';
	if (/(?:thời gian|thời hạn|tiến độ|^hạn|hoàn thành)/.test(text)) return 'due';
	if (/(?:sản phẩm|kết quả|đầu ra)/.test(text)) return 'product';
	if (
		/(?:nội dung|nhiệm vụ|công việc|hoạt động|tên văn bản|danh mục|giải pháp)/.test(text) &&
		!/(?:cơ quan|đơn vị)/.test(text)
	)
		return 'content';
	if (/(?:chủ trì|thực hiện|phụ trách|trách nhiệm|cơ quan|đơn vị|tham mưu)/.test(text))
		return 'lead';
	return null;
}

function wayOf(raw: string): Way | null {
	if ((raw.match(/\|/g)?.length ?? 0) >= 2) return 'pipes';
	if (raw.includes('\t')) return 'tabs';
	return /\S {2,}\S/.test(raw) ? 'blanks' : null;
}

function rawOf({ text }: SourceText, line: Line): Extent {
	return { from: text.lastIndexOf('\n', line.from - 1) + 1, to: line.to };
}

function cellsOf(source: SourceText, line: Line, way: Way): Cell[] {
	const { from: start, to } = rawOf(source, line);
	const raw = source.text.slice(start, to);
	const pieces: [from: number, text: string][] = [];
	if (way === 'blanks') {
		for (const match of raw.matchAll(/\S+(?: \S+)*/g)) pieces.push([match.index, match[0]]);
	} else {
		const sign = way === 'pipes' ? '|' : '\t';
		let at = 0;
		const parts = raw.trimEnd().split(sign);
		for (const [n, part] of parts.entries()) {
			const outside = way === 'pipes' && part.trim() === '' && (n === 0 || n === parts.length - 1);
			if (!outside) pieces.push([at + part.length - part.trimStart().length, part.trim()]);
			at += part.length + 1;
		}
	}
	return pieces.map(([at, text], column) => {
		const from = start + at;
		return {
			from,
			to: from + text.length,
			key: source.key.slice(from, from + text.length).trim(),
			column
		};
	});
}

interface Header {
	way: Way;
	columns: Column[];
	/** Where each begins, in columns of text. */
	starts: number[];
	lines: number;
}

function headerAt(source: SourceText, lines: readonly Line[], at: number): Header | null {
	const line = lines[at];
	if (line === undefined) return null;
	const raw = rawOf(source, line);
	const way = wayOf(source.text.slice(raw.from, raw.to));
	if (way === null) return null;
	const cells = cellsOf(source, line, way);
	if (cells.length < 3) return null;
	const names = cells.map(({ key }) => key);
	for (let extra = 0; extra <= 2; extra += 1) {
		if (extra > 0) {
			const next = lines[at + extra];
			if (next === undefined) break;
			for (const cell of cellsOf(source, next, way)) {
				const starts = cells.map(({ from }) => from - raw.from);
				const n =
					way === 'blanks' ? nearest(starts, cell.from - rawOf(source, next).from) : cell.column;
				names[n] = `${names[n] ?? ''} ${cell.key}`;
			}
		}
		const columns = names.map(columnOf);
		if (isHeader(columns)) {
			return {
				way,
				columns: columns.map((column) => column ?? 'other'),
				starts: cells.map(({ from }) => from - raw.from),
				lines: extra + 1
			};
		}
	}
	return null;
}

function isHeader(columns: readonly (Column | null)[]): boolean {
	const has = (column: Column) => columns.includes(column);
	return (
		has('content') &&
		(has('lead') || has('coordinating')) &&
		columns.filter((one) => one !== null).length >= 3
	);
}

function nearest(starts: readonly number[], at: number): number {
	let best = 0;
	starts.forEach((start, n) => {
		if (Math.abs(start - at) < Math.abs((starts[best] ?? 0) - at)) best = n;
	});
	return best;
}

const END = /^[\s|*]*(?:nơi nhận|tm\.|kt\.|tl\.|tuq\.|\/?\.\/\.|phụ lục|ghi chú\s*:)/;
const NUMBERED = /^\(?(?:[ivxl]{1,5}|\d{1,3}(?:\.\d{1,2}){0,3}|[a-zđ])\)?[.)]?$/;

/** Tables of tasks among the lines. */
export function tablesIn(source: SourceText, lines: readonly Line[]): TablesFound {
	const rows: TableRow[] = [];
	const taken = new Set<Line>();
	for (let at = 0; at < lines.length; at += 1) {
		const header = headerAt(source, lines, at);
		const tall = header === null ? tallHeaderAt(lines, at) : null;
		if (header === null && tall === null) continue;
		const read =
			header === null ? readTall(lines, at, tall ?? []) : readWide(source, lines, at, header);
		if (read.rows.length === 0) continue;
		rows.push(...numbered(read.rows));
		for (const line of lines.slice(at, read.next)) taken.add(line);
		at = Math.max(at, read.next - 1);
	}
	return { rows, taken };
}

type Raw = Record<Column, Cell[]>;

function emptyRow(): Raw {
	return { number: [], content: [], lead: [], coordinating: [], due: [], product: [], other: [] };
}

function readWide(
	source: SourceText,
	lines: readonly Line[],
	at: number,
	header: Header
): { rows: Raw[]; next: number } {
	const rows: Raw[] = [];
	let next = at + header.lines;
	for (; next < lines.length; next += 1) {
		const line = lines[next];
		if (line === undefined || END.test(line.key)) break;
		const raw = rawOf(source, line);
		const way = wayOf(source.text.slice(raw.from, raw.to));
		if (header.way === 'pipes' && way !== 'pipes') break;
		if (header.way === 'tabs' && way !== 'tabs' && !continues(source, lines, next)) break;
		const indented = line.indent > 3 || rows.length > 0;
		if (
			header.way === 'blanks' &&
			way === null &&
			(line.afterBlank || !indented || isText(line, header))
		)
			break;
		const cells = cellsOf(source, line, header.way);
		const placed = place(cells, header, raw.from);
		// "1 2 3 4 5" under the header counts columns.
		if (placed.every(([, cell]) => /^\(?\d{1,2}\)?$/.test(cell.key)) && placed.length >= 3)
			continue;
		const own = rowOf(placed);
		if (rows.length === 0 || beginsRow(own, rows.at(-1), header)) rows.push(own);
		else append(rows.at(-1), own);
	}
	return { rows, next };
}

/** Running text after a table set with blanks. */
function isText(line: Line, header: Header): boolean {
	return line.key.length > 60 || line.indent < (header.starts[1] ?? 4) - 2;
}

/** A cell of several lines in a table set with tabs: the table goes on below. */
function continues(source: SourceText, lines: readonly Line[], at: number): boolean {
	if (lines[at]?.afterBlank === true && /^(?:\d+\.|[ivx]+\.)/.test(lines[at].key)) return false;
	return lines.slice(at + 1, at + 4).some((line) => {
		const raw = rawOf(source, line);
		return source.text.slice(raw.from, raw.to).includes('\t');
	});
}

function place(cells: readonly Cell[], header: Header, lineFrom: number): [Column, Cell][] {
	return cells.flatMap((cell): [Column, Cell][] => {
		if (cell.key === '') return [];
		const direct = header.way !== 'blanks' || cells.length === header.columns.length;
		const n = direct ? cell.column : nearest(header.starts, cell.from - lineFrom);
		return [[header.columns[n] ?? 'other', cell]];
	});
}

function rowOf(placed: readonly [Column, Cell][]): Raw {
	const row = emptyRow();
	for (const [column, cell] of placed) row[column].push(cell);
	return row;
}

function beginsRow(row: Raw, before: Raw | undefined, header: Header): boolean {
	const number = row.number[0]?.key;
	if (number !== undefined) return NUMBERED.test(number);
	if (header.columns.includes('number')) {
		return (
			header.way !== 'blanks' &&
			row.content.length > 0 &&
			(row.lead.length > 0 || row.due.length > 0)
		);
	}
	return row.content.length > 0 && (row.lead.length > 0 || before === undefined);
}

function append(row: Raw | undefined, more: Raw): void {
	if (row === undefined) return;
	for (const column of COLUMNS) row[column].push(...more[column]);
}

function tallHeaderAt(lines: readonly Line[], at: number): Column[] | null {
	if (lines[at] === undefined || columnOf(lines[at].key) !== 'number') return null;
	const columns: Column[] = [];
	for (const line of lines.slice(at, at + 9)) {
		const column = columnOf(line.key);
		if (column === null || (column !== 'other' && columns.includes(column))) break;
		columns.push(column);
	}
	return isHeader(columns) ? columns : null;
}

/** One cell a line: a row begins at each number. */
function readTall(
	lines: readonly Line[],
	at: number,
	columns: readonly Column[]
): { rows: Raw[]; next: number } {
	const rows: Raw[] = [];
	let next = at + columns.length;
	let values: Cell[] = [];
	let expected = 1;
	const close = () => {
		const row = rows.at(-1);
		if (row !== undefined) assign(row, values, columns);
		values = [];
	};
	for (; next < lines.length; next += 1) {
		const line = lines[next];
		if (line === undefined || END.test(line.key)) break;
		const cell: Cell = { from: line.from, to: line.to, key: line.key, column: 0 };
		const isNumber =
			NUMBERED.test(line.key) && (Number(line.key) === expected || !/^\d+$/.test(line.key));
		if (isNumber) {
			close();
			rows.push({ ...emptyRow(), number: [cell] });
			if (/^\d+$/.test(line.key)) expected = Number(line.key) + 1;
			continue;
		}
		if (isHeadingAfter(line.key, rows.length > 0 ? values.length : 0, columns.length)) break;
		if (rows.length === 0 || values.length >= columns.length + 6) break;
		values.push(cell);
	}
	close();
	return { rows, next };
}

/** "III. TỔ CHỨC THỰC HIỆN" after a row that is full: the table has ended. */
function isHeadingAfter(key: string, values: number, columns: number): boolean {
	return (
		values >= columns - 2 &&
		/^(?:[ivxl]{1,5}\s*[./)]|\d{1,2}(?:\.\d{1,2})*\s*[./)]|\d{1,2}(?:\.\d{1,2})+\s|điều \d|phần (?:thứ )?\S+)\s*\p{L}/u.test(
			key
		)
	);
}

function assign(row: Raw, values: readonly Cell[], columns: readonly Column[]): void {
	const others = columns.slice(1);
	const extra = Math.max(0, values.length - others.length);
	values.forEach((value, n) => {
		const column = n <= extra ? others[0] : others[n - extra];
		if (column !== undefined) row[column].push(value);
	});
}

function numbered(raws: readonly Raw[]): TableRow[] {
	let group = '';
	let bullets = 0;
	let last = '';
	return raws.flatMap((row) => {
		const label = (row.number[0]?.key ?? '').replace(/[().]+$|^\(/g, '');
		const written = /^[ivxl]+$/.test(label) ? label.toUpperCase() : label;
		const isGroup = row.lead.length === 0 && row.coordinating.length === 0 && row.due.length === 0;
		if (isGroup) {
			if (/^[IVXL]+$/.test(written) || /^[a-zđ]$/.test(written))
				group = written.length === 1 && /[a-zđ]/.test(written) ? written.toUpperCase() : written;
			else if (/^\d+$/.test(written)) last = written;
			return [];
		}
		bullets = written === '' ? bullets + 1 : 0;
		const own = written === '' && last !== '' ? `${last}.-${bullets}` : written;
		if (written !== '') last = written;
		const cells = COLUMNS.flatMap((column) => row[column]);
		const whole = {
			from: Math.min(...(row.content.length > 0 ? row.content : cells).map(({ from }) => from)),
			to: Math.max(...cells.map(({ to }) => to))
		};
		const { content, lead, coordinating, due } = row;
		const path = group === '' || own === '' ? own : `${group}.${own}`;
		return content.length === 0 ? [] : [{ path, content, lead, coordinating, due, whole }];
	});
}
