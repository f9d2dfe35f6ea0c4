import type { z } from 'zod';
import type { Reader } from '#lib/domain/accounts/reader.ts';
import { addDays, dayOf, weekdayOf, type Day, type Instant } from '#lib/domain/calendar/time.ts';
import type { TaskItem } from '#lib/domain/tasks/shown.ts';
import { figuresOf, tallyOf, type TaskFigure, type TaskTally } from '#lib/domain/tasks/tally.ts';
import type { Task } from '#lib/domain/tasks/task.ts';
import { fold } from '#lib/domain/words/fold.ts';
import type { Desk } from '../desk.ts';
import { readAs } from '../store/reading.ts';
import type { LoadedRules } from '../store/rulebook.ts';
import { listTasks, type KeptTask } from '../store/tasks.ts';
import { dueSoonDays, shownTask } from './task-items.ts';
import type { taskListParams } from './task-shapes.ts';

/** A task of a list with what it is counted in. */
export interface TaskRow {
	item: TaskItem;
	figures: readonly TaskFigure[];
	task: Task;
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
	const kept = await readAs(db, reader, async (sql) =>
		listTasks(sql, {
			agencyIds:
				agencyId === null
					? null
					: asked.own === 'true'
						? [agencyId]
						: rules.directory.descendants(agencyId, dayOf(now)),
			directive: asked.directive ?? null
		})
	);
	const week = asked.week === undefined ? null : mondayOf(asked.week);
	const words = fold(asked.q ?? '');
	const soon = dueSoonDays(rules, now);
	const all = kept
		.filter(
			(one) =>
				isOfOrigin(one.task, asked.origin) &&
				(week === null || (one.task.due !== null && mondayOf(one.task.due) === week)) &&
				(words === '' || isAsked(one, words))
		)
		.map((one) => ({
			item: shownTask(one, rules, reader, now),
			figures: figuresOf(one.task, now, rules.calendar, soon),
			task: one.task
		}));
	const rows = all.filter(
		({ item, figures }) =>
			(asked.figure === undefined || figures.includes(asked.figure)) &&
			(asked.state === undefined || item.state === asked.state) &&
			(asked.timeliness === undefined || item.timeliness === asked.timeliness) &&
			(asked.waits === undefined || item.waits.some((wait) => wait.for === asked.waits))
	);
	return { rows, tally: tallyOf(all.map(({ figures }) => figures)), rules, now };
}

/** The Monday of a day's week. */
export function mondayOf(day: Day): Day {
	return addDays(day, 1 - weekdayOf(day));
}

/** `here`, `mirrored`, or the name of one other software; not asked: all, counted together. */
function isOfOrigin({ origin }: Task, asked: string | undefined): boolean {
	if (asked === undefined) return true;
	if (asked === 'here') return origin === null;
	return asked === 'mirrored' ? origin !== null : origin?.system === asked;
}

/** A whole code asks for that task alone: NV-1 is not NV-12. */
const TASK_CODE = /^nv-\d+$/;

function isAsked(one: KeptTask, words: string): boolean {
	return TASK_CODE.test(words) ? fold(one.code) === words : searched(one).includes(words);
}

function searched({ code, directive, task }: KeptTask): string {
	return fold(`${code} ${directive?.number ?? ''} ${directive?.subject ?? ''} ${task.text}`);
}
