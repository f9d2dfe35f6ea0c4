import type { Instant } from '#lib/domain/calendar/time.ts';
import type { NoticeLevel } from '#lib/domain/urging/notice.ts';
import type { Sql } from './database.ts';

/** One notice by one way out. */
export interface Send {
	noticeId: number;
	channel: 'mail' | 'webhook';
}

export interface ClaimedSend {
	accountId: number;
	email: string;
	name: string;
	level: NoticeLevel;
	count: number;
	at: Instant;
	tries: number;
}

/** What a process that died had queued is handed over again: its job may never have been kept. */
export async function queueAgain(sql: Sql): Promise<void> {
	await sql`update notice_sends set state = 'waiting' where state = 'queued'`;
}

export async function waitingSends(sql: Sql, limit: number): Promise<Send[]> {
	return sql<Send[]>`
		select notice_id as "noticeId", channel from notice_sends
		where state = 'waiting' order by notice_id limit ${limit}`;
}

export async function markQueued(sql: Sql, sends: readonly Send[]): Promise<void> {
	await sql`
		update notice_sends s set state = 'queued'
		from unnest(${sends.map(({ noticeId }) => noticeId)}::bigint[],
			${sends.map(({ channel }) => channel)}::text[]) as q(notice_id, channel)
		where s.notice_id = q.notice_id and s.channel = q.channel and s.state = 'waiting'`;
}

/**
 * Takes a send in hand. Only one job is told that it has, and hands it over once: whatever becomes of it,
 * `sending` is not taken again. What was settled meanwhile, or is for somebody who may no longer sign
 * in, is dropped.
 */
export async function claimSend(
	sql: Sql,
	{ noticeId, channel }: Send
): Promise<ClaimedSend | null> {
	const [row] = await sql<(ClaimedSend & { state: string })[]>`
		update notice_sends s
		set state = case when n.cleared_at is null and a.disabled_at is null
				then 'sending' else 'dropped' end,
			tries = s.tries + 1, at = now()
		from notices n join accounts a on a.id = n.account_id
		where s.notice_id = ${noticeId} and s.channel = ${channel}
			and s.state in ('waiting', 'queued') and n.id = s.notice_id
		returning s.state, s.tries, a.id as "accountId", a.email, a.name, n.level, n.at,
			coalesce((n.facts->>'count')::int, 1) as count`;
	return row === undefined || row.state === 'dropped' ? null : row;
}

export async function settleSend(
	sql: Sql,
	{ noticeId, channel }: Send,
	state: 'sent' | 'refused' | 'queued'
): Promise<void> {
	await sql`
		update notice_sends set state = ${state}, at = now()
		where notice_id = ${noticeId} and channel = ${channel} and state = 'sending'`;
}
