/**
 * The calendar of the country with what the province has decided above it. A declared day is a row of
 * its own that names its document; one that was withdrawn is simply not among those given here.
 */
import type { Day } from './time.ts';
import { vietnamCalendar, vietnamDays } from './days-2018-2027.ts';
import { workCalendar, type CalendarDay, type WorkCalendar } from './work-calendar.ts';

export const DECLARED_KINDS = ['holiday', 'working', 'closure'] as const;
/** A day off by decision; a working day (làm bù, hoán đổi); a closure (bão, lụt). */
export type DeclaredKind = (typeof DECLARED_KINDS)[number];

export interface DeclaredDay {
	day: Day;
	kind: DeclaredKind;
	/** Vietnamese, as people know it: `Nghỉ tránh bão số 13`. */
	name: string;
	/** Number and date of what decides it. */
	document: string;
}

const KIND_OF: Record<DeclaredKind, CalendarDay['kind']> = {
	holiday: 'holiday',
	working: 'make_up',
	closure: 'local_off'
};

/**
 * The working calendar that holds here: the country's days, the declared ones in their place, and a
 * year that is provisional in the code counted as decided once the province has confirmed it.
 *
 * @param declared days that hold, in the order in which they were declared
 * @param confirmedYears years whose days have been checked against the decision
 */
export function decidedCalendar(
	declared: readonly DeclaredDay[],
	confirmedYears: readonly number[] = []
): WorkCalendar {
	const confirmed = new Set(confirmedYears);
	const country = vietnamDays().map(({ provisional, ...row }) =>
		provisional === true && !confirmed.has(yearOf(row.day)) ? { ...row, provisional } : row
	);
	const own = declared.map(({ day, kind, name, document }) => ({
		day,
		kind: KIND_OF[kind],
		name,
		source: document
	}));
	const { decidedFrom, decidedTo } = vietnamCalendar();
	let last = yearOf(decidedTo);
	while (confirmed.has(last + 1)) last += 1;
	return workCalendar([...country, ...own], { from: decidedFrom, to: `${last}-12-31` });
}

/** Whether declaring the day changes anything: a Sunday needs no closure, a Monday no make-up work. */
export function changesDay(calendar: WorkCalendar, day: Day, kind: DeclaredKind): boolean {
	return calendar.isWorkingDay(day) !== (kind === 'working');
}

function yearOf(day: Day): number {
	return Number(day.slice(0, 4));
}
