/**
 * What leaders say most, ready to be chosen with one touch, and the days that they give. The words are
 * those of the office's own letters; they become the text of the task and are Vietnamese in every language.
 */
import { addWorkingDays, type WorkCalendar } from '../calendar/work-calendar.ts';
import type { Day } from '../calendar/time.ts';

const REPORT = 'Báo cáo nguyên nhân và biện pháp khắc phục';
const INSPECT = 'Rà soát, chấn chỉnh việc tiếp nhận và giải quyết hồ sơ';

const BY_NUMBER: readonly (readonly [RegExp, readonly string[]])[] = [
	[
		/^(?:open\.overdue|shares\.overdue)$/,
		['Khẩn trương giải quyết hồ sơ quá hạn', 'Báo cáo nguyên nhân hồ sơ quá hạn']
	],
	[/^(?:open\.dueSoon)$/, ['Giải quyết dứt điểm hồ sơ sắp đến hạn, không để phát sinh quá hạn']],
	[
		/^(?:resolved\.late|rates\.late|resolved\.lateByPromise|rates\.lateByPromise)$/,
		[
			'Báo cáo nguyên nhân hồ sơ trễ hạn',
			'Thực hiện việc xin lỗi người dân, doanh nghiệp đối với hồ sơ trễ hạn'
		]
	],
	[
		/^(?:awaiting\.|shares\.awaiting)/,
		['Tiếp nhận ngay hồ sơ chờ tiếp nhận quá hạn', 'Báo cáo nguyên nhân chậm tiếp nhận hồ sơ']
	],
	[/^resolved\.notHandedOver$/, ['Trả ngay kết quả đã có cho người dân, doanh nghiệp']],
	[
		/^tasks\.(?:open\.overdue|overdueAge\.)/,
		['Khẩn trương hoàn thành nhiệm vụ quá hạn', 'Báo cáo nguyên nhân nhiệm vụ quá hạn']
	],
	[/^tasks\.open\.dueSoon$/, ['Hoàn thành nhiệm vụ sắp đến hạn, không để phát sinh quá hạn']],
	[/^tasks\.unacknowledged$/, ['Xác nhận tiếp nhận ngay nhiệm vụ đã giao']],
	[/^tasks\./, ['Báo cáo tiến độ thực hiện nhiệm vụ được giao']],
	[/^open\.noDue$/, ['Rà soát, bổ sung ngày hẹn trả cho hồ sơ']]
];

/** The texts that fit a number, the likeliest first; never empty. */
export function readyTexts(indicator: string): string[] {
	const fitting = BY_NUMBER.find(([pattern]) => pattern.test(indicator))?.[1] ?? [];
	return [...fitting, REPORT, ...(indicator.startsWith('tasks.') ? [] : [INSPECT])];
}

/** In so many working days from today: the ready due days. */
export const READY_DAYS = [3, 5, 10] as const;
/** The one that is chosen until the leader says otherwise. */
export const READY_DAYS_CHOSEN = 5;

export function readyDues(calendar: WorkCalendar, today: Day): { days: number; due: Day }[] {
	return READY_DAYS.map((days) => ({ days, due: addWorkingDays(calendar, today, days) }));
}
