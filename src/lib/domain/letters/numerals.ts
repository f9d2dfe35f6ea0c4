import { dayOf, startOfDay, type Day, type Instant } from '../calendar/time.ts';

/** `8470` as `8.470`. */
export function countText(n: number): string {
	return String(n).replace(/\B(?=(\d{3})+(?!\d))/g, '.');
}

/** `2026-11-05` as `05/11/2026`: in official documents days below 10 and months 1 and 2 bear a nought. */
export function dayText(day: Day): string {
	const { date, month, year } = writtenDate(day);
	return `${date}/${month}/${year}`;
}

/** The instant that numbers are of: `14:05 ngày 20/11/2026`. */
export function asOfText(at: Instant): string {
	const day = dayOf(at);
	const minutes = Math.floor((at - startOfDay(day)) / 60_000);
	const two = (n: number) => String(n).padStart(2, '0');
	return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)} ngày ${dayText(day)}`;
}

/** The parts of a date as the head of a letter writes them (Nghị định 30/2020/NĐ-CP, Phụ lục I). */
export function writtenDate(day: Day): { date: string; month: string; year: string } {
	const [year = '', month = '', date = ''] = day.split('-');
	return { date, month: Number(month) <= 2 ? month : String(Number(month)), year };
}
