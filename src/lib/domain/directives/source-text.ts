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
