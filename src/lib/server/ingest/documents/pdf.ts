import { getDocumentProxy } from 'unpdf';
import { DOCUMENT_LIMITS, DocumentRefused } from './document-refused.ts';

/** A run of signs on a page; y grows upwards. */
interface Run {
	text: string;
	x: number;
	y: number;
	width: number;
	height: number;
}

/** Fewer letters than this in a whole document are stamps on pictures, not a text. */
const LETTERS_AT_LEAST = 40;

/**
 * The text layer of a PDF, its lines set out as on the page: what stands apart in a line stays apart,
 * as columns of a table do.
 *
 * @throws DocumentRefused
 */
export async function textOfPdf(bytes: Uint8Array): Promise<string> {
	const pages: string[] = [];
	try {
		const pdf = await getDocumentProxy(bytes, { verbosity: 0 });
		if (pdf.numPages > DOCUMENT_LIMITS.pages) throw new DocumentRefused('document.too_many_pages');
		let length = 0;
		for (let number = 1; number <= pdf.numPages; number += 1) {
			const page = await pdf.getPage(number);
			const { items } = await page.getTextContent();
			const runs = items.flatMap((item): Run[] => {
				if (!('str' in item) || item.str.trim() === '') return [];
				const [, , , , x = 0, y = 0] = item.transform as number[];
				return [{ text: item.str, x, y, width: item.width, height: item.height || 10 }];
			});
			const text = pageText(runs);
			length += text.length;
			if (length > DOCUMENT_LIMITS.characters * 2) throw new DocumentRefused('document.too_long');
			pages.push(text);
		}
	} catch (error) {
		if (error instanceof DocumentRefused) throw error;
		const name = error instanceof Error ? error.name : '';
		throw new DocumentRefused(
			name === 'PasswordException' ? 'document.encrypted' : 'document.unreadable'
		);
	}
	const text = pages.join('\n\n');
	if ((text.match(/\p{L}/gu)?.length ?? 0) < LETTERS_AT_LEAST)
		throw new DocumentRefused('document.scanned');
	return text;
}

function pageText(runs: readonly Run[]): string {
	const lines: Run[][] = [];
	for (const run of runs.toSorted((a, b) => b.y - a.y || a.x - b.x)) {
		const line = lines.at(-1);
		const beside = line?.[0] !== undefined && Math.abs(line[0].y - run.y) < run.height * 0.45;
		if (beside) line?.push(run);
		else lines.push([run]);
	}
	const left = Math.min(...runs.map(({ x }) => x));
	const signs = runs.reduce((sum, { text }) => sum + text.length, 0);
	const sign =
		signs === 0 ? 6 : Math.max(3, runs.reduce((sum, { width }) => sum + width, 0) / signs);
	const gaps = lines.slice(1).map((line, n) => (lines[n]?.[0]?.y ?? 0) - (line[0]?.y ?? 0));
	const usual = gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 14;
	return lines
		.map(
			(line, n) =>
				`${n > 0 && (gaps[n - 1] ?? 0) > usual * 1.6 ? '\n' : ''}${lineText(line, left, sign)}`
		)
		.join('\n');
}

/** A line with its indent, and with what stands far apart at its column. */
function lineText(line: readonly Run[], left: number, sign: number): string {
	let out = '';
	let end = -Infinity;
	for (const run of line.toSorted((a, b) => a.x - b.x)) {
		const column = Math.round((run.x - left) / sign);
		const gap = run.x - end;
		if (out === '') out = ' '.repeat(Math.max(0, Math.min(60, column)));
		else if (gap > sign * 2.5)
			out = out.trimEnd().padEnd(Math.max(column, out.trimEnd().length + 3));
		else if (gap > sign * 0.25 && !out.endsWith(' ')) out += ' ';
		out += run.text;
		end = run.x + run.width;
	}
	return out.trimEnd();
}
