/**
 * How often an agency usually speaks, learned from how long it was silent on the days before: an hour
 * without a message is nothing for a commune with three dossiers a day, and an outage for the land
 * registration office. Only working time counts, so a lunch break, a Sunday or a holiday is no silence.
 */
import { latestDueWithin, workingMinutesBetween } from '../calendar/office-hours.ts';
import type { OfficeHours } from '../calendar/office-hours.ts';
import { addDays, dayOf, isoOf, type Day, type Instant } from '../calendar/time.ts';
import { addWorkingDays, type WorkCalendar } from '../calendar/work-calendar.ts';
import { parameterOn, type Parameters } from '../deadlines/parameters.ts';

/** Between two arrivals of an agency that followed each other. */
export interface Silence {
	from: Instant;
	to: Instant;
}

/** What the days before say of an agency. */
export interface Rhythm {
	/** On nine days of ten its longest silence was not longer, in working minutes. */
	usual: number;
	/** How many working days it was heard on. */
	days: number;
}

/** Until when something should have been heard of an agency. */
export interface Expected {
	/** The arrival that it is counted from, ISO 8601 with offset. */
	heardAt: string;
	/** From this instant on its silence is unusual, ISO 8601 with offset. */
	quietFrom: string;
	/** So many working minutes after the arrival. */
	minutes: number;
	/** Learned from so many working days; 0: nothing is learned yet, the limit for everybody holds. */
	days: number;
}

/** Shorter silences are not kept: on a day without a longer one the longest counts as this, in minutes. */
export const SILENCE_KEPT = 5;
/** On fewer days nothing is learned. */
export const DAYS_AT_LEAST = 5;
const DAYS_OF_TEN = 9;

/** The first of the working days before `today` that a rhythm is learned from. */
export function learnedFrom(cal: WorkCalendar, parameters: Parameters, today: Day): Day {
	return addWorkingDays(cal, today, -parameterOn(parameters.rhythmWorkingDays, today));
}

/**
 * What is usual for an agency: of each working day the longest silence, of these the one that nine
 * days of ten did not exceed, so that an outage or two in the month teach nothing. A silence belongs to
 * the working day on which it ended; `today` is not over and does not count.
 *
 * @param silences those of at least {@link SILENCE_KEPT} minutes, and the last of each night
 * @returns null on too few days
 */
export function learnRhythm(
	cal: WorkCalendar,
	hours: OfficeHours,
	silences: readonly Silence[],
	{ from, today }: { from: Day; today: Day }
): Rhythm | null {
	const longest = new Map<Day, number>();
	for (const silence of silences) {
		let day = dayOf(silence.to);
		while (!cal.isWorkingDay(day) && day >= from) day = addDays(day, -1);
		if (day < from || day >= today) continue;
		const minutes = workingMinutesBetween(cal, hours, silence.from, silence.to);
		longest.set(day, Math.max(longest.get(day) ?? SILENCE_KEPT, minutes));
	}
	const days = longest.size;
	if (days < DAYS_AT_LEAST) return null;
	const sorted = [...longest.values()].sort((a, b) => a - b);
	return { usual: sorted[Math.ceil((days * DAYS_OF_TEN) / 10) - 1] ?? SILENCE_KEPT, days };
}

/**
 * Until when something should be heard of an agency after its last arrival: the usual silence with the
 * tolerance that the parameters give, never more than the limit that holds for everybody
 * (`staleAfterWorkingMinutes`), and that where nothing is learned.
 */
export function expectedAfter(
	cal: WorkCalendar,
	hours: OfficeHours,
	parameters: Parameters,
	heardAt: Instant,
	rhythm: Rhythm | null,
	day: Day
): Expected {
	const limit = parameterOn(parameters.staleAfterWorkingMinutes, day);
	const tolerance = parameterOn(parameters.rhythmTolerancePercent, day) / 100;
	const least = parameterOn(parameters.rhythmAtLeastMinutes, day);
	const minutes =
		rhythm === null ? limit : Math.min(limit, Math.max(least, Math.ceil(rhythm.usual * tolerance)));
	return {
		heardAt: isoOf(heardAt),
		quietFrom: isoOf(latestDueWithin(cal, hours, heardAt, minutes) + 1),
		minutes,
		days: rhythm?.days ?? 0
	};
}

/**
 * An office that sends nothing itself is silent when all below it are: the last of those that are
 * expected, counted from the last arrival of any of them.
 */
export function expectedOfAll(below: readonly Expected[]): Expected | null {
	const last = below.reduce<Expected | null>(
		(one, other) => (one === null || other.quietFrom > one.quietFrom ? other : one),
		null
	);
	const heardAt = below.reduce((at, other) => (other.heardAt > at ? other.heardAt : at), '');
	return last && { ...last, heardAt };
}
