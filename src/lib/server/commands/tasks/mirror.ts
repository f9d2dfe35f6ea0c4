import { may } from '#lib/domain/accounts/reader.ts';
import { actorOf } from '#lib/domain/audit/entry.ts';
import { refused, accepted, type Decision } from '#lib/domain/refusal.ts';
import { mirrorOutcome, termsOf, type MirrorOutcome } from '#lib/domain/tasks/mirror.ts';
import { after, begun, type MirroredTask, type Task } from '#lib/domain/tasks/task.ts';
import { record } from '#lib/server/store/audit.ts';
import type { Database, Sql } from '#lib/server/store/database.ts';
import { holdMirrored, lockMirror } from '#lib/server/store/task-mirror.ts';
import { holdTask, insertTask, saveTask } from '#lib/server/store/tasks.ts';
import { announce, inTurn, type TaskActor } from './turn.ts';

/** A task of another software by its number there. */
export interface ToldTask {
	number: string;
	told: MirroredTask;
}

/** How many of what was told did what; `outcomes` in the order in which it was told. */
export interface MirrorResult {
	outcomes: MirrorOutcome[];
	taken: boolean;
}

/**
 * Takes what another tracking software tells of its tasks: all in one transaction, of one software one
 * after the other, so that neither repeating nor order matters. Nothing of it is acted on here.
 *
 * @param given `dryRun`: what would be done is told, and nothing is kept
 */
export async function mirrorTasks(
	database: Database,
	given: { system: string; tasks: readonly ToldTask[]; dryRun: boolean },
	by: TaskActor
): Promise<Decision<MirrorResult>> {
	if (!may(by.reader, 'mirrorTasks')) return refused('task.not_yours', { act: 'mirrored' });
	const { system, dryRun } = given;
	return inTurn(database, async (sql) => {
		await lockMirror(sql, system);
		const outcomes: MirrorOutcome[] = [];
		const codes: string[] = [];
		const moved: Task[] = [];
		// In one file a number may stand twice: a dry run has to see the first as if it were kept.
		const seen = new Map<string, MirroredTask>();
		for (const { number, told } of given.tasks) {
			const held = await holdMirrored(sql, system, number);
			const before = seen.get(number) ?? held?.told ?? null;
			const outcome = mirrorOutcome(before, told);
			outcomes.push(outcome);
			if (outcome === 'stale' || outcome === 'unchanged') continue;
			if (dryRun) {
				seen.set(number, told);
				continue;
			}
			const one = await keep(sql, { system, number, told }, held?.kept ?? null, by);
			if (outcome === 'confirmed') continue;
			codes.push(one.code);
			moved.push(...one.tasks);
		}
		if (dryRun) return accepted({ outcomes, taken: false });
		if (codes.length > 0) {
			const count = (what: MirrorOutcome) => outcomes.filter((one) => one === what).length;
			await record(sql, {
				at: by.realNow,
				actor: actorOf(by.reader, by.address),
				action: 'task.mirror',
				subject: null,
				before: null,
				after: { system, added: count('added'), changed: count('changed') }
			});
			await announce(sql, by.now, codes, moved);
		}
		return accepted({ outcomes, taken: true });
	});
}

async function keep(
	sql: Sql,
	{ system, number, told }: ToldTask & { system: string },
	kept: Awaited<ReturnType<typeof holdTask>>,
	by: TaskActor
): Promise<{ code: string; tasks: Task[] }> {
	const account = by.reader.account?.id ?? null;
	const event = { kind: 'mirrored' as const, told, at: by.now };
	let held = kept;
	if (held === null) {
		const first = {
			kind: 'assigned' as const,
			at: by.now,
			terms: termsOf(told, { system, number })
		};
		const begins = { directiveId: null, path: null, task: begun(first), event: first };
		held = await holdTask(sql, await insertTask(sql, begins, account));
		if (held === null) throw new Error('a mirrored task was not kept');
	}
	const task = after(held.task, event);
	await saveTask(sql, held, { task, event }, account);
	return { code: held.code, tasks: [held.task, task] };
}
