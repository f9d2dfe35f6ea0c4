import { dayOf, type Day, type Instant } from '#lib/domain/calendar/time.ts';

/** `2019-05-31` as `31/5/2019`. */
export function formatDay(day: Day): string {
	const [year = '', month = '', date = ''] = day.split('-');
	return `${Number(date)}/${Number(month)}/${year}`;
}

/** `2019-05-31` as `31/5`, where the year is clear. */
export function formatDayOfYear(day: Day): string {
	const [, month = '', date = ''] = day.split('-');
	return `${Number(date)}/${Number(month)}`;
}

/** `2019-05` as `5/2019`. */
export function formatMonth(month: string): string {
	const [year = '', number = ''] = month.split('-');
	return `${Number(number)}/${year}`;
}

/** The day of an instant (or of ISO 8601 text with offset), in Asia/Ho_Chi_Minh: `31/5/2019`. */
export function formatDate(at: Instant | string): string {
	return formatDay(dayOf(instantOf(at)));
}

/** The time of day in Asia/Ho_Chi_Minh: `14:05`. */
export function formatTime(at: Instant | string): string {
	return new Date(instantOf(at) + 7 * 3_600_000).toISOString().slice(11, 16);
}

/** `14:05 31/5/2019`. */
export function formatMoment(at: Instant | string): string {
	return `${formatTime(at)} ${formatDate(at)}`;
}

export function instantOf(at: Instant | string): Instant {
	return typeof at === 'number' ? at : Date.parse(at);
}

/** When something was last heard, as short as it stays clear on the day of `asOf`: `14:05`, `14:05 20/11`. */
export function formatHeard(at: Instant | string, asOf: Instant | string): string {
	const [day, today] = [dayOf(instantOf(at)), dayOf(instantOf(asOf))];
	if (day === today) return formatTime(at);
	if (day.slice(0, 4) !== today.slice(0, 4)) return `${formatTime(at)} ${formatDate(at)}`;
	return `${formatTime(at)} ${formatDayOfYear(day)}`;
}
