/**
 * When the page for the hand is made: once on each working day (a made-up Saturday is one), at the
 * minute that the office has set. It tells the state at that minute, whenever it comes to be made.
 */
import { dayOf, MINUTE, startOfDay, type Day, type Instant } from '../calendar/time.ts';
import type { WorkCalendar } from '../calendar/work-calendar.ts';
import { parameterOn, type Parameters } from '../deadlines/parameters.ts';

export interface MorningDue {
	day: Day;
	/** The instant whose state the page tells. */
	asOf: Instant;
}

/**
 * The page that is due at `now`, or null. After an absence it is today's and never one of the days
 * before: who reads an old page in the morning would take it for the new one.
 *
 * @param last the day of the newest page there is; null: none was ever made
 */
export function morningDue(
	rules: { calendar: WorkCalendar; parameters: Pick<Parameters, 'morningPageMinute'> },
	last: Day | null,
	now: Instant
): MorningDue | null {
	const day = dayOf(now);
	if (!rules.calendar.isWorkingDay(day) || (last !== null && last >= day)) return null;
	const asOf = morningOf(rules, day);
	return now < asOf ? null : { day, asOf };
}

/** The minute of a day at which its page is made, as an instant. */
export function morningOf(
	{ parameters }: { parameters: Pick<Parameters, 'morningPageMinute'> },
	day: Day
): Instant {
	return startOfDay(day) + parameterOn(parameters.morningPageMinute, day) * MINUTE;
}
