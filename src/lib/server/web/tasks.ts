import type { RequestEvent } from '@sveltejs/kit';
import type { z } from 'zod';
import type { Reader } from '#lib/domain/accounts/reader.ts';
import { dayOf, isoOf, type Instant } from '#lib/domain/calendar/time.ts';
import { parameterOn } from '#lib/domain/deadlines/parameters.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import { possibleActs, type TaskAct } from '#lib/domain/tasks/acts.ts';
import { tallyTasks, type TaskTally } from '#lib/domain/tasks/tally.ts';
import { timelinessOf } from '#lib/domain/tasks/timeliness.ts';
import type { ConfirmedTask, TaskActor } from '../commands/tasks.ts';
import type { Desk } from '../desk.ts';
import { readAs } from '../store/reading.ts';
import type { LoadedRules } from '../store/rulebook.ts';
import {
	eventsOfTask,
	listTasks,
	taskByCode,
	type KeptTask,
	type KeptTaskEvent
} from '../store/tasks.ts';
import type { directiveIssue, taskAct, taskItem, taskListParams } from './task-shapes.ts';

export type TaskItem = z.output<typeof taskItem>;

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
	for (const { lead, coordinating, tracker, ...rest } of tasks) {
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
 * The tasks that a reader sees, with the figures of all of them and the list narrowed further: the
 * figures and the list are of the same rows, so that they cannot differ.
 * @returns null for an agency that nobody knows
 */
export async function readTasks(
	{ db, rulebook, clock }: Desk,
	reader: Reader,
	asked: z.output<typeof taskListParams>
): Promise<{ total: number; tally: TaskTally; items: TaskItem[] } | null> {
	const rules = await rulebook.current();
	const now = clock.now();
	const agencyId = asked.agency === undefined ? null : rules.directory.byCode(asked.agency);
	if (asked.agency !== undefined && agencyId === null) return null;
	const rows = await readAs(db, reader, async (sql) =>
		listTasks(sql, {
			agencyIds: agencyId === null ? null : rules.directory.descendants(agencyId, dayOf(now)),
			directive: asked.directive ?? null
		})
	);
	const soon = dueSoonDays(rules, now);
	const items = rows
		.map((row) => shownTask(row, rules, reader, now))
		.filter(
			({ state, timeliness }) =>
				(asked.state === undefined || state === asked.state) &&
				(asked.timeliness === undefined || timeliness === asked.timeliness)
		);
	const tally = tallyTasks(
		rows.map(({ task }) => task),
		now,
		rules.calendar,
		soon
	);
	return { total: items.length, tally, items };
}

/** One task with all that happened to it; null when it does not exist for the reader. */
export async function readTask(
	{ db, rulebook, clock }: Desk,
	reader: Reader,
	code: string
): Promise<
	| (TaskItem & {
			dues: { due: string | null; at: string; document: string | null }[];
			events: (Omit<KeptTaskEvent, 'at'> & { at: string })[];
	  })
	| null
> {
	const rules = await rulebook.current();
	const found = await readAs(db, reader, async (sql) => {
		const kept = await taskByCode(sql, code);
		return kept === null ? null : { kept, events: await eventsOfTask(sql, kept.id) };
	});
	if (found === null) return null;
	const { kept, events } = found;
	return {
		...shownTask(kept, rules, reader, clock.now()),
		dues: kept.task.dues.map(({ at, ...rest }) => ({ ...rest, at: isoOf(at) })),
		events: events.map(({ at, ...event }) => ({ ...event, at: isoOf(at) }))
	};
}

function shownTask(
	{ code, path, directive, task }: KeptTask,
	rules: LoadedRules,
	reader: Reader,
	now: Instant
): TaskItem {
	const agency = (id: number) => ({
		code: rules.codeOf(id),
		name: rules.directory.latest(id)?.name ?? rules.codeOf(id)
	});
	const at = (instant: Instant | null) => (instant === null ? null : isoOf(instant));
	return {
		...{ code, path, directive },
		...{ text: task.text, product: task.product, source: task.source },
		lead: agency(task.leadId),
		coordinating: task.coordinatingIds.map(agency),
		tracker: agency(task.trackerId),
		state: task.state,
		timeliness: timelinessOf(task, now, rules.calendar, dueSoonDays(rules, now)),
		...{ urgency: task.urgency, firstDue: task.firstDue, due: task.due, dueFrom: task.dueFrom },
		condition: task.condition,
		units: task.units.length === 0 ? null : { done: task.unitsDone.length, of: task.units.length },
		extension:
			task.extension === null
				? null
				: { until: task.extension.until, askedAt: isoOf(task.extension.askedAt) },
		assignedAt: isoOf(task.assignedAt),
		acknowledgedAt: at(task.acknowledgedAt),
		submittedAt: at(task.submittedAt),
		doneAt: at(task.doneAt),
		relapses: task.relapses,
		mayDo: possibleActs(task, reader, dayOf(now))
	};
}

function dueSoonDays({ parameters }: LoadedRules, now: Instant): number {
	return parameterOn(parameters.taskDueSoonWorkingDays, dayOf(now));
}
