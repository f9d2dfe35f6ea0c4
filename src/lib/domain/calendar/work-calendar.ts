/**
 * Which days are worked, and why not. A calendar is built from rows (a holiday, its compensation, a
 * swap, a make-up Saturday, a local day off); everything that no row names is Monday to Friday.
 * Periods are counted as the Civil Code 2015 has it: the first day is not counted (Article 147), and
 * a last day that is not worked rolls on to the next working day (Article 148).
 */
import { addDays, daysBetween, weekdayOf, type Day } from './time.ts';

export type DayKind =
	'working' | 'weekend' | 'holiday' | 'compensation' | 'swap_off' | 'make_up' | 'local_off';

/** A day that differs from a plain Monday-to-Friday week, with who says so. */
export interface CalendarDay {
	day: Day;
	kind: Exclude<DayKind, 'working' | 'weekend'>;
	/** Vietnamese, as people know it: `Tết Nguyên đán`. */
	name: string;
	/** The law, decision or press report that the day was read from. */
	source: string;
	/** True while no decision is published. */
	provisional?: boolean;
}

export interface DayExplanation {
	kind: DayKind;
	name: string | null;
	source: string | null;
	/** `lịch tạm`: the year is not decided, or the day itself is not. */
	provisional: boolean;
}

export interface WorkCalendar {
	isWorkingDay(day: Day): boolean;
	explain(day: Day): DayExplanation;
	/** First and last day, both included, for which the calendar has been decided. */
	decidedFrom: Day;
	decidedTo: Day;
}

/**
 * A calendar of `days` (one row a day; the last row given for a day wins, so a province may append its
 * own) that is final within `decided` and provisional outside it. Rows outside still count.
 */
export function workCalendar(
	days: readonly CalendarDay[],
	decided: { from: Day; to: Day }
): WorkCalendar {
	const byDay = new Map(days.map((row) => [row.day, row]));

	function kindOf(day: Day): DayKind {
		return byDay.get(day)?.kind ?? (weekdayOf(day) < 6 ? 'working' : 'weekend');
	}
	function isWorkingDay(day: Day): boolean {
		const row = byDay.get(day);
		return row ? row.kind === 'make_up' : weekdayOf(day) < 6;
	}
	function explain(day: Day): DayExplanation {
		const row = byDay.get(day);
		return {
			kind: kindOf(day),
			name: row?.name ?? null,
			source: row?.source ?? null,
			provisional: (row?.provisional ?? false) || day < decided.from || day > decided.to
		};
	}
	return { isWorkingDay, explain, decidedFrom: decided.from, decidedTo: decided.to };
}

/**
 * The day on which a norm of `n` working days ends: `from` itself is not counted. With `n` negative,
 * as many working days before `from`; with 0, `from` unchanged.
 */
export function addWorkingDays(cal: WorkCalendar, from: Day, n: number): Day {
	const step = n < 0 ? -1 : 1;
	let day = from;
	for (let left = Math.abs(n); left > 0;) {
		day = addDays(day, step);
		if (cal.isWorkingDay(day)) left -= 1;
	}
	return day;
}

/** The day on which a norm of `n` calendar days ends, rolled on to a working day. */
export function dueCalendarDay(cal: WorkCalendar, from: Day, n: number): Day {
	const day = addDays(from, n);
	return cal.isWorkingDay(day) ? day : nextWorkingDay(cal, day);
}

/** Working days `d` with `from < d <= to`; negative when `to` is before `from`. */
export function workingDaysBetween(cal: WorkCalendar, from: Day, to: Day): number {
	if (to < from) return -workingDaysBetween(cal, to, from);
	let count = 0;
	for (let left = daysBetween(from, to), day = from; left > 0; left -= 1) {
		day = addDays(day, 1);
		if (cal.isWorkingDay(day)) count += 1;
	}
	return count;
}

/** The first working day strictly after `day`. */
export function nextWorkingDay(cal: WorkCalendar, day: Day): Day {
	return addWorkingDays(cal, day, 1);
}
