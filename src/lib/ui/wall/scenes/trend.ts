/** The lowest round number above all values that divides into readable halves; axes begin at zero. */
export function topOf(values: readonly (number | null)[], least: number): number {
	const highest = Math.max(least, ...values.map((value) => value ?? 0));
	const power = 10 ** Math.floor(Math.log10(highest));
	const step = [1, 2, 3, 4, 5, 6, 8, 10].find((one) => one * power >= highest - 1e-12) ?? 10;
	return step * power;
}

/**
 * Which points of a series bear their number: the last, the first and the highest, where two are not so
 * near that their numbers would lie on each other.
 */
export function labelled(values: readonly (number | null)[]): number[] {
	const known = values.flatMap((value, index) => (value === null ? [] : [index]));
	const last = known.at(-1);
	const first = known[0];
	if (last === undefined || first === undefined) return [];
	const highest = known.reduce((a, b) => ((values[b] ?? 0) > (values[a] ?? 0) ? b : a));
	const chosen: number[] = [];
	for (const index of [last, highest, first]) {
		if (chosen.every((other) => Math.abs(other - index) >= 3)) chosen.push(index);
	}
	return chosen;
}
