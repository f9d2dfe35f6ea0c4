/**
 * Working time inside working days. Hours belong to an agency and are always an argument: nothing
 * here remembers anything between two calls. All minutes are working minutes of Asia/Ho_Chi_Minh,
 * with fractions down to the millisecond.
 */
import { z } from 'zod';
import { addDays, dayOf, MINUTE, startOfDay, weekdayOf, type Day, type Instant } from './time.ts';
import type { WorkCalendar } from './work-calendar.ts';

/** Minutes since 00:00; the desk is open from `from`, and at `to` it is closed. */
export interface WorkInterval {
	from: number;
	to: number;
}

/**
 * The week of an agency: five lists of intervals, Monday first, each in order. A make-up Saturday is
 * worked with Monday's hours; a Saturday-morning desk is no working time, because Saturday is no
 * working day for counting.
 */
export interface OfficeHours {
	week: readonly (readonly WorkInterval[])[];
}

/** The same intervals on all five days. */
export function officeHours(...intervals: WorkInterval[]): OfficeHours {
	return { week: [intervals, intervals, intervals, intervals, intervals] };
}

/** 07:00–11:30 and 13:30–17:00, eight hours: the default of a real one-stop system. */
export const DEFAULT_OFFICE_HOURS: OfficeHours = officeHours(
	{ from: 7 * 60, to: 11 * 60 + 30 },
	{ from: 13 * 60 + 30, to: 17 * 60 }
);

const intervalSchema = z
	.strictObject({
		from: z.number().int().min(0).max(1440),
		to: z.number().int().min(0).max(1440)
	})
	.refine((interval) => interval.from < interval.to, { error: 'from before to' });

/** Hours as they come from a form or a JSON column: in order, not overlapping, not all empty. */
export const officeHoursSchema = z
	.strictObject({ week: z.array(z.array(intervalSchema).max(4)).length(5) })
	.refine((hours) => hours.week.some((day) => day.length > 0), { error: 'no working time' })
	.refine(
		(hours) =>
			hours.week.every((day) => day.every((i, n) => n === 0 || (day[n - 1]?.to ?? 0) <= i.from)),
		{ error: 'intervals overlap' }
	);

/** Far beyond any wait: a calendar that has no working day in ten years is a mistake in the data. */
const HORIZON_DAYS = 3660;

/** The working intervals of a day as instants; none when the day is not worked. */
export function spansOf(
	cal: WorkCalendar,
	hours: OfficeHours,
	day: Day
): { from: Instant; to: Instant }[] {
	if (!cal.isWorkingDay(day)) return [];
	const weekday = weekdayOf(day);
	const start = startOfDay(day);
	return (hours.week[weekday < 6 ? weekday - 1 : 0] ?? []).map((interval) => ({
		from: start + interval.from * MINUTE,
		to: start + interval.to * MINUTE
	}));
}

/** When the office closes for the day; null when it does not work on it. */
export function closingOn(cal: WorkCalendar, hours: OfficeHours, day: Day): Instant | null {
	return spansOf(cal, hours, day).at(-1)?.to ?? null;
}

/** Working minutes in `[from, to)`; 0 when `to` is not after `from`. */
export function workingMinutesBetween(
	cal: WorkCalendar,
	hours: OfficeHours,
	from: Instant,
	to: Instant
): number {
	if (to <= from) return 0;
	let worked = 0;
	const last = dayOf(to);
	for (let day = dayOf(from); day <= last; day = addDays(day, 1)) {
		for (const span of spansOf(cal, hours, day)) {
			worked += Math.max(0, Math.min(span.to, to) - Math.max(span.from, from));
		}
	}
	return worked / MINUTE;
}

/**
 * The earliest instant by which `minutes` of working time have passed since `from`; `from` itself
 * when `minutes` is not positive.
 */
export function addWorkingMinutes(
	cal: WorkCalendar,
	hours: OfficeHours,
	from: Instant,
	minutes: number
): Instant {
	let left = Math.round(minutes * MINUTE);
	if (left <= 0) return from;
	const first = dayOf(from);
	for (let n = 0, day = first; n < HORIZON_DAYS; n += 1, day = addDays(day, 1)) {
		for (const span of spansOf(cal, hours, day)) {
			const open = Math.max(span.from, from);
			if (open >= span.to) continue;
			if (left <= span.to - open) return open + left;
			left -= span.to - open;
		}
	}
	throw new RangeError('no working time within ten years');
}

/**
 * The latest instant H with `workingMinutesBetween(at, H) <= minutes`, so that a due instant has at
 * most `minutes` left exactly when `due <= H`. When the minutes run out as the desk closes, H is the
 * next opening: until then no further minute is worked.
 */
export function latestDueWithin(
	cal: WorkCalendar,
	hours: OfficeHours,
	at: Instant,
	minutes: number
): Instant {
	let left = Math.round(minutes * MINUTE);
	for (let n = 0, day = dayOf(at); n < HORIZON_DAYS; n += 1, day = addDays(day, 1)) {
		for (const span of spansOf(cal, hours, day)) {
			const open = Math.max(span.from, at);
			if (open >= span.to) continue;
			if (left < span.to - open) return open + left;
			left -= span.to - open;
		}
	}
	throw new RangeError('no working time within ten years');
}

/**
 * The earliest instant G with `workingMinutesBetween(G, at) <= minutes`, so that more than `minutes`
 * have passed since a start exactly when `start < G`. When the minutes run out at an opening, G is
 * the closing before it.
 */
export function earliestStartWithin(
	cal: WorkCalendar,
	hours: OfficeHours,
	at: Instant,
	minutes: number
): Instant {
	let left = Math.round(minutes * MINUTE);
	for (let n = 0, day = dayOf(at); n < HORIZON_DAYS; n += 1, day = addDays(day, -1)) {
		for (const span of spansOf(cal, hours, day).reverse()) {
			const close = Math.min(span.to, at);
			if (close <= span.from) continue;
			if (left < close - span.from) return close - left;
			left -= close - span.from;
		}
	}
	throw new RangeError('no working time within ten years');
}
