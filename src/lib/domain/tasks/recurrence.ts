/**
 * Work that comes again (định kỳ): which periods a rule has, and by which day each is due. A day that
 * a month does not have is its last one; a day that is not worked rolls on to the next working day
 * (Civil Code 2015, Article 148), also out of the month.
 */
import { addDays, weekdayOf, type Day } from '../calendar/time.ts';
import { nextWorkingDay, type WorkCalendar } from '../calendar/work-calendar.ts';

/** As the document says it. `weekday` 1 is Monday; `month` of a quarter 1 to 3, of a year 1 to 12. */
export type Recurrence =
	| { every: 'weekly'; weekday: number }
	| { every: 'monthly'; day: number }
	| { every: 'quarterly'; month: number; day: number }
	| { every: 'yearly'; month: number; day: number };

/** One turn of it. */
export interface Period {
	/** `2026-11`, `2026-Q4`, `2026`, `2026-W47` (ISO week). */
	name: string;
	/** First and last day, both included. */
	from: Day;
	to: Day;
}

const two = (n: number) => String(n).padStart(2, '0');

function firstOf(year: number, month: number): Day {
	return `${year}-${two(month)}-01`;
}

/** `months` whole months from the first of `month` on, `month` 1 to 12. */
function monthsFrom(year: number, month: number, months: number): Pick<Period, 'from' | 'to'> {
	const end = month + months;
	const [nextYear, nextMonth] = end > 12 ? [year + 1, end - 12] : [year, end];
	return { from: firstOf(year, month), to: addDays(firstOf(nextYear, nextMonth), -1) };
}

/** The period of a rule in which a day lies. */
export function periodOf({ every }: Recurrence, day: Day): Period {
	const year = Number(day.slice(0, 4));
	const month = Number(day.slice(5, 7));
	switch (every) {
		case 'weekly': {
			const from = addDays(day, 1 - weekdayOf(day));
			return { name: weekName(from), from, to: addDays(from, 6) };
		}
		case 'monthly':
			return { name: day.slice(0, 7), ...monthsFrom(year, month, 1) };
		case 'quarterly': {
			const quarter = Math.ceil(month / 3);
			return { name: `${year}-Q${quarter}`, ...monthsFrom(year, quarter * 3 - 2, 3) };
		}
		case 'yearly':
			return { name: String(year), ...monthsFrom(year, 1, 12) };
	}
}

/** The week belongs to the year in which its Thursday lies. */
function weekName(monday: Day): string {
	const thursday = addDays(monday, 3);
	const year = Number(thursday.slice(0, 4));
	const fourth: Day = `${year}-01-04`;
	const first = addDays(fourth, 1 - weekdayOf(fourth));
	let week = 1;
	for (let at = first; at < monday; at = addDays(at, 7)) week += 1;
	return `${year}-W${two(week)}`;
}

/** By when the work of a period is to be handed in. */
export function dueInPeriod(rule: Recurrence, period: Period, calendar: WorkCalendar): Day {
	const written = writtenDay(rule, period);
	return calendar.isWorkingDay(written) ? written : nextWorkingDay(calendar, written);
}

function writtenDay(rule: Recurrence, { from }: Period): Day {
	if (rule.every === 'weekly') return addDays(from, rule.weekday - 1);
	const month = Number(from.slice(5, 7)) + (rule.every === 'monthly' ? 0 : rule.month - 1);
	const { to, from: first } = monthsFrom(Number(from.slice(0, 4)), month, 1);
	const day: Day = `${first.slice(0, 8)}${two(rule.day)}`;
	return day > to ? to : day;
}

/**
 * The periods of a rule that have begun by `today`, oldest first: the first is the earliest that is
 * not yet due on `from`, so that nobody is given what was due before it was asked for.
 */
export function periodsUntil(
	rule: Recurrence,
	{ from, today }: { from: Day; today: Day },
	calendar: WorkCalendar
): (Period & { due: Day })[] {
	const found: (Period & { due: Day })[] = [];
	// One period back: a day that rolled on out of its own period is still to come.
	let period = periodOf(rule, addDays(periodOf(rule, from).from, -1));
	while (period.from <= today || found.length === 0) {
		const due = dueInPeriod(rule, period, calendar);
		if (due >= from) {
			// A rule that begins in time to come has its first period at once, so that there is something to show.
			found.push({ ...period, due });
			if (period.from > today) break;
		}
		period = periodOf(rule, addDays(period.to, 1));
	}
	return found;
}
