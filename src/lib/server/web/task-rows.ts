import type { z } from 'zod';
import type { Reader } from '#lib/domain/accounts/reader.ts';
import { addDays, dayOf, weekdayOf, type Day, type Instant } from '#lib/domain/calendar/time.ts';
import type { TaskItem } from '#lib/domain/tasks/shown.ts';
import {
	figuresOf,
	figuresOfKind,
	tallyOf,
	tallyTaskGroups,
	type TaskFigure,
	type TaskSort,
	type TaskTally
} from '#lib/domain/tasks/tally.ts';
import type { Task } from '#lib/domain/tasks/task.ts';
import { timelinessOf } from '#lib/domain/tasks/timeliness.ts';
import { fold } from '#lib/domain/words/fold.ts';
import type { Desk } from '../desk.ts';
import { readAs } from '../store/reading.ts';
import type { LoadedRules } from '../store/rulebook.ts';
import { sortedTasks } from '../store/task-figures.ts';
import { listTasks, type KeptTask, type TaskNarrowing } from '../store/tasks.ts';
import { dueSoonDays, shownTask, waitsOf } from './task-items.ts';
import type { taskListParams } from './task-shapes.ts';

/** A task of a list with what it is counted in. */
export interface TaskRow {
	readonly item: TaskItem;
	figures: readonly TaskFigure[];
	task: Task;
	directive: KeptTask['directive'];
}

export interface TaskRows {
	/** Narrowed by all that was asked. */
	rows: TaskRow[];
	/** Of the tasks before `figure`, `state`, `timeliness` and `waits` narrow them. */
	tally: TaskTally;
	rules: LoadedRules;
	now: Instant;
}

/**
 * The tasks that a reader sees: agency, document, origin, week and words say of what the figures are, figure,
 * state and timeliness what of it is listed. Both are of the same rows, so that they cannot differ.
 *
 * @returns null for an agency that nobody knows
 */
export async function taskRows(
	{ db, rulebook, clock }: Pick<Desk, 'db' | 'rulebook' | 'clock'>,
	reader: Reader,
	asked: z.output<typeof taskListParams>
): Promise<TaskRows | null> {
	const rules = await rulebook.current();
	const now = clock.now();
	const agencyId = asked.agency === undefined ? null : rules.directory.byCode(asked.agency);
	if (asked.agency !== undefined && agencyId === null) return null;
	const week = asked.week === undefined ? null : mondayOf(asked.week);
	const words = fold(asked.q ?? '');
	const narrowing: TaskNarrowing = {
		agencyIds:
			agencyId === null
				? null
				: asked.own === 'true'
					? [agencyId]
					: rules.directory.descendants(agencyId, dayOf(now)),
		directive: asked.directive ?? null,
		due: week === null ? null : { from: week, to: addDays(week, 6) },
		origin: asked.origin ?? null
	};
	const isOfSort = (sort: TaskSort) =>
		(asked.figure === undefined || figuresOfKind(sort).includes(asked.figure)) &&
		(asked.state === undefined || sort.state === asked.state) &&
		(asked.timeliness === undefined || sort.timeliness === asked.timeliness);
	const { kept, counted } = await readAs(db, reader, async (sql) => {
		// Words are looked for here, in every task; without them only those listed are read.
		if (words !== '') return { kept: await listTasks(sql, narrowing), counted: null };
		const { groups, idsOf } = await sortedTasks(sql, rules, now, narrowing);
		const sorts = groups.filter(isOfSort);
		const all = sorts.length === groups.length;
		const ids = all ? null : idsOf(sorts);
		return {
			kept: sorts.length === 0 ? [] : await listTasks(sql, { ...narrowing, ids }),
			counted: tallyTaskGroups(groups)
		};
	});
	const soon = dueSoonDays(rules, now);
	const all = kept
		.filter((one) => words === '' || isAsked(one, words))
		.map((one): TaskRow => {
			let item: TaskItem | undefined;
			return {
				// Made for those that are shown.
				get item() {
					return (item ??= shownTask(one, rules, reader, now));
				},
				figures: figuresOf(one.task, now, rules.calendar, soon),
				task: one.task,
				directive: one.directive
			};
		});
	const rows = all.filter(
		({ figures, task }) =>
			(asked.figure === undefined || figures.includes(asked.figure)) &&
			(asked.state === undefined || task.state === asked.state) &&
			(asked.timeliness === undefined ||
				timelinessOf(task, now, rules.calendar, soon) === asked.timeliness) &&
			(asked.waits === undefined || waitsOf(task).some((wait) => wait.for === asked.waits))
	);
	const tally = counted ?? tallyOf(all.map(({ figures }) => figures));
	return { rows, tally, rules, now };
}

/** The Monday of a day's week. */
export function mondayOf(day: Day): Day {
	return addDays(day, 1 - weekdayOf(day));
}

/** A whole code asks for that task alone: NV-1 is not NV-12. */
const TASK_CODE = /^nv-\d+$/;

function isAsked(one: KeptTask, words: string): boolean {
	return TASK_CODE.test(words) ? fold(one.code) === words : searched(one).includes(words);
}

function searched({ code, directive, task }: KeptTask): string {
	return fold(`${code} ${directive?.number ?? ''} ${directive?.subject ?? ''} ${task.text}`);
}
