/**
 * The text of a document as it is read. Offsets of everything that is found are offsets into `text`;
 * `key` has the same length and serves matching only: lower case, one way of placing the tone mark
 * ("hoà" is "hòa", "uỷ" is "ủy"), one kind of dash and quote, no asterisks.
 */
export interface SourceText {
	text: string;
	key: string;
}

/** From `from` up to, not including, `to`: offsets into the normalised text. */
export interface Extent {
	from: number;
	to: number;
}

const BLANKS = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g;
// eslint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000e-\u001f\u007f]/g;

/**
 * The text that everything is read from and that spans point into: NFC, lines ended by `\n`, plain
 * blanks, nothing invisible. Applied twice it changes nothing.
 */
export function normaliseText(raw: string): string {
	return (
		raw
			.replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
			.replace(/[\f\v]/g, '\n\n')
			.replace(BLANKS, ' ')
			.replace(INVISIBLE, '')
			.replace(CONTROLS, '')
			// A page's own way of writing a dash at the beginning of a line.
			.replace(/^([ \t]*)\\+(?=[-+*])/gm, '$1')
			// No document needs more, and patterns that pass over blanks stay linear.
			.replace(/[ \t*]{81,}/g, (run) => run.slice(0, 80))
			.replace(/\n{6,}/g, '\n\n\n\n\n')
			.normalize('NFC')
	);
}

/** Of two blanks between words the first, on a line in which no wider gap sets columns apart. */
const DOUBLED = /(?<=\S) (?= \S)/g;
const COLUMNS = /\S(?: {3,}|\t)\S/;

/**
 * A normalised text with one blank where two stand between words, and where each of its letters stands
 * in the text given.
 */
export function singleSpaced(text: string): { text: string; extentIn: (part: Extent) => Extent } {
	const dropped: number[] = [];
	const lines: string[] = [];
	let at = 0;
	for (const line of text.split('\n')) {
		const set = COLUMNS.test(line);
		if (!set)
			for (const { index } of line.matchAll(DOUBLED)) dropped.push(at + index - dropped.length);
		lines.push(set ? line : line.replace(DOUBLED, ''));
		at += line.length + 1;
	}
	/** Blanks dropped before an offset of the shorter text. */
	const before = (offset: number) => {
		let [low, high] = [0, dropped.length];
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((dropped[middle] ?? 0) <= offset) low = middle + 1;
			else high = middle;
		}
		return low;
	};
	return {
		text: lines.join('\n'),
		extentIn: ({ from, to }) =>
			to <= from
				? { from: from + before(from), to: from + before(from) }
				: { from: from + before(from), to: to - 1 + before(to - 1) + 1 }
	};
}

const MOVED = new Map<string, string>();
for (const [vowels, last] of [
	['òóỏõọ', 'àáảãạ'],
	['òóỏõọ', 'èéẻẽẹ'],
	['ùúủũụ', 'ỳýỷỹỵ']
] as const) {
	const plain = last[0] === 'à' ? 'a' : last[0] === 'è' ? 'e' : 'y';
	const first = vowels[0] === 'ò' ? 'o' : 'u';
	[...last].forEach((toned, n) => MOVED.set(first + toned, `${vowels[n] ?? ''}${plain}`));
}

function lowered(text: string): string {
	const lower = text.toLowerCase();
	if (lower.length === text.length) return lower;
	let out = '';
	for (let at = 0; at < text.length; at += 1) {
		const unit = text.charAt(at);
		const small = unit.toLowerCase();
		out += small.length === 1 ? small : unit;
	}
	return out;
}

/** The form of a text for matching, of the same length. */
export function matchingForm(text: string): string {
	return lowered(text)
		.replace(/ð/g, 'đ')
		.replace(
			/(?<!q)(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?![\p{L}\p{M}])/gu,
			(pair) => MOVED.get(pair) ?? pair
		)
		.replace(/[–—−‒]/g, '-')
		.replace(/[“”„«»]/g, '"')
		.replace(/[‘’]/g, "'")
		.replace(/\*/g, ' ');
}

export function sourceText(raw: string): SourceText {
	const text = normaliseText(raw);
	return { text, key: matchingForm(text) };
}

/** A passage as one line: what a reader sees of it, without marks of emphasis. */
export function asOneLine(text: string): string {
	return text.replace(/\*+/g, '').replace(/\s+/g, ' ').trim();
}
