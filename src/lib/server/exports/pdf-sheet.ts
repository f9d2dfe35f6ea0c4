import PDFDocument from 'pdfkit';
import { typeface, type Weight } from './pdf-type.ts';

/** A4 upright, in points, with 15 mm of margin. */
export const SHEET = { width: 595.28, height: 841.89, margin: 42.5 } as const;

export interface Style {
	size: number;
	weight?: Weight;
	color?: string;
	align?: 'left' | 'right';
	/** More is cut, with an ellipsis. */
	lines?: number;
}

/**
 * One sheet of paper that is written on. Everything is told where it stands, and tells where it ends;
 * `drawn` false measures only.
 */
export interface Sheet {
	/** Sets a text in lines of `width`; gives the height that it takes. */
	text(text: string, at: { x: number; y: number; width: number }, style: Style): number;
	rule(y: number, weight: number): void;
	/** A small triangle, which stands beside what must not be told by colour alone. */
	mark(x: number, y: number, size: number, color: string): void;
	frame(x: number, y: number, width: number, height: number): void;
	/** What the text measures in one line. */
	widthOf(text: string, style: Style): number;
}

const INK = '#111111';
const LEADING = 1.32;

/**
 * A PDF of one page. `write` is called with scales from 1 downwards until what it writes ends above the
 * bottom margin, so that the paper is one sheet whatever there is to say.
 *
 * @param about what the file says of itself; the same page makes the same bytes
 * @param write writes at a scale; returns where it ends
 */
export async function onePage(
	about: { title: string; author: string; madeAt: Date },
	write: (sheet: Sheet, scale: number) => number
): Promise<Buffer> {
	const document = new PDFDocument({
		size: 'A4',
		margin: 0,
		// Also the fonts that every reader has would be loaded otherwise.
		font: '',
		lang: 'vi-VN',
		displayTitle: true,
		pdfVersion: '1.7',
		info: {
			Title: about.title,
			Author: about.author,
			CreationDate: about.madeAt,
			ModDate: about.madeAt
		}
	});
	const { fonts } = typeface();
	for (const [name, bytes] of fonts) document.registerFont(name, bytes);
	const bottom = SHEET.height - SHEET.margin;
	const scale =
		[1, 0.96, 0.92, 0.88, 0.84, 0.8, 0.76].find(
			(one) => write(sheetOf(document, false), one) <= bottom
		) ?? 0.72;
	write(sheetOf(document, true), scale);
	const chunks: Buffer[] = [];
	document.on('data', (chunk: Buffer) => chunks.push(chunk));
	const ended = new Promise<void>((done, failed) => {
		document.once('end', done);
		document.once('error', failed);
	});
	document.end();
	await ended;
	return Buffer.concat(chunks);
}

function sheetOf(document: PDFKit.PDFDocument, drawn: boolean): Sheet {
	const { runs } = typeface();
	const widthOf: Sheet['widthOf'] = (text, { size, weight = 400 }) =>
		runs(text, weight).reduce(
			(sum, run) => sum + document.font(run.font).fontSize(size).widthOfString(run.text),
			0
		);
	const set = (text: string, x: number, y: number, style: Style) => {
		const { size, weight = 400, color = INK } = style;
		let at = x;
		for (const run of runs(text, weight)) {
			document.font(run.font).fontSize(size).fillColor(color);
			document.text(run.text, at, y, { lineBreak: false });
			at += document.widthOfString(run.text);
		}
	};
	return {
		widthOf,
		text: (text, { x, y, width }, style) => {
			const lines = brokenInto(text, width, style, (part) => widthOf(part, style));
			const height = style.size * LEADING;
			if (drawn) {
				lines.forEach((line, i) => {
					const left = style.align === 'right' ? x + width - widthOf(line, style) : x;
					set(line, left, y + i * height, style);
				});
			}
			return lines.length * height;
		},
		rule: (y, weight) => {
			if (!drawn) return;
			const { margin, width } = SHEET;
			document.moveTo(margin, y).lineTo(width - margin, y);
			document
				.lineWidth(weight)
				.strokeColor(weight < 0.8 ? '#999999' : INK)
				.stroke();
		},
		mark: (x, y, size, color) => {
			if (!drawn) return;
			document
				.moveTo(x, y + size)
				.lineTo(x + size, y + size)
				.lineTo(x + size / 2, y);
			document.closePath().fill(color);
		},
		frame: (x, y, width, height) => {
			if (drawn) document.rect(x, y, width, height).lineWidth(1.2).strokeColor(INK).stroke();
		}
	};
}

function brokenInto(
	text: string,
	width: number,
	{ lines: atMost = Infinity }: Style,
	widthOf: (text: string) => number
): string[] {
	const lines: string[] = [];
	let line = '';
	for (const word of text.split(' ')) {
		const longer = line === '' ? word : `${line} ${word}`;
		if (line === '' || widthOf(longer) <= width) line = longer;
		else {
			lines.push(line);
			line = word;
		}
	}
	lines.push(line);
	if (lines.length <= atMost) return lines;
	const kept = lines.slice(0, atMost);
	let last = kept.at(-1) ?? '';
	while (last !== '' && widthOf(`${last}…`) > width) last = last.slice(0, -1);
	return [...kept.slice(0, -1), `${last.trimEnd()}…`];
}
