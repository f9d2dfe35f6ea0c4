import type { Reader } from '#lib/domain/accounts/reader.ts';
import type { Instant } from '#lib/domain/calendar/time.ts';
import type { Task, TaskTerms } from '#lib/domain/tasks/task.ts';
import { withTransaction, type Database, type Sql } from '#lib/server/store/database.ts';
import { append } from '#lib/server/store/ledger.ts';

/** Who acts and from where; `now` is the domain's, `realNow` that of the record of acts. */
export interface TaskActor {
	reader: Reader;
	address: string;
	now: Instant;
	realNow: Instant;
}

/** Whether a task exists for somebody: whose agency answers for it, coordinates or follows it. */
export function seesTask(reader: Reader, task: Task): boolean {
	const reach = reader.kind === 'system' ? 'all' : reader.grants.seeTasks;
	if (reach === undefined || reach === 'all') return reach === 'all';
	return [task.leadId, task.trackerId, ...task.coordinatingIds].some((id) => reach.includes(id));
}

/** One transaction that may change tasks. */
export async function inTurn<T>(database: Database, work: (sql: Sql) => Promise<T>): Promise<T> {
	return withTransaction(database, async ({ sql }) => work(sql), { scope: 'tasks' });
}

/** Tells open pages which tasks moved, and whose they are: once for all of them. */
export async function announce(
	sql: Sql,
	at: Instant,
	ids: string[],
	tasks: readonly Pick<TaskTerms, 'leadId' | 'trackerId' | 'coordinatingIds'>[]
): Promise<void> {
	const agencies = new Set(
		tasks.flatMap(({ leadId, trackerId, coordinatingIds }) => [
			leadId,
			trackerId,
			...coordinatingIds
		])
	);
	await append(sql, { at, kind: 'tasks', agencies: [...agencies], ids });
}
