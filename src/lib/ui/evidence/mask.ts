/** A part of a picture to be painted over, in parts of its width and height (0 to 1). */
export interface Mask {
	x: number;
	y: number;
	width: number;
	height: number;
}

export interface Place {
	x: number;
	y: number;
}

/** Nothing smaller covers anything: a slip of the finger. */
export const LEAST = 0.005;

/** The mask between two corners, whichever they are. */
export function between(one: Place, other: Place): Mask {
	return {
		...{ x: Math.min(one.x, other.x), y: Math.min(one.y, other.y) },
		...{ width: Math.abs(one.x - other.x), height: Math.abs(one.y - other.y) }
	};
}

/** Moved as it is, and never out of the picture. */
export function moved(mask: Mask, by: Place): Mask {
	return {
		...mask,
		x: within(mask.x + by.x, 0, 1 - mask.width),
		y: within(mask.y + by.y, 0, 1 - mask.height)
	};
}

/** Made larger or smaller at its lower right corner, to the picture's edge at most. */
export function resized(mask: Mask, by: Place): Mask {
	return {
		...mask,
		width: within(mask.width + by.x, 2 * LEAST, 1 - mask.x),
		height: within(mask.height + by.y, 2 * LEAST, 1 - mask.y)
	};
}

function within(at: number, least: number, most: number): number {
	return Math.max(Math.min(least, most), Math.min(most, at));
}
