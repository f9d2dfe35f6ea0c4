import { expect, it } from 'vitest';
import { vietnamCalendar } from '../calendar/days-2018-2027.ts';
import { addDays, startOfDay, type Day } from '../calendar/time.ts';
import { begun, type Task } from './task.ts';
import { figuresOf, TASK_FIGURES, tallyTasks } from './tally.ts';

const calendar = vietnamCalendar();
const TODAY = '2022-05-30';
const noon = (day: Day) => startOfDay(day) + 12 * 3_600_000;

function aTask(due: Day | null, rest: Partial<Task> = {}): Task {
	const terms = {
		...{ text: 'x', product: null, source: 'chairman' as const, leadId: 1, coordinatingIds: [] },
		...{ trackerId: 2, due, dueFrom: due === null ? null : ('document' as const) },
		...{ oneOfMany: false, urgency: null, condition: null, units: [] }
	};
	return { ...begun({ kind: 'assigned', at: noon('2022-01-04'), terms }), ...rest };
}
const many = (n: number, make: () => Task) => Array.from({ length: n }, make);
const finished = (due: Day, day: Day) =>
	aTask(due, { state: 'done', submittedAt: noon(day), doneAt: noon(day) });

it('Bình Định on 30 May 2022: 1.387 tasks are 1.014 and 146 done, 211 in time and 16 overdue', () => {
	const tally = tallyTasks(
		[
			...many(1014, () => finished('2022-04-29', '2022-04-29')),
			...many(146, () => finished('2022-04-29', '2022-05-04')),
			...many(88, () => aTask('2022-06-30')),
			...many(123, () => aTask(null)),
			...many(9, () => aTask(addDays(TODAY, -12))),
			...many(7, () => aTask(addDays(TODAY, -45))),
			...many(5, () => aTask('2022-03-01', { state: 'revoked' }))
		],
		noon(TODAY),
		calendar,
		3
	);
	expect(tally.total).toBe(1387);
	expect(tally.done).toEqual({ onTime: 1014, late: 146, noDate: 0, total: 1160 });
	expect(tally.open).toEqual({
		...{ inTime: 88, dueSoon: 0, overdue: 16, noDate: 123, standing: 0, total: 227 }
	});
	expect(tally.open.inTime + tally.open.noDate).toBe(211);
	expect(tally.overdueAge).toEqual({ le7: 0, d8_30: 9, d31_90: 7, gt90: 0 });
	expect(((tally.onTimeRate ?? 0) * 100).toFixed(1)).toBe('87.4');
});

it('nothing finished has no rate', () => {
	expect(tallyTasks([aTask('2022-06-30')], noon(TODAY), calendar, 3).onTimeRate).toBeNull();
});

it('one without a date is told apart when it was assigned more than three months ago', () => {
	const since = (day: Day) => aTask(null, { assignedAt: noon(day) });
	const tally = tallyTasks(
		[since('2022-02-27'), since('2022-02-28'), since('2022-05-29'), aTask('2022-06-30')],
		noon(TODAY),
		calendar,
		3
	);
	// 30 May less three months is the last day of February.
	expect(tally.noDateOld).toBe(1);
	expect(tally.open.noDate).toBe(3);
});

it('every number is that of the list behind it, whatever the tasks are', () => {
	const tasks = [
		finished('2022-04-29', '2022-05-04'),
		aTask(null),
		aTask(addDays(TODAY, -45)),
		aTask(TODAY, { state: 'submitted', submittedAt: noon(TODAY) }),
		aTask('2022-06-30', { state: 'paused' })
	];
	const tally = tallyTasks(tasks, noon(TODAY), calendar, 3);
	for (const name of TASK_FIGURES) {
		const listed = tasks.filter((task) =>
			figuresOf(task, noon(TODAY), calendar, 3).includes(name)
		).length;
		const [part = '', key] = name.split('.');
		const found = (tally as unknown as Record<string, unknown>)[part];
		const number = key === undefined ? found : (found as Record<string, number>)[key];
		expect(number, name).toBe(listed);
	}
});
