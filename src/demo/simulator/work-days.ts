/**
 * Working days by number, for tens of thousands of dossiers at once: day 0 is 1970-01-01 in
 * Asia/Ho_Chi_Minh. Which days are worked is the product's own calendar.
 */
import { vietnamCalendar } from '#lib/domain/calendar/days-2018-2027.ts';
import {
	addDays,
	DAY,
	MINUTE,
	startOfDay,
	type Day,
	type Instant
} from '#lib/domain/calendar/time.ts';
import type { Dice } from './dice.ts';

const DAY_ZERO = '1970-01-01';
const EPOCH = startOfDay(DAY_ZERO);

export function dayNumber(instant: Instant): number {
	return Math.floor((instant - EPOCH) / DAY);
}

export function numberOfDay(day: Day): number {
	return dayNumber(startOfDay(day));
}

export function dayText(day: number): Day {
	return addDays(DAY_ZERO, day);
}

/** An instant from a day and minutes since its 00:00. */
export function at(day: number, minute: number): Instant {
	return EPOCH + day * DAY + Math.round(minute * 60) * 1000;
}

/** Minutes since 00:00 of the instant's day, with fractions. */
export function minuteOf(instant: Instant): number {
	return (instant - EPOCH - dayNumber(instant) * DAY) / MINUTE;
}

export interface WorkDays {
	isWorking(day: number): boolean;
	/** The n-th working day after `day`; before it when n is negative; with 0, `day` or the next one worked. */
	add(day: number, n: number): number;
	/** Working days in `(from, to]`; 0 when `to` is not after `from`. */
	between(from: number, to: number): number;
}

/** Working days between two days; outside them asking is a mistake of the caller. */
export function workDays(first: number, last: number): WorkDays {
	const calendar = vietnamCalendar();
	const worked: number[] = [];
	/** For each day from `first`: how many working days lie before it. */
	const before: number[] = [];
	const working: boolean[] = [];
	let text = dayText(first);
	for (let day = first; day <= last; day += 1, text = addDays(text, 1)) {
		const open = calendar.isWorkingDay(text);
		before.push(worked.length);
		working.push(open);
		if (open) worked.push(day);
	}
	function rank(day: number): number {
		const n = before[day - first];
		if (n === undefined) throw new RangeError(`day ${dayText(day)} is outside the table`);
		return n;
	}
	return {
		isWorking: (day) => working[day - first] ?? false,
		add(day, n) {
			const open = working[day - first] ?? false;
			const index = n > 0 ? rank(day) + n - (open ? 0 : 1) : rank(day) + n;
			const found = worked[index];
			if (found === undefined) throw new RangeError(`no working day ${n} after ${dayText(day)}`);
			return found;
		},
		between: (from, to) => (to > from ? rank(to + 1) - rank(from + 1) : 0)
	};
}

const MORNING = { from: 7 * 60 + 5, to: 11 * 60 + 25 };
const AFTERNOON = { from: 13 * 60 + 35, to: 16 * 60 + 55 };

/** A moment of office hours, busiest in the middle of the morning; after `minute` when it is given. */
export function officeMoment(d: Dice, day: number, minute = 0): Instant {
	const span = minute < MORNING.to - 5 && d.chance(0.6) ? MORNING : AFTERNOON;
	const from = Math.max(span.from, minute + 2);
	const to = Math.max(span.to, from + 4);
	const bump = (d.next() + d.next()) / 2;
	return at(day, from + (to - from) * bump);
}
