import type { SourceText } from './source-text.ts';

/** A number and symbol that stands in a text. */
export interface WrittenNumber {
	/** Without blanks and asterisks: `3035/UBND-TH`. */
	number: string;
	from: number;
	to: number;
}

const SYMBOL =
	'[A-ZĐ][A-Za-zĐđ&]{0,11}\\d{0,3}(?:(?:[-–][ *]?|[ *]{1,2}[-–][ *]{0,2}(?=[A-ZĐ]{2}))[A-ZĐ&0-9][A-Za-zĐđ&0-9.]{0,14}){0,3}';
const STATE = new RegExp(
	`(?<![\\d/.,])(\\d{1,5}[a-z]?)[ *_]{0,4}/[ *]{0,3}(?:((?:19|20)\\d{2})[ *]{0,2}/[ *]{0,2})?(${SYMBOL})`,
	'g'
);
const PARTY =
	/(?<![\d/.,])(\d{1,4})[ *]{0,2}-[ *]{0,2}([A-ZĐ][A-Za-zĐ]{0,4})[ *]{0,2}\/[ *]{0,2}([A-ZĐ][A-ZĐ0-9]{1,9}(?:-[A-ZĐ]{1,6})?)/g;

/** Every number and symbol in a part of a text, in order. */
export function numbersIn({ text }: SourceText, from: number, to: number): WrittenNumber[] {
	const part = text.slice(from, to);
	const found: WrittenNumber[] = [];
	for (const match of part.matchAll(STATE)) {
		const [whole, digits = '', year, symbol = ''] = match;
		if (!isSymbol(symbol)) continue;
		const clean = symbol
			.replace(/[ *]/g, '')
			.replaceAll('–', '-')
			.replace(/[.&]+$/, '');
		const number = `${digits}/${year === undefined ? '' : `${year}/`}${clean}`;
		found.push({ number, from: from + match.index, to: from + match.index + whole.length });
	}
	for (const match of part.matchAll(PARTY)) {
		const [whole, digits = '', type = '', body = ''] = match;
		const at = from + match.index;
		if (found.some((one) => one.from <= at && at < one.to)) continue;
		found.push({ number: `${digits}-${type}/${body}`, from: at, to: at + whole.length });
	}
	return found.sort((a, b) => a.from - b.from);
}

/** `8470/TTHC` counts something; `12/Sở` is a broken table. A symbol has capitals or a dash. */
function isSymbol(symbol: string): boolean {
	const [first = '', ...rest] = symbol.split(/[ *]*[-–][ *]*/);
	if (rest.length > 0) return /^[A-ZĐ]/.test(first) && !/[a-zđ]{3}/.test(first);
	return /^(?:QH\d+|[A-ZĐ]{2,8}\d{0,3})$/.test(first) && first !== 'TTHC';
}
