import type { Instant } from '#lib/domain/calendar/time.ts';

/**
 * Where the domain's "now" comes from. Rules never read a clock: commands and queries ask this once
 * and pass the instant on. Sessions, keys, locks and job carriers do not use it, they keep real time.
 */
export interface Clock {
	now(): Instant;
}

/** The machine's clock. */
export function systemClock(): Clock {
	return { now: () => Date.now() };
}

/**
 * The training clock of the demo: it showed `start` when the real clock showed `realStart`, and runs
 * `speed` times as fast. Every process and every copy of this module that is given the same three
 * numbers tells the same time, which is why the real start is an argument and not "when first asked".
 */
export function trainingClock(
	start: Instant,
	speed: number,
	realStart: Instant,
	realNow: () => Instant = Date.now
): Clock {
	return { now: () => Math.floor(start + (realNow() - realStart) * speed) };
}
