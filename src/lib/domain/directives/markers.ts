import type { Line } from './lines.ts';

/** How an item is numbered. */
export type MarkerStyle =
	| 'part'
	| 'article'
	| 'capital'
	| 'roman'
	| 'number'
	| 'decimal'
	| 'letter'
	| 'bracket'
	| 'dash'
	| 'plus';

export interface Marker {
	style: MarkerStyle;
	/** As it stands in a path: `Điều 2`, `II`, `3`, `3.1`, `a`. */
	label: string;
	/** Its place in its own sequence, from 1. */
	order: number;
	/** Signs of the line up to the item's own first words. */
	length: number;
}

const LETTERS = 'abcdđeghiklmnopqrstuvxy';
const ROMAN = /^M{0,2}(?:X[LC]|L?X{0,3})(?:I[XV]|V?I{0,3})$/;

/** The value of a Roman number up to 89; 0 when it is none. */
export function romanValue(text: string): number {
	const upper = text.toUpperCase();
	if (upper === '' || !ROMAN.test(upper)) return 0;
	const values: Record<string, number> = { I: 1, V: 5, X: 10, L: 50, C: 100, M: 1000 };
	let sum = 0;
	[...upper].forEach((sign, n) => {
		const value = values[sign] ?? 0;
		sum += value < (values[upper[n + 1] ?? ''] ?? 0) ? -value : value;
	});
	return sum;
}

const OPENING = /^[\s*_#>|]*/;

/** Every reading of how a line begins, the likeliest first: "I." is a Roman one or a capital letter. */
export function markersOf(line: Line): Marker[] {
	const skip = OPENING.exec(line.text.startsWith('* ') ? '' : line.text)?.[0].length ?? 0;
	const text = line.text.slice(skip).replace(/\*/g, ' ');
	const key = line.key.slice(skip);
	const found: Marker[] = [];
	const add = (style: MarkerStyle, label: string, order: number, match: string) => {
		found.push({ style, label, order, length: skip + match.length });
	};
	const article = /^điều\s+(\d{1,3}[a-zđ]?)\s*[.:]?\s*/.exec(key);
	if (
		article &&
		/^(?:Điều|ĐIỀU)/.test(text) &&
		(/[.:]\s*$/.test(article[0]) || key.length === article[0].trimEnd().length)
	) {
		add('article', `Điều ${article[1] ?? ''}`, parseInt(article[1] ?? '0', 10), article[0]);
	}
	const part =
		/^(phần|chương|mục)\s+(?:thứ\s+)?([ivxlIVXL]+|\d{1,2}|nhất|hai|ba|tư|năm|sáu)(?![\p{L}])\s*[.:-]?\s*/u.exec(
			key
		);
	if (part && /^(?:Phần|Chương|Mục|PHẦN|CHƯƠNG|MỤC)/.test(text)) {
		const written = text
			.slice(part[1]?.length ?? 0, part[0].length)
			.replace(/[.:\s-]+$/, '')
			.trim();
		const word = (part[1] ?? '').replace(/^./, (sign) => sign.toUpperCase());
		add('part', `${word} ${written}`, romanValue(written) || Number(written) || 1, part[0]);
	}
	const decimal = /^(\d{1,2}(?:\.\d{1,2}){1,3})\s*[.):/]?\s+(?=\S)/.exec(key);
	if (decimal) {
		const label = decimal[1] ?? '';
		add('decimal', label, Number(label.split('.').at(-1)), decimal[0]);
	}
	const number = /^(\d{1,2})\s*[.)/:](?:\s*(?=[^\d\s])|\s+(?=\d{1,3}\s?%))/.exec(key);
	if (number && !decimal) add('number', String(Number(number[1])), Number(number[1]), number[0]);
	const roman = /^([IVXL]{1,6})\s*[.)/:-]\s*(?=\S)/.exec(text);
	if (roman && romanValue(roman[1] ?? '') > 0)
		add('roman', roman[1] ?? '', romanValue(roman[1] ?? ''), roman[0]);
	const capital = /^([A-ZĐ])\s*[.)/]\s+(?=\S)/.exec(text);
	if (capital)
		add(
			'capital',
			capital[1] ?? '',
			LETTERS.indexOf((capital[1] ?? '').toLowerCase()) + 1,
			capital[0]
		);
	const letter = /^([a-zđ])\s*[.)/]\s*(?=[^\s.)])/.exec(text);
	if (letter) add('letter', letter[1] ?? '', LETTERS.indexOf(letter[1] ?? '') + 1, letter[0]);
	const bracket = /^\((\d{1,2}|[a-zđ]|[ivx]{1,4})\)\s*(?=\S)/.exec(text);
	if (bracket) {
		const label = bracket[1] ?? '';
		const order = Number(label) || romanValue(label) || LETTERS.indexOf(label) + 1;
		add('bracket', label, order, bracket[0]);
	}
	const dash = /^[-–—•●▪■◦·○]\s*(?=[^\s\d%])/.exec(text) ?? /^[-–—•●▪■]\s+(?=\d)/.exec(text);
	if (dash) add('dash', '-', 1, dash[0]);
	const plus = /^[+*]\s*(?=\S)/.exec(line.text.slice(skip));
	if (plus) add('plus', '+', 1, plus[0]);
	return found;
}
