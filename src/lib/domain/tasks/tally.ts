/**
 * The figures of tasks (domain reference 6.4): five that every task with a place in them is in exactly
 * one of, and what is noted beside them. Waiting and paused ones count as open without being late.
 */
import type { WorkCalendar } from '../calendar/work-calendar.ts';
import { dayOf, type Day, type Instant } from '../calendar/time.ts';
import type { Task, TaskState } from './task.ts';
import { daysOverdue, OVERDUE_TASK_AGES, timelinessOf, type Timeliness } from './timeliness.ts';

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
	/** Of the open ones: not yet acknowledged here; handed in and not yet confirmed. */
	unacknowledged: number;
	submitted: number;
	/** Of those open without a date: assigned more than three months ago. */
	noDateOld: number;
	overdueAge: Record<(typeof OVERDUE_TASK_AGES)[number]['bucket'], number>;
	/** done on time / done with a date; null: nothing to divide by. */
	onTimeRate: number | null;
}

/** Every number of a {@link TaskTally} by its dotted name: what a list can be asked for. */
export const TASK_FIGURES = [
	'total',
	'done.onTime',
	'done.late',
	'done.noDate',
	'done.total',
	'open.inTime',
	'open.dueSoon',
	'open.overdue',
	'open.noDate',
	'open.standing',
	'open.total',
	'unacknowledged',
	'submitted',
	'noDateOld',
	'overdueAge.le7',
	'overdueAge.d8_30',
	'overdueAge.d31_90',
	'overdueAge.gt90'
] as const;
export type TaskFigure = (typeof TASK_FIGURES)[number];

/** One number of a tally by its dotted name. */
export function taskFigureOf(tally: TaskTally, figure: TaskFigure): number {
	const [group, key] = figure.split('.') as [keyof TaskTally, string | undefined];
	const value = tally[group];
	if (typeof value === 'number') return value;
	return (value as Record<string, number> | null)?.[key ?? ''] ?? 0;
}

/**
 * The numbers that a task is counted in: the tally and the list behind a number are both made of this,
 * so that they cannot differ.
 *
 * @param dueSoonDays see {@link timelinessOf}
 * @returns none for a task that was revoked
 */
export function figuresOf(
	task: Task,
	now: Instant,
	calendar: WorkCalendar,
	dueSoonDays: number
): TaskFigure[] {
	const timeliness = timelinessOf(task, now, calendar, dueSoonDays);
	if (timeliness === null) return [];
	const days = daysOverdue(task, now);
	const age = OVERDUE_TASK_AGES.find(({ max }) => max === null || days <= max);
	return figuresOfKind({
		...{ state: task.state, timeliness, mirrored: task.origin !== null },
		age: timeliness === 'overdue' ? (age?.bucket ?? null) : null,
		old: timeliness === 'no_date' && dayOf(task.assignedAt) < threeMonthsBefore(dayOf(now))
	});
}

/** All that figures tell tasks apart by. */
export interface TaskSort {
	state: TaskState;
	/** Null: revoked. */
	timeliness: Timeliness | null;
	/** Of overdue ones. */
	age: keyof TaskTally['overdueAge'] | null;
	/** Open without a date for more than three months. */
	old: boolean;
	/** Lives in another software. */
	mirrored: boolean;
}

/** The numbers that every task of a sort is counted in. */
export function figuresOfKind({ state, timeliness, age, old, mirrored }: TaskSort): TaskFigure[] {
	if (timeliness === null) return [];
	if (state === 'done') {
		if (timeliness === 'done_on_time') return ['total', 'done.total', 'done.onTime'];
		return ['total', 'done.total', timeliness === 'done_late' ? 'done.late' : 'done.noDate'];
	}
	const figures: TaskFigure[] = ['total', 'open.total'];
	if (state === 'assigned' && !mirrored) figures.push('unacknowledged');
	if (state === 'submitted') figures.push('submitted');
	if (timeliness === 'in_time' || timeliness === 'due_soon') figures.push('open.inTime');
	if (timeliness === 'due_soon') figures.push('open.dueSoon');
	if (timeliness === 'waiting' || timeliness === 'paused') figures.push('open.standing');
	if (timeliness === 'no_date') figures.push('open.noDate');
	if (old) figures.push('noDateOld');
	if (timeliness === 'overdue') figures.push('open.overdue');
	if (age !== null) figures.push(`overdueAge.${age}`);
	return figures;
}

/** @param dueSoonDays see {@link timelinessOf}; revoked tasks are in no figure */
export function tallyTasks(
	tasks: Iterable<Task>,
	now: Instant,
	calendar: WorkCalendar,
	dueSoonDays: number
): TaskTally {
	const all = [...tasks].map((task) => figuresOf(task, now, calendar, dueSoonDays));
	return tallyOf(all);
}

/** @param counted what {@link figuresOf} says of each task */
export function tallyOf(counted: Iterable<readonly TaskFigure[]>): TaskTally {
	const n = noneOf();
	for (const figures of counted) for (const name of figures) n[name] += 1;
	return tallyFrom(n);
}

function noneOf(): Record<TaskFigure, number> {
	return Object.fromEntries(TASK_FIGURES.map((name) => [name, 0])) as Record<TaskFigure, number>;
}

function tallyFrom(n: Record<TaskFigure, number>): TaskTally {
	const dated = n['done.onTime'] + n['done.late'];
	return {
		total: n.total,
		done: {
			onTime: n['done.onTime'],
			late: n['done.late'],
			noDate: n['done.noDate'],
			total: n['done.total']
		},
		open: {
			inTime: n['open.inTime'],
			dueSoon: n['open.dueSoon'],
			overdue: n['open.overdue'],
			noDate: n['open.noDate'],
			standing: n['open.standing'],
			total: n['open.total']
		},
		unacknowledged: n.unacknowledged,
		submitted: n.submitted,
		noDateOld: n.noDateOld,
		overdueAge: {
			le7: n['overdueAge.le7'],
			d8_30: n['overdueAge.d8_30'],
			d31_90: n['overdueAge.d31_90'],
			gt90: n['overdueAge.gt90']
		},
		onTimeRate: dated === 0 ? null : n['done.onTime'] / dated
	};
}

/** The same day three months earlier; the last day of that month when it has no such day. */
function threeMonthsBefore(day: Day): Day {
	const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
	const first = new Date(Date.UTC(year, month - 4, 1));
	const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
	first.setUTCDate(Math.min(date, last));
	return first.toISOString().slice(0, 10);
}

/** So many tasks that are alike in all that the figures tell apart. */
export interface TaskGroup extends TaskSort {
	count: number;
}

/** The figures of tasks that were counted in groups; revoked ones are in none. */
export function tallyTaskGroups(groups: Iterable<TaskGroup>): TaskTally {
	const n = noneOf();
	for (const group of groups) for (const name of figuresOfKind(group)) n[name] += group.count;
	return tallyFrom(n);
}

/** No task at all. */
export function noTasks(): TaskTally {
	return {
		total: 0,
		done: { onTime: 0, late: 0, noDate: 0, total: 0 },
		open: { inTime: 0, dueSoon: 0, overdue: 0, noDate: 0, standing: 0, total: 0 },
		unacknowledged: 0,
		submitted: 0,
		noDateOld: 0,
		overdueAge: { le7: 0, d8_30: 0, d31_90: 0, gt90: 0 },
		onTimeRate: null
	};
}

/** The figures of several agencies together; the rate is divided anew. */
export function sumTaskTallies(tallies: Iterable<TaskTally>): TaskTally {
	const sum = noTasks();
	for (const one of tallies) {
		addCounts(sum.done, one.done);
		addCounts(sum.open, one.open);
		addCounts(sum.overdueAge, one.overdueAge);
		sum.total += one.total;
		sum.unacknowledged += one.unacknowledged;
		sum.submitted += one.submitted;
		sum.noDateOld += one.noDateOld;
	}
	return rated(sum);
}

function addCounts(to: Record<string, number>, from: Record<string, number>): void {
	for (const [figure, count] of Object.entries(from)) to[figure] = (to[figure] ?? 0) + count;
}

function rated(tally: TaskTally): TaskTally {
	const dated = tally.done.onTime + tally.done.late;
	return { ...tally, onTimeRate: dated === 0 ? null : tally.done.onTime / dated };
}
