import type { WorkCalendar } from '../calendar/work-calendar.ts';
import { workingDaysBetween } from '../calendar/work-calendar.ts';
import { dayOf, daysBetween, type Day, type Instant } from '../calendar/time.ts';
import type { Task } from './task.ts';

/**
 * Whether a task is in time, beside its state: hoàn thành đúng hạn / quá hạn; đang thực hiện trong hạn,
 * sắp đến hạn, quá hạn; không thời hạn. `done_late` and `overdue` are two nouns and are never added.
 * `waiting`: its condition has not come about. Revoked ones have none.
 */
export const TIMELINESS = [
	'done_on_time',
	'done_late',
	'done_no_date',
	'in_time',
	'due_soon',
	'overdue',
	'no_date',
	'paused',
	'waiting'
] as const;
export type Timeliness = (typeof TIMELINESS)[number];

/**
 * The day on which the agency finished as far as it depends on the agency: that of the result which
 * waits for confirmation or was confirmed. How long the office takes to confirm is not held against it.
 */
export function finishedOn(task: Task): Day | null {
	return task.submittedAt === null ? null : dayOf(task.submittedAt);
}

/**
 * @param dueSoonDays at most this many working days left until the due day is "due soon"
 * @returns null for a task that was revoked
 */
export function timelinessOf(
	task: Task,
	now: Instant,
	calendar: WorkCalendar,
	dueSoonDays: number
): Timeliness | null {
	if (task.state === 'revoked') return null;
	const { due } = task;
	const finished = finishedOn(task);
	if (task.state === 'done') {
		if (due === null || finished === null) return 'done_no_date';
		return finished <= due ? 'done_on_time' : 'done_late';
	}
	if (task.state === 'paused') return 'paused';
	if (task.waitsForCondition) return 'waiting';
	if (due === null) return 'no_date';
	// Handed in on time and waiting for the tracking unit: overdue only if that sends it back.
	const measured = finished ?? dayOf(now);
	if (measured > due) return 'overdue';
	if (finished !== null) return 'in_time';
	return workingDaysBetween(calendar, measured, due) <= dueSoonDays ? 'due_soon' : 'in_time';
}

/**
 * Whether an extension that was asked for in time stands without an answer on the due day or after it:
 * then the office's own waiting is told beside the task's being late.
 */
export function isExtensionUnanswered({ extension, due }: Task, now: Instant): boolean {
	return extension !== null && due !== null && dayOf(now) >= due;
}

/** Age of an overdue task in calendar days past its due day; every overdue one is in exactly one. */
export const OVERDUE_TASK_AGES = [
	{ bucket: 'le7', min: 1, max: 7 },
	{ bucket: 'd8_30', min: 8, max: 30 },
	{ bucket: 'd31_90', min: 31, max: 90 },
	{ bucket: 'gt90', min: 91, max: null }
] as const;

/** How many calendar days a task has been overdue; 0 when it is not. */
export function daysOverdue(task: Task, now: Instant): number {
	if (task.due === null) return 0;
	return Math.max(0, daysBetween(task.due, finishedOn(task) ?? dayOf(now)));
}
