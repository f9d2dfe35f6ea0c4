import { expect, it } from 'vitest';
import type { Recurrence } from '../tasks/recurrence.ts';
import { recurrenceIn } from './recurrence-wording.ts';

it.each<[string, Recurrence | null]>([
	['trước ngày 20 hằng tháng', { every: 'monthly', day: 20 }],
	['Hàng tháng (trước ngày 05 tháng sau)', { every: 'monthly', day: 5 }],
	['hàng tháng', { every: 'monthly', day: 31 }],
	['01 lần/tháng', { every: 'monthly', day: 31 }],
	['ngày 15 của tháng cuối quý', { every: 'quarterly', month: 3, day: 15 }],
	['ngày 10 tháng đầu mỗi quý', { every: 'quarterly', month: 1, day: 10 }],
	['Định kỳ hàng quý, 6 tháng, năm', { every: 'quarterly', month: 3, day: 31 }],
	['hằng tháng, quý, năm', { every: 'monthly', day: 31 }],
	['thứ Sáu hằng tuần', { every: 'weekly', weekday: 5 }],
	['sáng thứ Hai hàng tuần', { every: 'weekly', weekday: 1 }],
	['trước ngày 15/11 hằng năm', { every: 'yearly', month: 11, day: 15 }],
	['trước ngày 25 tháng 12 hàng năm', { every: 'yearly', month: 12, day: 25 }],
	['thường xuyên', null],
	['định kỳ', null],
	['hằng ngày', null],
	['06 tháng một lần', null],
	['trước ngày 30/11/2026', null]
])('%s', (words, rule) => {
	expect(recurrenceIn(words)).toEqual(rule);
});
