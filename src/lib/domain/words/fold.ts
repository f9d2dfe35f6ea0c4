const MARKS = /\p{M}+/gu;

/**
 * A text as people type it when they search: lower case, without diacritics, `đ` as `d`. "ĐẤT ĐAI",
 * "đất đai" and "dat dai" fold to the same text. Blanks and punctuation stay as they are.
 */
export function fold(text: string): string {
	return text.normalize('NFD').replace(MARKS, '').toLowerCase().replaceAll('đ', 'd');
}
