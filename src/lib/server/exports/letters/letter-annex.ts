import {
	AlignmentType,
	BorderStyle,
	Paragraph,
	Table,
	TableCell,
	TableRow,
	TextRun,
	VerticalAlign
} from 'docx';
import type { AnnexTable, LetterParts } from '#lib/domain/letters/parts.ts';
import { centred } from './letter-head.ts';
import { ANNEX_WIDTH, points, space } from './sheet.ts';

/** The annex under its own heading: a table for each kind, its head repeated on every sheet. */
export function annexContent(annex: LetterParts['annex']): (Paragraph | Table)[] {
	return [
		centred(annex.heading, { size: 14, bold: true }),
		centred(annex.title, { size: 14, bold: true }),
		centred(annex.note, { size: 13, italics: true, before: 2 }),
		...annex.tables.flatMap((table) => [titleOf(table), tableOf(table)])
	];
}

function titleOf({ title }: AnnexTable): Paragraph {
	return new Paragraph({
		keepNext: true,
		spacing: { before: space(12), after: space(6) },
		children: [new TextRun({ text: title, bold: true, size: points(13) })]
	});
}

function tableOf({ columns, rows }: AnnexTable): Table {
	const widths = columns.map(({ share }) => Math.round(share * ANNEX_WIDTH));
	const line = { style: BorderStyle.SINGLE, size: 4, color: '000000' } as const;
	const cells = (texts: readonly string[], head: boolean) =>
		texts.map((text, i) => {
			const alignment = head
				? AlignmentType.CENTER
				: columns[i]?.right === true
					? AlignmentType.RIGHT
					: AlignmentType.LEFT;
			return new TableCell({
				width: { size: widths[i] ?? 0, type: 'dxa' },
				verticalAlign: head ? VerticalAlign.CENTER : VerticalAlign.TOP,
				children: [
					new Paragraph({
						alignment,
						spacing: { before: space(2), after: space(2) },
						children: [new TextRun({ text, bold: head, size: points(13) })]
					})
				]
			});
		});
	const head = new TableRow({
		tableHeader: true,
		cantSplit: true,
		children: cells(
			columns.map(({ word }) => word),
			true
		)
	});
	return new Table({
		width: { size: ANNEX_WIDTH, type: 'dxa' },
		columnWidths: widths,
		layout: 'fixed',
		margins: { left: 80, right: 80, top: 0, bottom: 0 },
		borders: {
			top: line,
			bottom: line,
			left: line,
			right: line,
			insideHorizontal: line,
			insideVertical: line
		},
		rows: [
			head,
			...rows.map((row) => new TableRow({ cantSplit: true, children: cells(row, false) }))
		]
	});
}
