/**
 * Numbers as the province's documents write them, in both languages of the interface: a reader who
 * compares a screen with a paper must never wonder what a point means.
 */

/** What stands where there is nothing to divide by. */
export const NOTHING = '—';

/** 8470 as `8.470`. */
export function formatCount(n: number): string {
	const digits = String(Math.abs(Math.round(n))).replace(/\B(?=(\d{3})+(?!\d))/g, '.');
	return n < 0 ? `−${digits}` : digits;
}

/** A fraction as `2,11 %` (no-break space), or `—` when it is null. Never rounded up to 100 %. */
export function formatRate(fraction: number | null, digits = 2): string {
	if (fraction === null) return NOTHING;
	return `${formatPercent(fraction, digits)}\u00a0%`;
}

/** A fraction in hundredths, without the sign: `2,11`. */
export function formatPercent(fraction: number, digits = 2): string {
	let hundredths = fraction * 100;
	// 99,996 % on time is not "100 %" while somebody was late, nor is one late in 100.000 "0 %".
	const step = 10 ** -digits;
	if (fraction < 1) hundredths = Math.min(hundredths, 100 - step);
	if (fraction > 0) hundredths = Math.max(hundredths, step);
	return hundredths.toFixed(digits).replace('.', ',');
}

/** The difference of two rates in percentage points, with its sign: `+0,42`; null when either is. */
export function formatPoints(now: number | null, before: number | null): string | null {
	if (now === null || before === null) return null;
	const points = (now - before) * 100;
	const text = Math.abs(points).toFixed(2).replace('.', ',');
	return points > 0 ? `+${text}` : points < 0 ? `−${text}` : text;
}
