import type { Day, Instant } from '#lib/domain/calendar/time.ts';
import type { Opinion, OpinionState } from '#lib/domain/opinions/opinion.ts';
import type { Task } from '#lib/domain/tasks/task.ts';
import type { Sql } from './database.ts';

/** An opinion and what it has become. */
export interface KeptOpinion {
	id: number;
	code: string;
	opinion: Opinion;
	/** Null until it is issued. */
	task: { code: string; state: Task['state']; folded: Task } | null;
}

type Row = Opinion & Pick<KeptOpinion, 'id' | 'code' | 'task'>;

const COLUMNS = `o.id, o.code, o.state, o.agency_id as "agencyId", o.text, o.due, o.cause, o.counted,
	o.counted_at as "countedAt", o.leader_id as "leaderId", o.prepared_by as "preparedBy",
	o.prepared_at as "preparedAt", o.given_at as "givenAt", o.settled_at as "settledAt", o.word,
	case when t.id is not null then json_build_object('code', t.code, 'state', t.state, 'folded', t.folded)
		end as task`;
const FROM = `opinions o left join tasks t on t.id = o.task_id`;

/**
 * One that says the same of the same number as it was shown at the same instant, and still waits. Holds
 * the leader until the transaction ends, so that of two that come at once the second finds the first.
 */
export async function sameOpinion(sql: Sql, opinion: Opinion): Promise<string | null> {
	const { leaderId, state, agencyId, text, due, cause } = opinion;
	await sql`select pg_advisory_xact_lock(hashtext('opinions'), ${leaderId})`;
	const [row] = await sql<{ code: string }[]>`
		select code from opinions
		where leader_id = ${leaderId} and state = ${state} and agency_id = ${agencyId}
			and text = ${text} and due = ${due} and cause = ${JSON.stringify(cause)}::text::jsonb`;
	return row?.code ?? null;
}

/** @returns its public code */
export async function insertOpinion(sql: Sql, opinion: Opinion): Promise<string> {
	const { agencyId, text, due, cause, counted, countedAt } = opinion;
	const { state, leaderId, preparedBy, preparedAt, givenAt } = opinion;
	const [row] = await sql<{ code: string }[]>`
		insert into opinions (state, agency_id, text, due, cause, counted, counted_at, leader_id,
			prepared_by, prepared_at, given_at)
		values (${state}, ${agencyId}, ${text}, ${due}, ${JSON.stringify(cause)}::text::jsonb, ${counted},
			${countedAt}::timestamptz, ${leaderId}, ${preparedBy}, ${preparedAt}::timestamptz,
			${givenAt}::timestamptz)
		returning code`;
	if (row === undefined) throw new Error('an opinion was not kept');
	return row.code;
}

/** An opinion by its public code, held until the transaction ends. */
export async function holdOpinion(sql: Sql, code: string): Promise<KeptOpinion | null> {
	const [row] = await sql<Row[]>`
		select ${sql.unsafe(COLUMNS)} from ${sql.unsafe(FROM)} where o.code = ${code} for update of o`;
	return row === undefined ? null : keptOf(row);
}

/** Those that the reader of the transaction sees, the newest first. */
export async function listOpinions(sql: Sql): Promise<KeptOpinion[]> {
	const rows = await sql<Row[]>`
		select ${sql.unsafe(COLUMNS)} from ${sql.unsafe(FROM)} order by o.id desc limit 500`;
	return rows.map(keptOf);
}

/** What an act changes of an opinion; what is left out stays. */
export interface OpinionChange {
	state: OpinionState;
	text?: string;
	due?: Day;
	givenAt?: Instant;
	settled?: { at: Instant; by: number | null };
	word?: string | null;
	taskCode?: string;
}

export async function changeOpinion(sql: Sql, id: number, change: OpinionChange): Promise<void> {
	const { state, text, due, givenAt, settled, word, taskCode } = change;
	await sql`
		update opinions set state = ${state}, text = coalesce(${text ?? null}, text),
			due = coalesce(${due ?? null}::date, due),
			given_at = coalesce(${givenAt ?? null}::timestamptz, given_at),
			settled_at = ${settled?.at ?? null}::timestamptz, settled_by = ${settled?.by ?? null},
			word = ${word ?? null},
			task_id = (select id from tasks where code = ${taskCode ?? null})
		where id = ${id}`;
}

function keptOf({ id, code, task, ...opinion }: Row): KeptOpinion {
	return { id, code, opinion, task };
}

/** What the accounts of some people are called; read as the program, which knows everybody. */
export async function namesOfAccounts(
	sql: Sql,
	ids: readonly number[]
): Promise<Map<number, string>> {
	const rows = await sql<{ id: number; name: string }[]>`
		select id, name from accounts where id = any(${[...ids]}::int[])`;
	return new Map(rows.map(({ id, name }) => [id, name]));
}
