import { dayOf, weekdayOf, type Day } from '#lib/domain/calendar/time.ts';
import { m } from '#lib/paraglide/messages.js';
import { formatDay, formatDayOfYear, formatTime, instantOf } from './dates.ts';

/** In which language; the reader's when it is left out. */
export interface Spoken {
	locale?: 'vi' | 'en';
}

/** "thứ Hai", "Chủ nhật". */
export function weekdayName(day: Day, spoken: Spoken = {}): string {
	switch (weekdayOf(day)) {
		case 1:
			return m.date_weekday_1({}, spoken);
		case 2:
			return m.date_weekday_2({}, spoken);
		case 3:
			return m.date_weekday_3({}, spoken);
		case 4:
			return m.date_weekday_4({}, spoken);
		case 5:
			return m.date_weekday_5({}, spoken);
		case 6:
			return m.date_weekday_6({}, spoken);
		default:
			return m.date_weekday_7({}, spoken);
	}
}

/** A day where people plan: "thứ Hai, 24/11". */
export function planningDay(day: Day): string {
	return `${weekdayName(day)}, ${formatDayOfYear(day)}`;
}

/** "thứ Hai, 24/11/2026". */
export function fullDay(day: Day, spoken: Spoken = {}): string {
	return `${weekdayName(day, spoken)}, ${formatDay(day)}`;
}

/** "16:30 thứ Hai, 24/11/2026". */
export function fullMoment(at: string): string {
	return `${formatTime(at)} ${fullDay(dayOf(instantOf(at)))}`;
}
