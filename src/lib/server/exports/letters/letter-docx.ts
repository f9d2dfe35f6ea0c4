import {
	AlignmentType,
	Document,
	Header,
	PageNumber,
	PageOrientation,
	Packer,
	Paragraph,
	SectionType,
	TextRun,
	type FileChild
} from 'docx';
import type { DocumentParts } from '#lib/domain/letters/parts.ts';
import { annexContent } from './letter-annex.ts';
import { centred, letterHead, twoColumns } from './letter-head.ts';
import { A4, FONT, MARGIN, points, space, TEXT_WIDTH } from './sheet.ts';
import { withoutTimes } from './zip-times.ts';

/** When a file was made is not part of a letter: the same letter gives the same bytes. */
const MADE = '2020-03-05T00:00:00Z';

/**
 * A letter as `.docx` in the layout of Nghị định 30/2020/NĐ-CP, Phụ lục I: A4, margins 20, 20, 30 and
 * 15 mm, Times New Roman 13 to 14, page numbers in the middle of the head from the second page, the
 * annex, if there is one, in a section of its own across the sheet. The same letter gives the same bytes, whenever it is
 * asked for.
 */
export async function letterDocx(parts: DocumentParts): Promise<Buffer> {
	return sheetsDocx({
		title: parts.title === null ? (parts.about ?? '') : parts.title.name,
		creator: [...parts.above, ...parts.name].join(' '),
		marks: parts.marks,
		upright: letterContent(parts),
		across: parts.annex === null ? null : annexContent(parts.annex)
	});
}

/**
 * Sheets in that layout, with what stands on them.
 * @param across in a section of its own, across the sheet; null: there is none
 */
export async function sheetsDocx(given: {
	title: string;
	creator: string;
	marks: readonly string[];
	upright: FileChild[];
	across: FileChild[] | null;
}): Promise<Buffer> {
	const { title, creator, marks, upright, across } = given;
	const sheet = {
		titlePage: true,
		page: {
			size: { ...A4, orientation: PageOrientation.PORTRAIT },
			margin: MARGIN,
			pageNumbers: { start: 1 }
		}
	};
	const lying = {
		...sheet,
		type: SectionType.NEXT_PAGE,
		page: { ...sheet.page, size: { ...A4, orientation: PageOrientation.LANDSCAPE } }
	};
	const document = new Document({
		title,
		creator,
		lastModifiedBy: creator,
		styles: {
			default: {
				document: {
					run: { font: FONT, size: points(14), language: { value: 'vi-VN' } },
					paragraph: { spacing: { before: 0, after: 0 } }
				}
			}
		},
		sections: [
			{ properties: sheet, headers: headersOf(marks), children: upright },
			...(across === null
				? []
				: [{ properties: lying, headers: headersOf(marks), children: across }])
		]
	});
	const packed = await Packer.toBuffer(document, undefined, [
		{ path: 'docProps/core.xml', data: coreXml(title, creator) }
	]);
	return withoutTimes(packed);
}

function letterContent(parts: DocumentParts) {
	const { title, addressees, paragraphs } = parts;
	const heading =
		title === null
			? []
			: [
					centred(title.name, { size: 14, bold: true, before: 14 }),
					centred(title.about, { size: 14, bold: true })
				];
	return [
		letterHead(parts),
		...heading,
		...addresseeLines(addressees),
		...paragraphs.map(
			(text) =>
				new Paragraph({
					alignment: AlignmentType.BOTH,
					indent: { firstLine: 720 },
					spacing: { before: space(6), after: 0 },
					children: [new TextRun(text)]
				})
		),
		new Paragraph({ spacing: { before: space(6) }, keepNext: true, children: [] }),
		signature(parts)
	];
}

/** One addressee stands on the line of "Kính gửi:", several each on their own (Phụ lục I, mục II.9). */
function addresseeLines(addressees: readonly string[]): Paragraph[] {
	const line = (text: string, before: number, left: number) =>
		new Paragraph({
			indent: { left },
			spacing: { before: space(before), after: 0 },
			children: [new TextRun(text)]
		});
	const [only] = addressees;
	if (addressees.length === 1 && only !== undefined)
		return [centred(`Kính gửi: ${only}.`, { size: 14, before: 14 })];
	return [
		line('Kính gửi:', 14, 2200),
		...addressees.map((one, i) =>
			line(`- ${one}${i === addressees.length - 1 ? '.' : ';'}`, 2, 3300)
		)
	];
}

function signature({ signing, recipients }: DocumentParts) {
	const half = Math.round(TEXT_WIDTH / 2);
	const small = (text: string) =>
		new Paragraph({ children: [new TextRun({ text, size: points(11) })] });
	const left = [
		new Paragraph({
			children: [new TextRun({ text: 'Nơi nhận:', bold: true, italics: true, size: points(12) })]
		}),
		...recipients.map(small)
	];
	const right = [
		...signing.lines.map((line) => centred(line, { size: 14, bold: true })),
		centred(signing.name ?? '', { size: 14, bold: true, before: 70 })
	];
	return twoColumns([[left, right]], [half, TEXT_WIDTH - half]);
}

/** Page numbers from the second page on; what must not be overlooked on every page. */
function headersOf(marks: readonly string[]): { default: Header; first: Header } {
	const marked = () =>
		marks.length === 0
			? []
			: [
					new Paragraph({
						alignment: AlignmentType.RIGHT,
						children: [new TextRun({ text: marks.join(' · '), bold: true, size: points(11) })]
					})
				];
	return {
		default: new Header({
			children: [
				new Paragraph({
					alignment: AlignmentType.CENTER,
					children: [new TextRun({ children: [PageNumber.CURRENT], size: points(13) })]
				}),
				...marked()
			]
		}),
		first: new Header({
			children: [...marked(), ...(marks.length === 0 ? [new Paragraph('')] : [])]
		})
	};
}

function coreXml(title: string, creator: string): string {
	const text = (value: string) =>
		value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
	return (
		'<?xml version="1.0" encoding="UTF-8"?><cp:coreProperties ' +
		'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ' +
		'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" ' +
		'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
		`<dc:title>${text(title)}</dc:title><dc:creator>${text(creator)}</dc:creator>` +
		`<cp:lastModifiedBy>${text(creator)}</cp:lastModifiedBy><cp:revision>1</cp:revision>` +
		`<dcterms:created xsi:type="dcterms:W3CDTF">${MADE}</dcterms:created>` +
		`<dcterms:modified xsi:type="dcterms:W3CDTF">${MADE}</dcterms:modified></cp:coreProperties>`
	);
}
