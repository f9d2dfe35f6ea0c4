import type { Day } from '#lib/domain/calendar/time.ts';
import { m } from '#lib/paraglide/messages.js';
import { formatDay, formatMonth } from './dates.ts';

/** "Tháng 11/2026" for a month, whole or so far; else "Từ 1/4/2019 đến 31/5/2019". */
export function periodName(from: Day, to: Day): string {
	const month = from.slice(0, 7);
	return from.endsWith('-01') && month === to.slice(0, 7)
		? m.overview_month({ month: formatMonth(month) })
		: m.overview_span({ from: formatDay(from), to: formatDay(to) });
}
