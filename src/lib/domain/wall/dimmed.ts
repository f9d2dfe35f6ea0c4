import type { Instant } from '../calendar/time.ts';
import type { BrightTimes } from './night.ts';

/** Whether a wall is dimmed; a wall that has heard of no office hours for that time stays bright. */
export function isNight({ spans, until }: BrightTimes, now: Instant): boolean {
	return now <= until && !spans.some(({ from, to }) => from <= now && now < to);
}
