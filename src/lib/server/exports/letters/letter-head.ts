import { AlignmentType, BorderStyle, Paragraph, Table, TableCell, TableRow, TextRun } from 'docx';
import { DRAFT, MOTTO, STATE, type DocumentParts } from '#lib/domain/letters/parts.ts';
import { points, space, TEXT_WIDTH } from './sheet.ts';

const LEFT = Math.round(TEXT_WIDTH * 0.39);
const RIGHT = TEXT_WIDTH - LEFT;
const NO_LINE = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;
export const NO_LINES = {
	top: NO_LINE,
	bottom: NO_LINE,
	left: NO_LINE,
	right: NO_LINE,
	insideHorizontal: NO_LINE,
	insideVertical: NO_LINE
};

/** One line in the middle of its column. */
export function centred(
	text: string,
	{ size = 13, bold = false, italics = false, before = 0 } = {}
): Paragraph {
	return new Paragraph({
		alignment: AlignmentType.CENTER,
		spacing: { before: space(before), after: 0 },
		children: [new TextRun({ text, bold, italics, size: points(size) })]
	});
}

/** A line below a name, as long as a share of its column. */
function rule(column: number, share: number): Paragraph {
	const indent = Math.round((column * (1 - share)) / 2);
	return new Paragraph({
		spacing: { before: space(1), after: space(2), line: space(4), lineRule: 'exact' },
		indent: { left: indent, right: indent },
		border: { top: { style: BorderStyle.SINGLE, size: 6, space: 1, color: '000000' } },
		children: []
	});
}

function boxed(text: string): Paragraph {
	const side = { style: BorderStyle.SINGLE, size: 8, space: 3, color: '000000' } as const;
	const indent = Math.round(LEFT * 0.25);
	return new Paragraph({
		alignment: AlignmentType.CENTER,
		spacing: { before: space(8), after: 0 },
		indent: { left: indent, right: indent },
		border: { top: side, bottom: side, left: side, right: side },
		children: [new TextRun({ text, bold: true, size: points(14) })]
	});
}

function cell(width: number, children: Paragraph[]): TableCell {
	return new TableCell({
		width: { size: width, type: 'dxa' },
		borders: NO_LINES,
		margins: { left: 0, right: 0 },
		children
	});
}

/** Two columns without lines, as heads and signatures are set. */
export function twoColumns(
	rows: readonly (readonly [left: Paragraph[], right: Paragraph[]])[],
	widths: readonly [number, number] = [LEFT, RIGHT]
): Table {
	return new Table({
		width: { size: TEXT_WIDTH, type: 'dxa' },
		columnWidths: [...widths],
		layout: 'fixed',
		borders: NO_LINES,
		rows: rows.map(
			([left, right]) =>
				new TableRow({
					cantSplit: true,
					children: [cell(widths[0], left), cell(widths[1], right)]
				})
		)
	});
}

/** Components 1 to 5 of an administrative document: state and motto, agency, number, place and date, about. */
export function letterHead(
	parts: Pick<DocumentParts, 'above' | 'name' | 'number' | 'placeDate' | 'about' | 'marks'>
): Table {
	const { above, name, number, placeDate, about, marks } = parts;
	return twoColumns([
		[
			[
				...above.map((line) => centred(line)),
				...name.map((line) => centred(line, { bold: true })),
				rule(LEFT, 0.4)
			],
			[centred(STATE, { bold: true }), centred(MOTTO, { size: 14, bold: true }), rule(RIGHT, 0.62)]
		],
		[
			[
				centred(number),
				...(about === null ? [] : [centred(about, { before: 2 })]),
				...(marks.includes(DRAFT) ? [boxed(DRAFT)] : [])
			],
			[centred(placeDate, { size: 14, italics: true })]
		]
	]);
}
