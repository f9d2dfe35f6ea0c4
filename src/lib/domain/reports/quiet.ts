import type { Instant } from '../calendar/time.ts';
import type { Freshness } from './overview.ts';
import type { Expected } from './rhythm.ts';

/**
 * Whether an agency is silent for longer than it usually is. True too where `stale` says so already; an
 * arrival after what `expected` was counted from ends it at once.
 *
 * @param now the server's, never the screen's own
 */
export function isQuiet(
	{
		freshness,
		expected
	}: { freshness: Freshness; expected: Pick<Expected, 'heardAt' | 'quietFrom'> | null },
	now: Instant
): boolean {
	if (freshness.stale) return true;
	if (expected === null || expected.heardAt !== freshness.lastArrivalAt) return false;
	return now >= Date.parse(expected.quietFrom);
}
