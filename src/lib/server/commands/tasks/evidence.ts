import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import { mayAct, TASK_RULES } from '#lib/domain/tasks/acts.ts';
import type { Sql } from '#lib/server/store/database.ts';
import { holdTask } from '#lib/server/store/tasks.ts';
import { seesTask, type TaskActor } from './turn.ts';

/**
 * Whether somebody may hand in a file for a task now: who reports on it, while it takes reports. The file
 * counts as handed in when a report names its code.
 */
export async function mayAddToTask(
	sql: Sql,
	code: string,
	{ reader }: Pick<TaskActor, 'reader'>
): Promise<Decision<null>> {
	const held = await holdTask(sql, code);
	if (held === null) return refused('task.unknown');
	if (!mayAct(held.task, 'submitted', reader)) {
		// What one does not see does not exist; whoever sees it and may not is told so.
		return refused(seesTask(reader, held.task) ? 'task.not_yours' : 'task.unknown');
	}
	if (held.task.origin !== null || !TASK_RULES.submitted.in.includes(held.task.state)) {
		return refused('task.not_now', { state: held.task.state });
	}
	return accepted(null);
}
