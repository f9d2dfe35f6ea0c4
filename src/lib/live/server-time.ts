import type { Instant } from '../domain/calendar/time.ts';

/** The domain's now as far as a screen can know it: what the server said, carried on. */
export interface ServerTime {
	/** The server says that it is `asOf` (ISO 8601), heard at `elapsed` of a monotonic clock (ms). */
	heard(asOf: string, elapsed: number): void;
	/** Null before the server has said anything. */
	at(elapsed: number): Instant | null;
}

/** Closer together, two sayings tell more of the network than of the clock's speed. */
const APART_MS = 4000;

/**
 * The screen's own clock may be wrong by hours and a training clock runs many times as fast, so only
 * the time that passes is measured here, and the server's sayings say how fast its clock runs.
 */
export function serverTime(): ServerTime {
	let last: { at: Instant; elapsed: number } | null = null;
	let base: { at: Instant; elapsed: number } | null = null;
	let speed = 1;
	return {
		heard: (asOf, elapsed) => {
			const at = Date.parse(asOf);
			if (Number.isNaN(at) || (last !== null && at < last.at && elapsed - last.elapsed < 1000)) {
				return;
			}
			if (base === null || at < base.at) base = { at, elapsed };
			if (elapsed - base.elapsed >= APART_MS) {
				const measured = (at - base.at) / (elapsed - base.elapsed);
				speed = Math.abs(measured - 1) < 0.05 ? 1 : measured;
				base = { at, elapsed };
			}
			last = { at, elapsed };
		},
		at: (elapsed) => last && last.at + Math.max(0, elapsed - last.elapsed) * speed
	};
}
