import type { MirroredTask } from '#lib/domain/tasks/task.ts';
import type { Sql } from './database.ts';
import { holdTask, type KeptTask } from './tasks.ts';

/** One at a time of those that tell of the tasks of one other software, until the transaction ends. */
export async function lockMirror(sql: Sql, system: string): Promise<void> {
	await sql`select pg_advisory_xact_lock(hashtext('task-mirror'), hashtext(${system}))`;
}

/** A mirrored task, held, with what it was last told by; null: never heard of. */
export async function holdMirrored(
	sql: Sql,
	system: string,
	number: string
): Promise<{ kept: KeptTask; told: MirroredTask } | null> {
	const [row] = await sql<{ code: string; told: MirroredTask }[]>`
		select t.code, e.body -> 'told' as told from tasks t
		join task_events e on e.task_id = t.id and e.n = t.events and e.kind = 'mirrored'
		where t.origin_system = ${system} and t.origin_number = ${number}`;
	if (row === undefined) return null;
	const kept = await holdTask(sql, row.code);
	return kept === null ? null : { kept, told: row.told };
}
