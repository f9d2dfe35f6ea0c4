import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/**
 * Be Vietnam Pro for paper. The package cuts the typeface into parts by script, for browsers that load
 * only what a page needs; a PDF names one part at a time, so a Vietnamese word is set in runs.
 */
const PARTS = ['latin', 'vietnamese', 'latin-ext'] as const;
type Part = (typeof PARTS)[number];
export const WEIGHTS = [400, 600] as const;
export type Weight = (typeof WEIGHTS)[number];

const { resolve } = createRequire(import.meta.url);
const FOLDER = '@fontsource/be-vietnam-pro';

/** What a document needs to be set in the typeface. */
export interface Typeface {
	/** By the name under which a run asks for it. */
	fonts: ReadonlyMap<string, Buffer>;
	runs(text: string, weight: Weight): { text: string; font: string }[];
}

let loaded: Typeface | null = null;

/** The typeface, read once. */
export function typeface(): Typeface {
	return (loaded ??= load());
}

function load(): Typeface {
	const fonts = new Map<string, Buffer>();
	for (const weight of WEIGHTS) {
		for (const part of PARTS) {
			const file = `${FOLDER}/files/be-vietnam-pro-${part}-${weight}-normal.woff`;
			fonts.set(nameOf(part, weight), readFileSync(resolve(file)));
		}
	}
	const written: Record<string, string> = JSON.parse(
		readFileSync(resolve(`${FOLDER}/unicode.json`), 'utf8')
	);
	const ranges = PARTS.map((part) => ({ part, holds: rangesOf(written[part] ?? '') }));
	const partOf = (point: number): Part =>
		ranges.find(({ holds }) => holds.some(([from, to]) => from <= point && point <= to))?.part ??
		'latin';
	return {
		fonts,
		runs: (text, weight) => {
			const runs: { text: string; font: string }[] = [];
			// One letter with its marks is one character of the typeface only when it is composed.
			for (const letter of text.normalize('NFC')) {
				const font = nameOf(partOf(letter.codePointAt(0) ?? 0), weight);
				const last = runs.at(-1);
				if (last?.font === font) last.text += letter;
				else runs.push({ text: letter, font });
			}
			return runs;
		}
	};
}

function nameOf(part: Part, weight: Weight): string {
	return `${part}-${weight}`;
}

/** `U+0102-0103,U+20AB` as pairs. */
function rangesOf(written: string): [from: number, to: number][] {
	return written.split(',').map((range) => {
		const [from = '', to = from] = range.replace('U+', '').split('-');
		return [Number.parseInt(from, 16), Number.parseInt(to, 16)];
	});
}
