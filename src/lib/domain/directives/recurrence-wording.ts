import type { Recurrence } from '../tasks/recurrence.ts';
import { matchingForm } from './source-text.ts';

const QUARTER =
	/(?:hằng|hàng|mỗi|theo) quý|tháng cuối(?: của)?(?: mỗi)? quý|(?:0?3|ba) tháng(?: một lần|\s*\/\s*(?:0?1 )?lần)|lần\s*\/\s*quý|quý\s*\/\s*(?:0?1 )?lần/;
const MONTH = /(?:hằng|hàng|mỗi) tháng|lần\s*\/\s*tháng|(?:^|[^\d])0?1? ?tháng\s*\/\s*(?:0?1 )?lần/;
const WEEK = /(?:hằng|hàng|mỗi) tuần|lần\s*\/\s*tuần|tuần\s*\/\s*(?:0?1 )?lần/;
const YEAR = /(?:hằng|hàng|mỗi) năm|lần\s*\/\s*năm|năm\s*\/\s*(?:0?1 )?lần/;
const WEEKDAYS: readonly RegExp[] = [
	...[/thứ (?:hai|2)/, /thứ (?:ba|3)/, /thứ (?:tư|4)/, /thứ (?:năm|5)/, /thứ (?:sáu|6)/],
	...[/thứ (?:bảy|7)/, /chủ nhật/]
];
/** A day of the month that is no part of a date. */
const DAY = /ngày (?:mùng )?(\d{1,2})(?!\d)(?!\s*\/)(?!\s*tháng \d)/;
const DAY_OF_YEAR = /ngày (\d{1,2})\s*(?:\/|tháng)\s*(\d{1,2})(?!\d)(?!\s*\/\s*\d)/;

/**
 * How work comes again as a document words it: the shortest turn that is named, on the day that is named
 * or else on the last of each turn. A proposal for who goes through the document.
 *
 * @param words of the repetition, with the rest of what says when: "trước ngày 20 hằng tháng"
 * @returns null where no turn is named ("thường xuyên", "06 tháng"), or one that is not counted here
 */
export function recurrenceIn(words: string): Recurrence | null {
	const flat = matchingForm(words).replace(/\s+/g, ' ');
	const stated = Number(DAY.exec(flat)?.[1] ?? 0);
	const day = stated >= 1 && stated <= 31 ? stated : 31;
	if (WEEK.test(flat)) {
		const weekday = WEEKDAYS.findIndex((one) => one.test(flat));
		return { every: 'weekly', weekday: weekday === -1 ? 5 : weekday + 1 };
	}
	// "Tháng cuối mỗi quý" names a month of the quarter, not every month.
	if (MONTH.test(flat)) return { every: 'monthly', day };
	if (QUARTER.test(flat)) {
		const month = /tháng đầu(?: của)?(?: mỗi)? quý/.test(flat) ? 1 : 3;
		return { every: 'quarterly', month, day };
	}
	if (YEAR.test(flat)) {
		const [, date, month] = DAY_OF_YEAR.exec(flat) ?? [];
		const named = Number(month ?? 0) >= 1 && Number(month ?? 0) <= 12;
		return named
			? { every: 'yearly', month: Number(month), day: Math.min(31, Math.max(1, Number(date))) }
			: { every: 'yearly', month: 12, day };
	}
	return null;
}
