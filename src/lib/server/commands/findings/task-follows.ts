import { dayOf } from '#lib/domain/calendar/time.ts';
import type { Finding, FindingEvent } from '#lib/domain/findings/finding.ts';
import { decide, type TaskAct } from '#lib/domain/tasks/acts.ts';
import { after, type TaskEvent } from '#lib/domain/tasks/task.ts';
import type { Sql } from '#lib/server/store/database.ts';
import { append } from '#lib/server/store/ledger.ts';
import { holdTask, saveTask, type KeptTask } from '#lib/server/store/tasks.ts';
import type { FindingActor } from './turn.ts';

/**
 * The task of a finding goes with it, so that nobody says the same thing twice: who reports the finding
 * mended has handed in its task, who re-inspects and passes it has confirmed the task, as far as they may
 * do that to the task; and what was found not to be mended goes back to work, its task too.
 *
 * @returns the task as it has become; null: it stays as it was
 */
export async function moveTask(
	sql: Sql,
	{ task: code }: Finding,
	event: FindingEvent,
	by: FindingActor
): Promise<KeptTask | null> {
	if (code === null || (event.kind !== 'mended' && event.kind !== 'reinspected')) return null;
	const held = await holdTask(sql, code);
	if (held === null) return null;
	let moved = held;
	for (const next of eventsFor(held, event, by)) {
		const task = after(moved.task, next);
		await saveTask(sql, moved, { task, event: next }, by.reader.account?.id ?? null);
		moved = { ...moved, task, events: moved.events + 1 };
	}
	return moved === held ? null : moved;
}

/** Tells open pages of a task that has moved with its finding. */
export async function announceTask(sql: Sql, { code, task }: KeptTask, by: FindingActor) {
	const { leadId, trackerId, coordinatingIds } = task;
	const agencies = [...new Set([leadId, trackerId, ...coordinatingIds])];
	await append(sql, { at: by.now, kind: 'tasks', agencies, ids: [code] });
}

function eventsFor(
	{ task }: KeptTask,
	event: FindingEvent & { kind: 'mended' | 'reinspected' },
	{ reader, now }: FindingActor
): TaskEvent[] {
	const at = Math.max(now, task.lastMovedAt);
	if (event.kind === 'reinspected' && !event.passed) {
		const reason = event.text === '' ? 'Phúc tra: chưa đạt' : event.text;
		const due = task.due !== null && task.due >= dayOf(at) ? task.due : null;
		if (task.state === 'submitted') return [{ kind: 'sent_back', reason, at }];
		return task.state === 'done' ? [{ kind: 'reopened', reason, due, at }] : [];
	}
	const handedIn: TaskAct[] =
		event.kind === 'mended'
			? [
					// Who reports it mended has taken it up.
					...(task.state === 'assigned' ? [{ kind: 'acknowledged' as const }] : []),
					{ kind: 'submitted', evidence: [...event.evidence] }
				]
			: [{ kind: 'verified' }];
	const events: TaskEvent[] = [];
	let stands = task;
	for (const act of handedIn) {
		const decision = decide(stands, act, reader, at);
		if (!decision.accepted) return [];
		events.push(decision.value);
		stands = after(stands, decision.value);
	}
	return events;
}
