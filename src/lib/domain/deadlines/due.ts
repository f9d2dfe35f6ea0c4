/**
 * The day on which a norm ends. Used to explain and to check a recorded appointment, which remains
 * the promise whatever comes out here; only a same-day procedure without an appointment takes its
 * due day from here (contract, section 3).
 */
import {
	addWorkingMinutes,
	workingMinutesBetween,
	type OfficeHours
} from '../calendar/office-hours.ts';
import { addDays, dayOf, minuteOfDay, type Day, type Instant } from '../calendar/time.ts';
import { nextWorkingDay, type WorkCalendar } from '../calendar/work-calendar.ts';
import type { Norm } from '../procedures/catalogue.ts';

/** A closed stretch in which the clock stood still. */
export interface Stretch {
	from: Instant;
	to: Instant;
}

/** Beyond this a count of days ends nowhere sensible: ten years. */
const HORIZON_DAYS = 3660;

/**
 * Whether a day falls into a pause: the day on which the clock stopped had begun and counts as
 * worked; the day on which it ran again is, like the day of reception, not counted.
 */
export function isPaused(pauses: readonly Stretch[], day: Day): boolean {
	return pauses.some((pause) => dayOf(pause.from) < day && day <= dayOf(pause.to));
}

/**
 * The due day of a same-day procedure: the day of reception, or the next working day when received
 * after the cut-off or on a day that is not worked.
 *
 * @param cutoffMinute minutes since 00:00; exactly then is still in time
 */
export function sameDayDue(cal: WorkCalendar, receivedAt: Instant, cutoffMinute: number): Day {
	const day = dayOf(receivedAt);
	return cal.isWorkingDay(day) && minuteOfDay(receivedAt) <= cutoffMinute
		? day
		: nextWorkingDay(cal, day);
}

/** Whether a day uses up a part of a norm in days that started on `first`. */
export function isCounted(
	cal: WorkCalendar,
	unit: Norm['unit'],
	pauses: readonly Stretch[],
	first: Day,
	day: Day
): boolean {
	if (day <= first || isPaused(pauses, day)) return false;
	return unit === 'calendar_days' || cal.isWorkingDay(day);
}

/**
 * The day on which a norm ends that starts at an instant: the first day is not counted (Civil Code
 * 2015, Article 147), a last day that is not worked rolls on (Article 148), paused time is not used
 * up. Norms in hours are counted in working minutes of the given hours.
 */
export function normDue(
	cal: WorkCalendar,
	hours: OfficeHours,
	norm: Norm,
	start: Instant,
	pauses: readonly Stretch[]
): Day {
	if (norm.unit === 'working_hours') return hoursDue(cal, hours, norm.value * 60, start, pauses);
	const first = dayOf(start);
	let day = first;
	for (let left = norm.value, n = 0; left > 0 && n < HORIZON_DAYS; n += 1) {
		day = addDays(day, 1);
		if (isCounted(cal, norm.unit, pauses, first, day)) left -= 1;
	}
	return cal.isWorkingDay(day) ? day : nextWorkingDay(cal, day);
}

function hoursDue(
	cal: WorkCalendar,
	hours: OfficeHours,
	minutes: number,
	start: Instant,
	pauses: readonly Stretch[]
): Day {
	let left = minutes;
	let at = start;
	for (const pause of pauses.toSorted((a, b) => a.from - b.from)) {
		if (pause.to <= at) continue;
		const worked = workingMinutesBetween(cal, hours, at, pause.from);
		if (worked >= left) break;
		left -= worked;
		at = pause.to;
	}
	return dayOf(addWorkingMinutes(cal, hours, at, left));
}
