import type { Account } from '#lib/domain/accounts/account.ts';
import type { Instant } from '#lib/domain/calendar/time.ts';
import type { Task } from '#lib/domain/tasks/task.ts';
import {
	isObligatory,
	LADDER_LEVELS,
	NOTICE_LEVELS,
	TOLD_SINGLY_AT_MOST,
	type NoticeFacts,
	type NoticeLevel
} from '#lib/domain/urging/notice.ts';
import { POSTS } from './accounts.ts';
import type { Sql } from './database.ts';

/** What is to be said to one person. */
export interface NewNotice {
	accountId: number;
	event: string;
	level: NoticeLevel;
	subject: string;
	facts: NoticeFacts;
}

/** A notice as its reader has it before them. */
export interface KeptNotice extends Omit<NewNotice, 'accountId'> {
	id: number;
	at: Instant;
	readAt: Instant | null;
	clearedAt: Instant | null;
	/** Of a digest: how many of what it gathers still stand. */
	standing: number;
}

/** A task that is not finished, with who does it inside the agency. */
export interface OpenTask {
	code: string;
	task: Task;
	unit: string | null;
	officer: string | null;
}

export async function unfinishedTasks(sql: Sql): Promise<OpenTask[]> {
	return sql<OpenTask[]>`
		select t.code, t.folded as task, e.body->>'unit' as unit, e.body->>'officer' as officer
		from tasks t
			left join lateral (select body from task_events
				where task_id = t.id and kind = 'assigned_inside' order by n desc limit 1) e on true
		where t.state not in ('done', 'revoked')`;
}

/** Everybody who may sign in, with their posts. */
export async function peopleToTell(sql: Sql): Promise<Account[]> {
	return sql<Account[]>`
		select a.id, a.email, a.name, ${sql.unsafe(POSTS)} as posts
		from accounts a where a.disabled_at is null order by a.id`;
}

/** Whether anything that the ladder rests on has changed after an entry, and the last entry there is. */
export async function changedSince(
	sql: Sql,
	seq: number
): Promise<{ changed: boolean; seq: number }> {
	const [row] = await sql<{ changed: boolean | null; seq: number | null }[]>`
		select bool_or(kind in ('tasks', 'accounts', 'agencies', 'settings')) as changed,
			max(seq) as seq
		from ledger where seq > ${seq}`;
	return { changed: row?.changed ?? false, seq: row?.seq ?? seq };
}

/** One process at a time tells people; the lock ends with the transaction. */
export async function holdTelling(sql: Sql): Promise<void> {
	await sql`select pg_advisory_xact_lock(7021)`;
}

/** Which of the levels have been said of the events that still stand: `account event level`. */
export async function saidOf(sql: Sql, events: readonly string[]): Promise<Set<string>> {
	if (events.length === 0) return new Set();
	const rows = await sql<{ accountId: number; event: string; level: string }[]>`
		select account_id as "accountId", event, level from notices
		where event = any(${[...events]}::text[])`;
	return new Set(rows.map(({ accountId, event, level }) => `${accountId} ${event} ${level}`));
}

/**
 * Keeps what is said, each once for a person, an event and a level; what was said before is left out.
 * Of more than a few for one person at one moment they are told one digest (T18).
 *
 * @param channels the ways out that are set up
 * @returns the people who have something new
 */
export async function tell(
	sql: Sql,
	told: readonly NewNotice[],
	at: Instant,
	channels: readonly ('mail' | 'webhook')[]
): Promise<number[]> {
	if (told.length === 0) return [];
	const kept = await insertNotices(sql, told, at);
	const byPerson = Map.groupBy(kept, ({ accountId }) => accountId);
	const digests: NewNotice[] = [];
	for (const [accountId, own] of byPerson) {
		if (own.length <= TOLD_SINGLY_AT_MOST) continue;
		const levels = Object.fromEntries(
			[...Map.groupBy(own, ({ level }) => level)].map(([level, same]) => [level, same.length])
		);
		const facts = { count: own.length, levels };
		const event = `digest/${Math.max(...own.map(({ id }) => id))}`;
		digests.push({ accountId, event, level: 'digest', subject: 'notices', facts });
	}
	const gathered = await insertNotices(sql, digests, at);
	for (const { id, accountId } of gathered) {
		const ids = (byPerson.get(accountId) ?? []).map((one) => one.id);
		await sql`update notices set digest_id = ${id} where id = any(${ids}::bigint[])`;
	}
	const under = new Set(gathered.map(({ accountId }) => accountId));
	const single = kept.filter(({ accountId }) => !under.has(accountId));
	await planSends(
		sql,
		[...gathered, ...single].map(({ id }) => id),
		channels
	);
	return [...byPerson.keys()];
}

interface Inserted {
	id: number;
	accountId: number;
	level: NoticeLevel;
}

async function insertNotices(
	sql: Sql,
	told: readonly NewNotice[],
	at: Instant
): Promise<Inserted[]> {
	if (told.length === 0) return [];
	return sql<Inserted[]>`
		insert into notices (account_id, event, level, subject, facts, at)
		select *, ${at}::timestamptz from unnest(
			${told.map(({ accountId }) => accountId)}::int[],
			${told.map(({ event }) => event)}::text[],
			${told.map(({ level }) => level)}::text[],
			${told.map(({ subject }) => subject)}::text[],
			${told.map(({ facts }) => JSON.stringify(facts))}::text[]::jsonb[])
		on conflict (account_id, event, level) do nothing
		returning id, account_id as "accountId", level`;
}

/** What leaves the program by which way, as everybody has chosen; it is handed to the queue afterwards. */
async function planSends(
	sql: Sql,
	ids: readonly number[],
	channels: readonly ('mail' | 'webhook')[]
): Promise<void> {
	if (ids.length === 0 || channels.length === 0) return;
	const obligatory = NOTICE_LEVELS.filter(isObligatory);
	await sql`
		insert into notice_sends (notice_id, channel, state, tries, at)
		select n.id, way, 'waiting', 0, now()
		from notices n cross join unnest(${[...channels]}::text[]) way
			left join notice_choices c on c.account_id = n.account_id and c.level = n.level
		where n.id = any(${[...ids]}::bigint[])
			and (way <> 'mail' or n.level = any(${obligatory}::text[]) or coalesce(c.mail, true))
		on conflict do nothing`;
}

/** Notices of rungs that nobody has cleared yet. */
export async function standingRungs(
	sql: Sql
): Promise<{ id: number; accountId: number; event: string; level: NoticeLevel }[]> {
	return sql`
		select id, account_id as "accountId", event, level from notices
		where cleared_at is null and level = any(${[...LADDER_LEVELS]}::text[])`;
}

/** Clears notices, the digests of which nothing stands any more, and what waits to leave for them. */
export async function clearNotices(
	sql: Sql,
	ids: readonly number[],
	at: Instant
): Promise<number[]> {
	if (ids.length === 0) return [];
	const rows = await sql<{ accountId: number }[]>`
		with done as (
			update notices set cleared_at = ${at}::timestamptz
			where id = any(${[...ids]}::bigint[]) and cleared_at is null
			returning id, account_id, digest_id
		)
		select distinct account_id as "accountId" from done`;
	await sql`
		update notices d set cleared_at = ${at}::timestamptz
		where d.level = 'digest' and d.cleared_at is null
			and d.account_id = any(${rows.map(({ accountId }) => accountId)}::int[])
			and not exists (select from notices c where c.digest_id = d.id and c.cleared_at is null)`;
	return rows.map(({ accountId }) => accountId);
}

/** Ids of what is told of a subject and still stands. */
export async function standingOf(sql: Sql, subject: string, level: NoticeLevel): Promise<number[]> {
	const rows = await sql<{ id: number }[]>`
		select id from notices
		where subject = ${subject} and level = ${level} and cleared_at is null`;
	return rows.map(({ id }) => id);
}

/** Lists of another morning than this one that still stand. */
export async function pastMornings(sql: Sql, event: string): Promise<number[]> {
	const rows = await sql<{ id: number }[]>`
		select id from notices
		where level in ('morning', 'morning_province') and cleared_at is null
			and event <> ${event}`;
	return rows.map(({ id }) => id);
}

export interface Inbox {
	items: KeptNotice[];
	/** Of all that stand. */
	unread: number;
}

/**
 * What the reader of the transaction is told: what stands, the newest first, then what was cleared.
 * @param show `open`: what stands; `unread` of it; `cleared`: what was settled
 */
export async function inboxOf(
	sql: Sql,
	show: 'open' | 'unread' | 'cleared',
	limit: number
): Promise<Inbox> {
	const items = await sql<KeptNotice[]>`
		select n.id, n.event, n.level, n.subject, n.facts, n.at, n.read_at as "readAt",
			n.cleared_at as "clearedAt",
			case when n.level = 'digest' then (select count(*)::int from notices c
				where c.digest_id = n.id and c.cleared_at is null) else 0 end as standing
		from notices n
		where n.account_id = (select app_account()) and n.digest_id is null
			and ${
				show === 'cleared'
					? sql`n.cleared_at is not null`
					: show === 'unread'
						? sql`n.cleared_at is null and n.read_at is null`
						: sql`n.cleared_at is null`
			}
		order by n.at desc, n.id desc limit ${limit}`;
	return { items, unread: await unreadOf(sql) };
}

/** What a digest gathers and still stands. */
export async function gatheredIn(sql: Sql, digestId: number, limit: number): Promise<KeptNotice[]> {
	return sql<KeptNotice[]>`
		select id, event, level, subject, facts, at, read_at as "readAt", cleared_at as "clearedAt",
			0 as standing
		from notices
		where digest_id = ${digestId} and account_id = (select app_account())
			and cleared_at is null
		order by level desc, id limit ${limit}`;
}

/** How many things the reader of the transaction has not looked at. */
export async function unreadOf(sql: Sql): Promise<number> {
	const [row] = await sql<{ n: number }[]>`
		select count(*)::int as n from notices
		where account_id = (select app_account()) and digest_id is null and cleared_at is null
			and read_at is null`;
	return row?.n ?? 0;
}

/** @param ids null: all that stand. @returns how many were not read before */
export async function markRead(
	sql: Sql,
	ids: readonly number[] | null,
	at: Instant
): Promise<number> {
	const rows = await sql`
		update notices set read_at = ${at}::timestamptz
		where account_id = (select app_account()) and read_at is null and digest_id is null
			and ${ids === null ? sql`cleared_at is null` : sql`id = any(${[...ids]}::bigint[])`}
		returning id`;
	return rows.length;
}

/** Levels of which somebody has said whether they want them by mail. */
export async function mailChoices(sql: Sql): Promise<{ level: NoticeLevel; mail: boolean }[]> {
	return sql`select level, mail from notice_choices where account_id = (select app_account())`;
}

export async function chooseMail(
	sql: Sql,
	accountId: number,
	choices: readonly { level: NoticeLevel; mail: boolean }[]
): Promise<void> {
	await sql`
		insert into notice_choices (account_id, level, mail)
		select ${accountId}, * from unnest(${choices.map(({ level }) => level)}::text[],
			${choices.map(({ mail }) => String(mail))}::text[]::bool[])
		on conflict (account_id, level) do update set mail = excluded.mail`;
}
