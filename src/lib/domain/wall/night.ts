import { spansOf, type OfficeHours } from '../calendar/office-hours.ts';
import { addDays, endOfDay, MINUTE, type Day, type Instant } from '../calendar/time.ts';
import type { WorkCalendar } from '../calendar/work-calendar.ts';

/** When a wall is bright; between them it is dimmed. */
export interface BrightTimes {
	spans: { from: Instant; to: Instant }[];
	/** Beyond it nothing is known. */
	until: Instant;
}

/** People come before the desks open, and leave after they have closed. */
const BEFORE = 30 * MINUTE;
const AFTER = 60 * MINUTE;

/**
 * The office's days, each from before its first hour to after its last (the midday break included), by
 * the working calendar with its holidays and make-up Saturdays.
 * @param days how many from the first on
 */
export function brightTimes(
	calendar: WorkCalendar,
	hours: OfficeHours,
	from: Day,
	days: number
): BrightTimes {
	const spans = [];
	for (let n = 0; n < days; n += 1) {
		const worked = spansOf(calendar, hours, addDays(from, n));
		const [first, last] = [worked[0], worked.at(-1)];
		if (first === undefined || last === undefined) continue;
		spans.push({ from: first.from - BEFORE, to: last.to + AFTER });
	}
	return { spans, until: endOfDay(addDays(from, days - 1)) };
}
