import { AlignmentType, Paragraph, TextRun } from 'docx';
import type { InspectionPaper } from '#lib/domain/inspections/papers.ts';
import { sheetsDocx } from './letter-docx.ts';
import { centred, letterHead, twoColumns } from './letter-head.ts';
import { points, space, TEXT_WIDTH } from './sheet.ts';

/** Minutes or a conclusion as `.docx`: the same paper gives the same bytes, whenever it is asked for. */
export async function paperDocx(paper: InspectionPaper): Promise<Buffer> {
	return sheetsDocx({
		title: paper.title.name,
		creator: [...paper.above, ...paper.name].join(' '),
		marks: paper.marks,
		upright: [
			letterHead({ ...paper, about: null }),
			centred(paper.title.name, { size: 14, bold: true, before: 14 }),
			centred(paper.title.about, { size: 14, bold: true }),
			...paper.lines.map(({ text, heading }) => paragraph(text, heading)),
			new Paragraph({ spacing: { before: space(6) }, keepNext: true, children: [] }),
			signatures(paper)
		],
		across: null
	});
}

function paragraph(text: string, bold: boolean): Paragraph {
	return new Paragraph({
		alignment: AlignmentType.BOTH,
		indent: { firstLine: 720 },
		spacing: { before: space(6), after: 0 },
		keepNext: bold,
		children: [new TextRun({ text, bold })]
	});
}

/** Two who sign stand side by side; one stands right of who receives it. */
function signatures({ signatures: who, recipients }: InspectionPaper) {
	const half = Math.round(TEXT_WIDTH / 2);
	const signed = ({ lines, name }: InspectionPaper['signatures'][number]) => [
		...lines.map((line) => centred(line, { size: 14, bold: true })),
		centred(name ?? '', { size: 14, bold: true, before: 70 })
	];
	const received = [
		new Paragraph({
			children: [new TextRun({ text: 'Nơi nhận:', bold: true, italics: true, size: points(12) })]
		}),
		...recipients.map(
			(text) => new Paragraph({ children: [new TextRun({ text, size: points(11) })] })
		)
	];
	const [first, second] = who;
	const left = second === undefined ? received : first === undefined ? [] : signed(first);
	const right = second ?? first;
	return twoColumns([[left, right === undefined ? [] : signed(right)]], [half, TEXT_WIDTH - half]);
}
