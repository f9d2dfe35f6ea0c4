/** A wall never scrolls: what does not fit is counted in words, so it must be known before it is drawn. */
export interface Room {
	/** Height that there is, in the wall's units. */
	height: number;
	/** Of one line that says how many more there are. */
	more: number;
}

/** Characters of names beside a table. */
export const NAMES_PER_LINE = 29;

/**
 * How many lines a text takes at most when its lines hold `perLine` characters; words stay whole. A
 * careful guess, because the server has no letters to measure.
 */
export function linesOf(text: string, perLine: number): number {
	let lines = 1;
	let filled = 0;
	for (const word of text.split(/\s+/)) {
		const length = filled === 0 ? word.length : filled + 1 + word.length;
		if (length <= perLine || filled === 0) {
			filled = length;
		} else {
			lines += 1;
			filled = word.length;
		}
	}
	return lines;
}

/** Of a table that is too long, what stands first stays whatever must be shown besides. */
const ALWAYS_FIRST = 3;

/**
 * The first of `items` that have room, in their order, and how many have none.
 *
 * @param heights of an item in each shape of the wall (lying, standing), with the room that it has there
 * @param mustBeSeen takes the room of those before it, but never that of the first three
 */
export function fitting<T>(
	items: readonly T[],
	heights: readonly { of: (item: T) => number; room: Room }[],
	mustBeSeen: (item: T) => boolean = () => false
): { shown: T[]; more: number } {
	const rank = (item: T, index: number) => (index < ALWAYS_FIRST ? 0 : mustBeSeen(item) ? 1 : 2);
	const chosen = items
		.map((item, index) => ({ item, index, rank: rank(item, index) }))
		.sort((a, b) => a.rank - b.rank);
	const counts = heights.map(({ of, room }) => {
		let taken = 0;
		let count = 0;
		for (const [before, { item }] of chosen.entries()) {
			taken += of(item);
			const left = room.height - (before < items.length - 1 ? room.more : 0);
			if (taken <= left) count = before + 1;
			else break;
		}
		return count;
	});
	const count = Math.min(items.length, ...counts);
	const shown = chosen.slice(0, count).sort((a, b) => a.index - b.index);
	return { shown: shown.map(({ item }) => item), more: items.length - count };
}
