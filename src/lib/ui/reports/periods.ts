import { addDays, type Day } from '#lib/domain/calendar/time.ts';

export interface PeriodChoice {
	key: 'this_month' | 'last_month' | 'this_quarter' | 'this_year' | 'last_30_days';
	/** Null: the default of every page, which moves on by itself. */
	span: { from: Day; to: Day } | null;
}

/** The periods that people ask for most, as of a day. */
export function periodChoices(today: Day): PeriodChoice[] {
	const [year = '', month = ''] = today.split('-');
	const quarter = String(Math.floor((Number(month) - 1) / 3) * 3 + 1).padStart(2, '0');
	return [
		{ key: 'this_month', span: null },
		{ key: 'last_month', span: monthSpan(monthBefore(`${year}-${month}`)) },
		{ key: 'this_quarter', span: { from: `${year}-${quarter}-01`, to: today } },
		{ key: 'this_year', span: { from: `${year}-01-01`, to: today } },
		{ key: 'last_30_days', span: { from: addDays(today, -29), to: today } }
	];
}

/** First and last day of a month `YYYY-MM`. */
export function monthSpan(month: string): { from: Day; to: Day } {
	const from = `${month}-01`;
	const next = addDays(from, 31).slice(0, 7);
	return { from, to: addDays(`${next}-01`, -1) };
}

export function monthBefore(month: string): string {
	return addDays(`${month}-01`, -1).slice(0, 7);
}

/** The month that a span is, whole or up to its last day so far; null when it is another span. */
export function monthOf(from: Day, to: Day): string | null {
	return from.endsWith('-01') && from.slice(0, 7) === to.slice(0, 7) ? from.slice(0, 7) : null;
}
