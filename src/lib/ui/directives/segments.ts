/** A passage of a text that belongs to something. */
export interface Passage {
	id: string;
	from: number;
	to: number;
}

/** A stretch of text that belongs to the same passages throughout. */
export interface Segment {
	from: number;
	text: string;
	/** The narrowest first; empty where the text belongs to nothing. */
	ids: string[];
}

/** A text cut so that each piece lies wholly in or out of every passage; the pieces are the whole text. */
export function segmentsOf(text: string, passages: readonly Passage[]): Segment[] {
	const within = (at: number) => Math.max(0, Math.min(text.length, at));
	const held = passages
		.map(({ id, from, to }) => ({ id, from: within(from), to: within(to) }))
		.filter(({ from, to }) => from < to);
	const cuts = [...new Set([0, text.length, ...held.flatMap(({ from, to }) => [from, to])])];
	const sorted = cuts.toSorted((a, b) => a - b);
	return sorted.slice(0, -1).map((from, n) => {
		const to = sorted[n + 1] ?? text.length;
		const over = held
			.filter((one) => one.from <= from && one.to >= to)
			.toSorted((a, b) => a.to - a.from - (b.to - b.from));
		return { from, text: text.slice(from, to), ids: over.map(({ id }) => id) };
	});
}
