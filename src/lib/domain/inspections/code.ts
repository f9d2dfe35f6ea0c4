/** Digits after the year: a million, drawn and not counted. */
export const CODE_NUMBERS = 1_000_000;

/**
 * The public code of an inspection, `KT-2026-481907`. The number is drawn, never counted: a code that
 * counts up would show by its gaps that there is one which may not be seen yet.
 *
 * @param drawn at random, from 0 to {@link CODE_NUMBERS} without it
 */
export function inspectionCode(year: number, drawn: number): string {
	return `KT-${year}-${String(drawn).padStart(6, '0')}`;
}
