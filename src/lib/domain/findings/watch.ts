/**
 * Closed means that it worked: after closing, the figure that caused a finding is watched for twenty
 * working days, and a relapse opens it again as "tồn tại tái diễn".
 */
import { dayOf, type Day, type Instant } from '../calendar/time.ts';
import { addWorkingDays, type WorkCalendar } from '../calendar/work-calendar.ts';
import type { WatchedFigure } from './category.ts';
import type { Finding, FrozenFigure } from './finding.ts';

export const WATCH_WORKING_DAYS = 20;

export type Watch = { until: Day; figure: WatchedFigure; limit: number } | { until: Day };

/**
 * What is watched from the day of closing, which is not counted.
 *
 * The limit is the value that the figure had when the finding was logged, or one more than it has at
 * closing when it has not become better: at that value the fault is there again.
 *
 * @param now of the same figure at closing; null: no figure, then only the same fault found again counts
 */
export function watchFrom(
	calendar: WorkCalendar,
	at: Instant,
	logged: FrozenFigure | null,
	now: number | null
): Watch {
	const until = addWorkingDays(calendar, dayOf(at), WATCH_WORKING_DAYS);
	if (logged === null || now === null) return { until };
	return { until, figure: logged.figure, limit: Math.max(logged.value, now + 1) };
}

/** What has become of a watched finding: null while it goes on. */
export function watchOutcome(
	finding: Pick<Finding, 'state' | 'watch'>,
	value: number | null,
	at: Instant
): 'relapsed' | 'ended' | null {
	if (finding.state !== 'watched' || finding.watch === null) return null;
	const { until, limit } = finding.watch;
	// The last day counts whole.
	if (dayOf(at) > until) return 'ended';
	return limit !== null && value !== null && value >= limit ? 'relapsed' : null;
}

/** Whether a finding that has just been confirmed is the same fault as one that is watched. */
export function isSameFault(
	watched: Pick<Finding, 'state' | 'agencyId' | 'category' | 'closedAt'>,
	found: Pick<Finding, 'agencyId' | 'category' | 'loggedAt'>
): boolean {
	return (
		watched.state === 'watched' &&
		watched.agencyId === found.agencyId &&
		watched.category === found.category &&
		watched.closedAt !== null &&
		found.loggedAt > watched.closedAt
	);
}
