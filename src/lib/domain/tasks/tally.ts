/**
 * The figures of tasks (domain reference 6.4): five that every task with a place in them is in exactly
 * one of, and what is noted beside them. Waiting and paused ones count as open without being late.
 */
import type { WorkCalendar } from '../calendar/work-calendar.ts';
import type { Instant } from '../calendar/time.ts';
import type { Task } from './task.ts';
import { daysOverdue, OVERDUE_TASK_AGES, timelinessOf } from './timeliness.ts';

export interface TaskTally {
	total: number;
	/** Hoàn thành: on time or without a date, and late. */
	done: { onTime: number; late: number; noDate: number; total: number };
	/** Đang thực hiện. `inTime` holds those due soon as well; `standing`: waiting or paused. */
	open: {
		inTime: number;
		dueSoon: number;
		overdue: number;
		noDate: number;
		standing: number;
		total: number;
	};
	/** Of the open ones: not yet acknowledged; handed in and not yet confirmed. */
	unacknowledged: number;
	submitted: number;
	overdueAge: Record<(typeof OVERDUE_TASK_AGES)[number]['bucket'], number>;
	/** done on time / done with a date; null: nothing to divide by. */
	onTimeRate: number | null;
}

/** @param dueSoonDays see {@link timelinessOf}; revoked tasks are in no figure */
export function tallyTasks(
	tasks: Iterable<Task>,
	now: Instant,
	calendar: WorkCalendar,
	dueSoonDays: number
): TaskTally {
	const done = { onTime: 0, late: 0, noDate: 0, total: 0 };
	const open = { inTime: 0, dueSoon: 0, overdue: 0, noDate: 0, standing: 0, total: 0 };
	const overdueAge = { le7: 0, d8_30: 0, d31_90: 0, gt90: 0 };
	let unacknowledged = 0;
	let submitted = 0;
	for (const task of tasks) {
		const timeliness = timelinessOf(task, now, calendar, dueSoonDays);
		if (timeliness === null) continue;
		if (task.state === 'done') {
			done.total += 1;
			if (timeliness === 'done_on_time') done.onTime += 1;
			else if (timeliness === 'done_late') done.late += 1;
			else done.noDate += 1;
			continue;
		}
		open.total += 1;
		if (task.state === 'assigned') unacknowledged += 1;
		if (task.state === 'submitted') submitted += 1;
		if (timeliness === 'in_time' || timeliness === 'due_soon') open.inTime += 1;
		if (timeliness === 'due_soon') open.dueSoon += 1;
		if (timeliness === 'no_date') open.noDate += 1;
		if (timeliness === 'waiting' || timeliness === 'paused') open.standing += 1;
		if (timeliness === 'overdue') {
			open.overdue += 1;
			const days = daysOverdue(task, now);
			const age = OVERDUE_TASK_AGES.find(({ max }) => max === null || days <= max);
			if (age) overdueAge[age.bucket] += 1;
		}
	}
	const dated = done.onTime + done.late;
	return {
		total: done.total + open.total,
		done,
		open,
		unacknowledged,
		submitted,
		overdueAge,
		onTimeRate: dated === 0 ? null : done.onTime / dated
	};
}
