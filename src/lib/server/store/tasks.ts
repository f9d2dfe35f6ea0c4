import type { Instant, Day } from '#lib/domain/calendar/time.ts';
import type { Reader } from '#lib/domain/accounts/reader.ts';
import { eventsAsSeenBy } from '#lib/domain/tasks/inside.ts';
import type { Task, TaskEvent } from '#lib/domain/tasks/task.ts';
import type { PendingQuery, Row } from 'postgres';
import type { Sql } from './database.ts';

/** A document as it is issued. */
export interface NewDirective {
	type: string;
	number: string | null;
	issuedOn: Day | null;
	issuer: string;
	subject: string;
	urgency: Task['urgency'];
}

export interface KeptDirective extends NewDirective {
	code: string;
	createdAt: Instant;
}

/** A task with where it stands. */
export interface KeptTask {
	id: number;
	code: string;
	/** Of the document's own numbering. */
	path: string | null;
	directive: Pick<KeptDirective, 'code' | 'type' | 'number' | 'issuedOn' | 'subject'> | null;
	/** How many events it is the fold of. */
	events: number;
	task: Task;
}

/** What happened, and who did it. */
export type KeptTaskEvent = TaskEvent & { by: string | null };

/**
 * Codes of documents that bear the same number and day. Holds the number until the transaction ends:
 * of two who issue it at once the second is told.
 */
export async function directivesOf(
	sql: Sql,
	number: string | null,
	issuedOn: Day | null
): Promise<string[]> {
	if (number === null) return [];
	await sql`select pg_advisory_xact_lock(hashtextextended(${number}, 5))`;
	const rows = await sql<{ code: string }[]>`
		select code from directives
		where number = ${number} and issued_on is not distinct from ${issuedOn} order by id`;
	return rows.map(({ code }) => code);
}

export async function insertDirective(
	sql: Sql,
	directive: NewDirective,
	by: number | null,
	at: Instant
): Promise<{ id: number; code: string }> {
	const { type, number, issuedOn, issuer, subject, urgency } = directive;
	const [row] = await sql<{ id: number; code: string }[]>`
		insert into directives (type, number, issued_on, issuer, subject, urgency, created_at, created_by)
		values (${type}, ${number}, ${issuedOn}, ${issuer}, ${subject}, ${urgency},
			${at}::timestamptz, ${by})
		returning id, code`;
	if (row === undefined) throw new Error('a document was not kept');
	return row;
}

/** Keeps a task that has just begun, with its first event. @returns its public code */
export async function insertTask(
	sql: Sql,
	given: {
		directiveId: number | null;
		path: string | null;
		/** Of a period of work that comes again. */
		seriesId?: number;
		task: Task;
		event: TaskEvent;
	},
	by: number | null
): Promise<string> {
	const { directiveId, path, seriesId = null, task, event } = given;
	const [row] = await sql<{ id: number; code: string }[]>`
		insert into tasks (directive_id, path, state, lead_id, tracker_id, coordinating_ids, due,
			series_id, period, origin_system, origin_number, folded, events)
		values (${directiveId}, ${path}, ${task.state}, ${task.leadId}, ${task.trackerId},
			${[...task.coordinatingIds]}::int[], ${task.due}, ${seriesId}, ${task.period},
			${task.origin?.system ?? null}, ${task.origin?.number ?? null},
			${JSON.stringify(task)}::text::jsonb, 1)
		returning id, code`;
	if (row === undefined) throw new Error('a task was not kept');
	await insertEvent(sql, row.id, 1, event, by);
	return row.code;
}

/** Keeps one more event and what the task is after it. */
export async function saveTask(
	sql: Sql,
	{ id, events }: Pick<KeptTask, 'id' | 'events'>,
	next: { task: Task; event: TaskEvent },
	by: number | null
): Promise<void> {
	const { task, event } = next;
	await insertEvent(sql, id, events + 1, event, by);
	await sql`
		update tasks set state = ${task.state}, lead_id = ${task.leadId}, tracker_id = ${task.trackerId},
			coordinating_ids = ${[...task.coordinatingIds]}::int[],
			due = ${task.due}, folded = ${JSON.stringify(task)}::text::jsonb, events = ${events + 1}
		where id = ${id}`;
}

async function insertEvent(
	sql: Sql,
	taskId: number,
	n: number,
	{ at, kind, ...body }: TaskEvent,
	by: number | null
): Promise<void> {
	await sql`
		insert into task_events (task_id, n, at, kind, body, account_id)
		values (${taskId}, ${n}, ${at}::timestamptz, ${kind}, ${JSON.stringify(body)}::text::jsonb,
			${by})`;
}

const COLUMNS = `t.id, t.code, t.path, t.events, t.folded as task,
	case when d.id is not null then json_build_object('code', d.code, 'type', d.type,
		'number', d.number, 'issuedOn', d.issued_on, 'subject', d.subject) end as directive`;

/** A task by its public code, held until the transaction ends: two who act at once go one after the other. */
export async function holdTask(sql: Sql, code: string): Promise<KeptTask | null> {
	const [row] = await sql<KeptTask[]>`
		select ${sql.unsafe(COLUMNS)} from tasks t left join directives d on d.id = t.directive_id
		where t.code = ${code} for update of t`;
	return row ?? null;
}

/** The tasks of a document that some agencies answer for, held in one order until the transaction ends. */
export async function holdTasksOf(
	sql: Sql,
	directive: string,
	leadIds: readonly number[] | null
): Promise<KeptTask[]> {
	return sql<KeptTask[]>`
		select ${sql.unsafe(COLUMNS)} from tasks t join directives d on d.id = t.directive_id
		where d.code = ${directive}
			${leadIds === null ? sql`` : sql`and t.lead_id = any(${[...leadIds]}::int[])`}
		order by t.id for update of t`;
}

/** A task as its reader sees it; null for one that does not exist for them. */
export async function taskByCode(sql: Sql, code: string): Promise<KeptTask | null> {
	const [row] = await sql<KeptTask[]>`
		select ${sql.unsafe(COLUMNS)} from tasks t left join directives d on d.id = t.directive_id
		where t.code = ${code}`;
	return row ?? null;
}

/** What narrows the tasks that a reader sees, in the database. */
export interface TaskNarrowing {
	/** Those that one of these agencies answers for; null: all. */
	agencyIds: readonly number[] | null;
	directive: string | null;
	/** Due between these days, both included. */
	due?: { from: Day; to: Day } | null;
	/** `here`, `mirrored`, or the name of one other software. */
	origin?: string | null;
	/** Among these. */
	ids?: PendingQuery<Row[]> | null;
}

/** The conditions of a narrowing, over `tasks`. */
export function narrowed(sql: Sql, given: TaskNarrowing) {
	const { agencyIds, directive, due = null, origin = null, ids = null } = given;
	return sql`true
		${agencyIds === null ? sql`` : sql`and lead_id = any(${[...agencyIds]}::int[])`}
		${directive === null ? sql`` : sql`and directive_id = (select x.id from directives x where x.code = ${directive})`}
		${due === null ? sql`` : sql`and due between ${due.from}::date and ${due.to}::date`}
		${origin === null ? sql`` : origin === 'here' ? sql`and origin_system is null` : origin === 'mirrored' ? sql`and origin_system is not null` : sql`and origin_system = ${origin}`}
		${ids === null ? sql`` : sql`and tasks.id in (${ids})`}`;
}

/** The tasks that the reader of the transaction sees. */
export async function listTasks(sql: Sql, given: TaskNarrowing): Promise<KeptTask[]> {
	return sql<KeptTask[]>`
		select ${sql.unsafe(COLUMNS)}
		from (select * from tasks where ${narrowed(sql, given)}) t
			left join directives d on d.id = t.directive_id
		order by t.due nulls last, t.id`;
}

/** By what a page of tasks can be narrowed: whose they are, of which documents, due in which weeks. */
export async function taskChoices(sql: Sql): Promise<{
	leadIds: number[];
	directives: NonNullable<KeptTask['directive']>[];
	/** Mondays. */
	weeks: Day[];
}> {
	const leads = await sql<{ id: number }[]>`select distinct lead_id as id from tasks`;
	const weeks = await sql<{ monday: Day }[]>`
		select distinct due - (extract(isodow from due)::int - 1) as monday from tasks
		where due is not null order by 1`;
	const directives = await sql<NonNullable<KeptTask['directive']>[]>`
		select code, type, number, issued_on as "issuedOn", subject from directives
		where id in (select distinct directive_id from tasks)
		order by issued_on desc nulls last, id desc`;
	return {
		leadIds: leads.map(({ id }) => id),
		directives: [...directives],
		weeks: weeks.map(({ monday }) => monday)
	};
}

/** Whether a task of these agencies has not been taken up yet; one of another software is, there. */
export async function hasTaskToAcknowledge(
	sql: Sql,
	agencyIds: 'all' | readonly number[]
): Promise<boolean> {
	const rows = await sql`
		select 1 from tasks where state = 'assigned' and origin_system is null
			${agencyIds === 'all' ? sql`` : sql`and lead_id = any(${[...agencyIds]}::int[])`} limit 1`;
	return rows.length > 0;
}

/**
 * What happened to a task, first to last.
 * @param reader who is told; what is for people of the agency alone is left out for everybody else
 */
export async function eventsOfTask(
	sql: Sql,
	taskId: number,
	reader: Reader | null = null
): Promise<KeptTaskEvent[]> {
	const rows = await sql<
		{ at: Instant; kind: string; body: Record<string, unknown>; by: string | null }[]
	>`
		select e.at, e.kind, e.body, a.name as by
		from task_events e left join accounts a on a.id = e.account_id
		where e.task_id = ${taskId} order by e.n`;
	const events = rows.map(({ at, kind, body, by }) => ({ ...body, at, kind, by }) as KeptTaskEvent);
	return eventsAsSeenBy(events, reader);
}

/** Tasks by their number that had begun by an instant, each with what had happened to it by then. */
export async function tasksBegunBy(
	sql: Sql,
	at: Instant,
	{ after, atMost }: { after: number; atMost: number }
): Promise<{ id: number; events: TaskEvent[] }[]> {
	return sql<{ id: number; events: TaskEvent[] }[]>`
		select t.id, jsonb_agg(e.body || jsonb_build_object(
			'kind', e.kind, 'at', round(extract(epoch from e.at) * 1000)::bigint) order by e.n) as events
		from (select id from tasks where id > ${after} and exists (
				select from task_events where task_id = id and n = 1 and at <= ${at}::timestamptz)
			order by id limit ${atMost}) t
		join task_events e on e.task_id = t.id and e.at <= ${at}::timestamptz
		group by t.id order by t.id`;
}
