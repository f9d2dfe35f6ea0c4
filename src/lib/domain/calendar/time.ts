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

/**
 * A feed asks for the same few thousand days a million times, and writing or reading one as ISO 8601
 * costs ten times as much as looking it up. Days since 1970-01-01 by text and back.
 */
const texts = new Map<number, Day>();
const numbers = new Map<Day, number>();
const DAYS_KEPT = 20_000;

function textOf(number: number): Day {
	const known = texts.get(number);
	if (known !== undefined) return known;
	const day = new Date(number * DAY).toISOString().slice(0, 10);
	if (texts.size >= DAYS_KEPT) {
		texts.clear();
		numbers.clear();
	}
	texts.set(number, day);
	numbers.set(day, number);
	return day;
}

/** NaN for what is no day; 30 February counts on into March, as Date has it. */
function numberOf(day: Day): number {
	return numbers.get(day) ?? Date.parse(`${day}T00:00:00Z`) / DAY;
}

/** The day in Asia/Ho_Chi_Minh on which an instant falls. */
export function dayOf(instant: Instant): Day {
	return textOf(Math.floor((instant + OFFSET) / DAY));
}

/** 00:00 of a day, as an instant. */
export function startOfDay(day: Day): Instant {
	return numberOf(day) * DAY - OFFSET;
}

/** The last millisecond of a day. */
export function endOfDay(day: Day): Instant {
	return startOfDay(day) + DAY - 1;
}

/** The day `n` calendar days later (earlier when negative). */
export function addDays(day: Day, n: number): Day {
	return textOf(numberOf(day) + n);
}

/** Calendar days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
	return numberOf(to) - numberOf(from);
}

/** 1 = Monday … 7 = Sunday. */
export function weekdayOf(day: Day): number {
	// 1970-01-01 was a Thursday.
	return ((((numberOf(day) + 3) % 7) + 7) % 7) + 1;
}

/** Minutes since 00:00 of the instant's own day, with fractions. */
export function minuteOfDay(instant: Instant): number {
	return (instant - startOfDay(dayOf(instant))) / MINUTE;
}

/** Whether a text is a real calendar day `YYYY-MM-DD` (30 February is not). */
export function isDay(text: string): boolean {
	if (numbers.has(text)) return true;
	if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
	const number = numberOf(text);
	return Number.isFinite(number) && textOf(number) === text;
}

/**
 * The national feed's `yyyyMMddHHmmss` (Asia/Ho_Chi_Minh) as an instant; null when it is not a real
 * moment (a thirteenth month, 30 February, hour 24).
 */
export function parseFeedInstant(text: string): Instant | null {
	if (!/^\d{14}$/.test(text)) return null;
	const day = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`;
	if (!isDay(day)) return null;
	const hour = Number(text.slice(8, 10));
	const minute = Number(text.slice(10, 12));
	const second = Number(text.slice(12, 14));
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
