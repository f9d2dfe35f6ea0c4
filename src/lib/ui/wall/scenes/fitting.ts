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

/**
 * The first of `items` that have room, and how many have none.
 *
 * @param heights of an item in each shape of the wall (lying, standing), with the room that it has there
 */
export function fitting<T>(
	items: readonly T[],
	...heights: { of: (item: T) => number; room: Room }[]
): { shown: T[]; more: number } {
	const counts = heights.map(({ of, room }) => {
		let taken = 0;
		let count = 0;
		for (const [index, item] of items.entries()) {
			taken += of(item);
			const left = room.height - (index < items.length - 1 ? room.more : 0);
			if (taken <= left) count = index + 1;
			else break;
		}
		return count;
	});
	const count = Math.min(items.length, ...counts);
	return { shown: items.slice(0, count), more: items.length - count };
}
