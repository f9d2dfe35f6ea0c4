import {
	addDays,
	daysBetween,
	endOfDay,
	weekdayOf,
	type Day,
	type Instant
} from '../calendar/time.ts';

/** Both days included. */
export interface Span {
	from: Day;
	to: Day;
}

/** 29 February has no day a year before; the last of the month stands for it. */
export function aYearBefore(day: Day): Day {
	const year = Number(day.slice(0, 4)) - 1;
	const rest = day.slice(5) === '02-29' ? '02-28' : day.slice(5);
	return `${year}-${rest}`;
}

/** The whole month before the one of a day. */
export function monthBefore(day: Day): Span {
	const to = addDays(`${day.slice(0, 7)}-01`, -1);
	return { from: `${to.slice(0, 7)}-01`, to };
}

/** From its first to the same day of the month before, or to its last day where it is shorter. */
export function sameDaysOfMonthBefore(day: Day): Span {
	const { from, to } = monthBefore(day);
	const same = `${from.slice(0, 7)}-${day.slice(8)}`;
	return { from, to: same < to ? same : to };
}

/** A week as it is counted: Monday to Sunday, and the instant whose state is told. */
export interface Week extends Span {
	at: Instant;
}

/** The last `n` weeks up to that of a day, the earliest first; the last one is told as at `now`. */
export function weeksUpTo(day: Day, n: number, now: Instant): Week[] {
	const monday = addDays(day, 1 - weekdayOf(day));
	return Array.from({ length: n }, (_, i) => {
		const from = addDays(monday, 7 * (i + 1 - n));
		const to = addDays(from, 6);
		return { from, to, at: daysBetween(to, day) > 0 ? endOfDay(to) : now };
	});
}
