import type { Extent, SourceText } from './source-text.ts';

/** A word or sign of a passage. */
export interface Word extends Extent {
	key: string;
	/** Begins with a capital. */
	capital: boolean;
	/** A sign, not a word. */
	sign: boolean;
	/** Whether a blank or line end stands before it. */
	apart: boolean;
}

const WORD = /[\p{L}\p{M}\p{N}]+(?:&[\p{L}\p{M}\p{N}]+)*|[^\s*]/gu;

/** The words and signs of a passage. */
export function wordsIn({ text, key }: SourceText, { from, to }: Extent): Word[] {
	const words: Word[] = [];
	const part = text.slice(from, to);
	for (const match of part.matchAll(WORD)) {
		const at = from + match.index;
		const end = at + match[0].length;
		words.push({
			from: at,
			to: end,
			key: key.slice(at, end),
			capital: /^\p{Lu}/u.test(match[0]),
			sign: !/^[\p{L}\p{N}]/u.test(match[0]),
			apart: words.length === 0 || words.at(-1)?.to !== at
		});
	}
	return words;
}

/** Whether these words stand at a place, one after the other. */
export function standsAt(words: readonly Word[], at: number, phrase: readonly string[]): boolean {
	return phrase.every((word, n) => words[at + n]?.key === word);
}

/** Phrases found by their first word, the longest first. */
export type PhraseBook = ReadonlyMap<string, readonly (readonly string[])[]>;

export function phraseBook(phrases: readonly string[]): PhraseBook {
	const book = new Map<string, string[][]>();
	for (const phrase of phrases) {
		const words = phrase.split(' ');
		const first = words[0] ?? '';
		book.set(first, [...(book.get(first) ?? []), words]);
	}
	for (const list of book.values()) list.sort((a, b) => b.length - a.length);
	return book;
}

/** The longest phrase of a book that stands at a place, as a count of words; 0 for none. */
export function phraseAt(words: readonly Word[], at: number, book: PhraseBook): number {
	const list = book.get(words[at]?.key ?? '');
	return list?.find((phrase) => standsAt(words, at, phrase))?.length ?? 0;
}
