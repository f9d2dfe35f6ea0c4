import { actorOf } from '#lib/domain/audit/entry.ts';
import type { Day } from '#lib/domain/calendar/time.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import { decide, type TaskAct } from '#lib/domain/tasks/acts.ts';
import { after, type Task } from '#lib/domain/tasks/task.ts';
import { record } from '#lib/server/store/audit.ts';
import { evidenceKnown } from '#lib/server/store/evidence.ts';
import type { Database } from '#lib/server/store/database.ts';
import { holdTask, holdTasksOf, saveTask, type KeptTask } from '#lib/server/store/tasks.ts';
import type { IssuedDirective } from './issue.ts';
import { announce, inTurn, seesTask, type TaskActor } from './turn.ts';

/** What became of a task by an act. */
export interface ActedTask {
	code: string;
	state: Task['state'];
	due: Day | null;
}

/** Does one act to a task: two who act at once go one after the other, and the second is told (T33). */
export async function actOnTask(
	database: Database,
	{ code, act }: { code: string; act: TaskAct },
	by: TaskActor
): Promise<Decision<ActedTask>> {
	return inTurn(database, async (sql) => {
		const held = await holdTask(sql, code);
		if (held === null || !seesTask(by.reader, held.task)) return refused('task.unknown');
		const at = Math.max(by.now, held.task.lastMovedAt);
		const decision = decide(held.task, act, by.reader, at);
		if (!decision.accepted) return decision;
		const files = filesNamedBy(act);
		if ((await evidenceKnown(sql, { kind: 'task', code }, files)).size < new Set(files).size) {
			return refused('evidence.unknown');
		}
		const event = decision.value;
		const task = after(held.task, event);
		await saveTask(sql, held, { task, event }, by.reader.account?.id ?? null);
		await record(sql, {
			at: by.realNow,
			actor: actorOf(by.reader, by.address),
			action: 'task.act',
			subject: `task:${code}`,
			before: { state: held.task.state, due: held.task.due },
			after: { act: act.kind, state: task.state, due: task.due }
		});
		await announce(sql, by.now, [code], [held.task, task]);
		return accepted({ code, state: task.state, due: task.due });
	});
}

/**
 * Whether an act would be done as things stand, without doing it: asked before files are kept for it, so
 * that a report that is refused leaves none behind.
 */
export async function wouldAct(
	database: Database,
	{ code, act }: { code: string; act: TaskAct },
	by: TaskActor
): Promise<Decision<null>> {
	return inTurn(database, async (sql) => {
		const held = await holdTask(sql, code);
		if (held === null || !seesTask(by.reader, held.task)) return refused('task.unknown');
		const at = Math.max(by.now, held.task.lastMovedAt);
		const decision = decide(held.task, act, by.reader, at);
		return decision.accepted ? accepted(null) : decision;
	});
}

/**
 * Takes up all that a document still asks of the agencies whose head the reader is: a head says it once
 * for a document, not once for each of its tasks.
 */
export async function acknowledgeDirective(
	database: Database,
	code: string,
	by: TaskActor
): Promise<Decision<IssuedDirective>> {
	const reach = by.reader.grants.acknowledgeTasks ?? [];
	return inTurn(database, async (sql) => {
		const held = await holdTasksOf(sql, code, reach === 'all' ? null : reach);
		if (held.length === 0) return refused('directive.unknown');
		const waiting = held.filter(({ task }) => task.state === 'assigned');
		if (waiting.length === 0) return refused('directive.already_acknowledged');
		const moved: KeptTask[] = [];
		for (const kept of waiting) {
			const at = Math.max(by.now, kept.task.lastMovedAt);
			const decision = decide(kept.task, { kind: 'acknowledged' }, by.reader, at);
			if (!decision.accepted) return decision;
			const task = after(kept.task, decision.value);
			await saveTask(sql, kept, { task, event: decision.value }, by.reader.account?.id ?? null);
			moved.push({ ...kept, task });
		}
		const codes = moved.map((kept) => kept.code);
		await record(sql, {
			at: by.realNow,
			actor: actorOf(by.reader, by.address),
			action: 'directive.acknowledge',
			subject: `directive:${code}`,
			before: null,
			after: { tasks: codes }
		});
		const concerned = moved.map(({ task }) => task);
		await announce(sql, by.now, codes, concerned);
		return accepted({ code, tasks: codes });
	});
}

/** What looks like the code of a file of ours; anything else names a document. */
function filesNamedBy(act: TaskAct): string[] {
	const named =
		act.kind === 'submitted' ? act.evidence : act.kind === 'progressed' ? act.evidence : [];
	return (named ?? []).filter((one) => /^MC-\d+$/.test(one));
}
