import { isoOf, type Instant } from '#lib/domain/calendar/time.ts';
import type { Sheet, SheetCell, SheetNotes } from './sheet.ts';
import { zipStream } from './zip-stream.ts';

/** Indexes into `cellXfs` of {@link STYLES}. */
const STYLE = {
	plain: 0,
	heading: 1,
	column: 2,
	number: 3,
	share: 4,
	day: 5,
	instant: 6,
	label: 7,
	wrapped: 8
};
const DAY_MS = 86_400_000;
/** Day 0 of a spreadsheet, which believes in 29 February 1900. */
const EPOCH = Date.UTC(1899, 11, 30);

/**
 * A sheet as an .xlsx file, written row by row: texts as inline strings (never formulas), numbers,
 * days and instants as what they are. Memory does not grow with the number of rows.
 */
export function xlsxSheet(sheet: Sheet): AsyncGenerator<Buffer, void, undefined> {
	const { notes } = sheet;
	const names = notes === undefined ? [sheet.name] : [sheet.name, notes.name];
	return zipStream([
		{ name: '[Content_Types].xml', content: [contentTypes(names)] },
		{ name: '_rels/.rels', content: [RELATIONS] },
		{ name: 'xl/workbook.xml', content: [workbook(names)] },
		{ name: 'xl/_rels/workbook.xml.rels', content: [workbookRelations(names)] },
		{ name: 'xl/styles.xml', content: [STYLES] },
		{ name: 'xl/worksheets/sheet1.xml', content: worksheet(sheet) },
		...(notes === undefined
			? []
			: [{ name: 'xl/worksheets/sheet2.xml', content: noteSheet(notes) }])
	]);
}

async function* worksheet({ head, columns, rows }: Sheet): AsyncGenerator<string, void, undefined> {
	const top = head.length + 2;
	const widths = columns
		.map(({ width }, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`)
		.join('');
	yield (
		`${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">` +
		`<pane xSplit="1" ySplit="${top}" topLeftCell="B${top + 1}" activePane="bottomRight" state="frozen"/>` +
		`</sheetView></sheetViews><cols>${widths}</cols><sheetData>`
	);
	let n = 0;
	for (const [i, [label, value]] of head.entries()) {
		n += 1;
		const style = i === 0 ? STYLE.heading : STYLE.label;
		yield `<row r="${n}">${cellXml(label, n, 0, style)}${cellXml(value, n, 1, style)}</row>`;
	}
	n = top;
	yield `<row r="${n}">${columns.map(({ title }, i) => cellXml(title, n, i, STYLE.column)).join('')}</row>`;
	for await (const row of rows) {
		n += 1;
		yield `<row r="${n}">${row.map((cell, i) => cellXml(cell, n, i)).join('')}</row>`;
	}
	const last = `${columnName(Math.max(0, columns.length - 1))}${n}`;
	yield `</sheetData><autoFilter ref="A${top}:${last}"/></worksheet>`;
}

/** Definitions are read, not counted: a head and its rows, every text wrapped. */
function* noteSheet({ columns, rows }: SheetNotes): Generator<string, void, undefined> {
	const widths = columns
		.map(({ width }, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`)
		.join('');
	yield `${XML}<worksheet xmlns="${MAIN}"><cols>${widths}</cols><sheetData>`;
	yield `<row r="1">${columns.map(({ title }, i) => cellXml(title, 1, i, STYLE.column)).join('')}</row>`;
	for (const [i, row] of rows.entries()) {
		const n = i + 2;
		yield `<row r="${n}">${row.map((cell, j) => cellXml(cell, n, j, STYLE.wrapped)).join('')}</row>`;
	}
	yield '</sheetData></worksheet>';
}

function cellXml(cell: SheetCell, row: number, column: number, style?: number): string {
	const ref = `${columnName(column)}${row}`;
	if (cell === null || cell === '') return '';
	if (typeof cell === 'string') return textXml(ref, cell, style ?? STYLE.plain);
	if ('number' in cell) return numberXml(ref, cell.number, style ?? STYLE.number);
	if ('share' in cell) {
		if (cell.share === null) return textXml(ref, '—', STYLE.plain);
		return numberXml(ref, cell.share, STYLE.share);
	}
	if ('day' in cell) return numberXml(ref, serial(Date.parse(`${cell.day}T00:00Z`)), STYLE.day);
	return numberXml(ref, serial(localTime(cell.instant)), STYLE.instant);
}

function textXml(ref: string, text: string, style: number): string {
	return `<c r="${ref}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
}

function numberXml(ref: string, n: number, style: number): string {
	return `<c r="${ref}" s="${style}"><v>${n}</v></c>`;
}

/** A spreadsheet's instants have no zone: what the office's clock showed. */
function localTime(at: Instant): number {
	return Date.parse(`${isoOf(at).slice(0, 19)}Z`);
}

function serial(localMs: number): number {
	return (localMs - EPOCH) / DAY_MS;
}

function columnName(index: number): string {
	const letter = String.fromCharCode(65 + (index % 26));
	return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}

// eslint-disable-next-line no-control-regex -- XML 1.0 cannot hold these
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

function escaped(text: string): string {
	return text
		.toWellFormed()
		.replace(FORBIDDEN, '')
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;')
		.replaceAll('\r', '&#13;');
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const SPREADSHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const contentTypes = (names: readonly string[]) =>
	`${XML}<Types xmlns="${PACKAGE}/content-types">` +
	'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
	'<Default Extension="xml" ContentType="application/xml"/>' +
	`<Override PartName="/xl/workbook.xml" ContentType="${SPREADSHEET}.sheet.main+xml"/>` +
	names
		.map(
			(_, i) =>
				`<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="${SPREADSHEET}.worksheet+xml"/>`
		)
		.join('') +
	`<Override PartName="/xl/styles.xml" ContentType="${SPREADSHEET}.styles+xml"/></Types>`;
const RELATIONS =
	`${XML}<Relationships xmlns="${PACKAGE}/relationships">` +
	`<Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;
const workbookRelations = (names: readonly string[]) =>
	`${XML}<Relationships xmlns="${PACKAGE}/relationships">` +
	names
		.map(
			(_, i) =>
				`<Relationship Id="rId${i + 1}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`
		)
		.join('') +
	`<Relationship Id="rId${names.length + 1}" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`;

function workbook(names: readonly string[]): string {
	const safe = (name: string) => escaped(name.replace(/[[\]:*?/\\']/g, ' ').slice(0, 31));
	const sheets = names.map(
		(name, i) => `<sheet name="${safe(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`
	);
	return `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets.join('')}</sheets></workbook>`;
}

const xf = (format: number, font: number, apply = '') =>
	`<xf numFmtId="${format}" fontId="${font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"${apply}/>`;
const WRAPPED =
	'<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">' +
	'<alignment vertical="top" wrapText="1"/></xf>';
const STYLES =
	`${XML}<styleSheet xmlns="${MAIN}"><numFmts count="3">` +
	'<numFmt numFmtId="164" formatCode="d/m/yyyy"/><numFmt numFmtId="165" formatCode="d/m/yyyy\\ hh:mm"/>' +
	'<numFmt numFmtId="166" formatCode="0.00\\ %"/></numFmts>' +
	'<fonts count="3"><font><sz val="11"/><name val="Times New Roman"/></font>' +
	'<font><b/><sz val="14"/><name val="Times New Roman"/></font>' +
	'<font><b/><sz val="11"/><name val="Times New Roman"/></font></fonts>' +
	'<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
	'<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
	'<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
	`<cellXfs count="9">${xf(0, 0)}${xf(0, 1, ' applyFont="1"')}${xf(0, 2, ' applyFont="1"')}` +
	`${xf(3, 0)}${xf(166, 0)}${xf(164, 0)}${xf(165, 0)}${xf(3, 0)}${WRAPPED}</cellXfs>` +
	'<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>';
