/**
 * Instants and days of Asia/Ho_Chi_Minh. Every rule takes its time from an argument, never from the
 * machine's clock or zone. The zone has been UTC+7 without summer time since 1975-06-13; the
 * product's data begin in 2018.
 */

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/** A calendar day of Asia/Ho_Chi_Minh, `YYYY-MM-DD`; compares as text. */
export type Day = string;

export const MINUTE = 60_000;
export const DAY = 86_400_000;
const OFFSET = 7 * 3_600_000;

/** The day in Asia/Ho_Chi_Minh on which an instant falls. */
export function dayOf(instant: Instant): Day {
	return new Date(instant + OFFSET).toISOString().slice(0, 10);
}

/** 00:00 of a day, as an instant. */
export function startOfDay(day: Day): Instant {
	return Date.parse(`${day}T00:00:00Z`) - OFFSET;
}

/** The last millisecond of a day. */
export function endOfDay(day: Day): Instant {
	return startOfDay(day) + DAY - 1;
}

/** The day `n` calendar days later (earlier when negative). */
export function addDays(day: Day, n: number): Day {
	return new Date(Date.parse(`${day}T00:00:00Z`) + n * DAY).toISOString().slice(0, 10);
}

/** Calendar days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
	return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY);
}

/** 1 = Monday … 7 = Sunday. */
export function weekdayOf(day: Day): number {
	return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

/** Minutes since 00:00 of the instant's own day, with fractions. */
export function minuteOfDay(instant: Instant): number {
	return (instant - startOfDay(dayOf(instant))) / MINUTE;
}

/** Whether a text is a real calendar day `YYYY-MM-DD` (30 February is not). */
export function isDay(text: string): boolean {
	if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
	const at = Date.parse(`${text}T00:00:00Z`);
	return Number.isFinite(at) && new Date(at).toISOString().slice(0, 10) === text;
}

/**
 * The national feed's `yyyyMMddHHmmss` (Asia/Ho_Chi_Minh) as an instant; null when it is not a real
 * moment (a thirteenth month, 30 February, hour 24).
 */
export function parseFeedInstant(text: string): Instant | null {
	const m = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(text);
	if (!m) return null;
	const day = `${m[1]}-${m[2]}-${m[3]}`;
	if (!isDay(day)) return null;
	const [hour, minute, second] = [Number(m[4]), Number(m[5]), Number(m[6])];
	if (hour > 23 || minute > 59 || second > 59) return null;
	return startOfDay(day) + ((hour * 60 + minute) * 60 + second) * 1000;
}

/** An instant as the national feed writes it. */
export function formatFeedInstant(instant: Instant): string {
	return new Date(instant + OFFSET).toISOString().slice(0, 19).replace(/[-T:]/g, '');
}

/** An instant as ISO 8601 with the offset of Asia/Ho_Chi_Minh, `2026-11-20T14:05:00.000+07:00`. */
export function isoOf(instant: Instant): string {
	return `${new Date(instant + OFFSET).toISOString().slice(0, 23)}+07:00`;
}
