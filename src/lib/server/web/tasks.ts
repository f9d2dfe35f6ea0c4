import type { RequestEvent } from '@sveltejs/kit';
import type { z } from 'zod';
import type { Reader } from '#lib/domain/accounts/reader.ts';
import { isoOf } from '#lib/domain/calendar/time.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import type { TaskAct } from '#lib/domain/tasks/acts.ts';
import type { ShownTaskEvent, TaskDetail, TaskItem } from '#lib/domain/tasks/shown.ts';
import type { TaskTally } from '#lib/domain/tasks/tally.ts';
import type { ConfirmedTask } from '../commands/tasks/issue.ts';
import type { TaskActor } from '../commands/tasks/turn.ts';
import type { Desk } from '../desk.ts';
import { readAs } from '../store/reading.ts';
import type { LoadedRules } from '../store/rulebook.ts';
import { shownEvidence } from '#lib/domain/evidence/item.ts';
import { evidenceOf } from '../store/evidence.ts';
import { seriesOfTask } from '../store/task-series.ts';
import { eventsOfTask, taskByCode } from '../store/tasks.ts';
import { shownTask } from './task-items.ts';
import { taskRows } from './task-rows.ts';
import type { directiveIssue, taskAct, taskListParams } from './task-shapes.ts';

/** Who acts on tasks by this request. */
export function taskActorOf(event: RequestEvent, reader: Reader): TaskActor {
	const now = event.locals.desk.clock.now();
	return { reader, address: event.getClientAddress(), now, realNow: Date.now() };
}

/** The tasks of a document with agencies as the store knows them; refused for a code that nobody has. */
export function confirmedTasks(
	rules: LoadedRules,
	tasks: z.output<typeof directiveIssue>['tasks']
): Decision<ConfirmedTask[]> {
	const found: ConfirmedTask[] = [];
	for (const { lead, coordinating, tracker, span: _, ...rest } of tasks) {
		const ids = [lead, tracker, ...coordinating].map((code) => rules.directory.byCode(code));
		const [leadId, trackerId, ...coordinatingIds] = ids.filter((id) => id !== null);
		if (ids.includes(null) || leadId === undefined || trackerId === undefined) {
			return refused('task.agency_unknown', { field: 'tasks' });
		}
		found.push({ ...rest, leadId, trackerId, coordinatingIds });
	}
	return accepted(found);
}

/** An act as the domain knows it. */
export function actOfBody(rules: LoadedRules, body: z.output<typeof taskAct>): Decision<TaskAct> {
	if (body.kind !== 'correction_decided') return accepted(body);
	const { kind, lead, document } = body;
	const leadId = lead === null ? null : rules.directory.byCode(lead);
	if (lead !== null && leadId === null) return refused('task.agency_unknown', { field: 'lead' });
	return accepted({ kind, leadId, document });
}

/**
 * The tasks that a reader sees, with the figures of all of them and the list narrowed further.
 * @returns null for an agency that nobody knows
 */
export async function readTasks(
	desk: Desk,
	reader: Reader,
	asked: z.output<typeof taskListParams>
): Promise<{ total: number; tally: TaskTally; items: TaskItem[]; next: number | null } | null> {
	const found = await taskRows(desk, reader, asked);
	if (found === null) return null;
	const { offset = 0, limit = 500 } = asked;
	const end = offset + limit;
	return {
		total: found.rows.length,
		tally: found.tally,
		items: found.rows.slice(offset, end).map(({ item }) => item),
		next: end < found.rows.length ? end : null
	};
}

/** One task with all that happened to it; null when it does not exist for the reader. */
export async function readTask(
	{ db, rulebook, clock }: Desk,
	reader: Reader,
	code: string
): Promise<TaskDetail | null> {
	const rules = await rulebook.current();
	const found = await readAs(db, reader, async (sql) => {
		const kept = await taskByCode(sql, code);
		return kept === null
			? null
			: {
					kept,
					events: await eventsOfTask(sql, kept.id, reader),
					files: await evidenceOf(sql, { kind: 'task', code }),
					series: await seriesOfTask(sql, kept.id)
				};
	});
	if (found === null) return null;
	const { kept, events, files, series } = found;
	return {
		...shownTask(kept, rules, reader, clock.now()),
		series,
		unitList: kept.task.units.map((name) => ({
			name,
			done: kept.task.unitsDone.includes(name)
		})),
		files: files.map(shownEvidence),
		dues: kept.task.dues.map(({ at, ...rest }) => ({ ...rest, at: isoOf(at) })),
		events: events.map(({ at, ...event }) => ({ ...event, at: isoOf(at) }) as ShownTaskEvent)
	};
}
