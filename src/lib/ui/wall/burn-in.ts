/** Less than five minutes: nothing that is still burns into a panel. */
const EVERY_MS = 4 * 60_000;

/** How many places there are; the stylesheet has each, none further than a step from the one before. */
export const PLACES = 8;

/** The place at which everything on a wall stands. @param elapsed monotonic milliseconds */
export function placeAt(elapsed: number): number {
	return Math.floor(elapsed / EVERY_MS) % PLACES;
}
