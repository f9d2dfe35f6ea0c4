import type { Account } from '#lib/domain/accounts/account.ts';
import { DAY, type Instant } from '#lib/domain/calendar/time.ts';
import type { Sql } from './database.ts';

/** A session as it begins. */
export interface NewSession {
	id: string;
	accountId: number;
	version: number;
	secondFactor: boolean;
	createdAt: Instant;
	endsAt: Instant;
	/** From where: network address, and what the browser calls itself. */
	address: string;
	agent: string;
}

/** The record of acts keeps every sign-in; these rows only say what opens, and need not outlive that. */
const KEPT_MS = 90 * DAY;

/** Begins a session, and lets the account's long ended ones go. */
export async function insertSession(sql: Sql, session: NewSession): Promise<void> {
	await sql`
		delete from sessions
		where account_id = ${session.accountId}
			and ends_at < ${session.createdAt - KEPT_MS}::timestamptz`;
	await sql`
		insert into sessions (id, account_id, version, second_factor, created_at, last_seen_at,
			ends_at, address, agent)
		values (${session.id}, ${session.accountId}, ${session.version}, ${session.secondFactor},
			${session.createdAt}::timestamptz, ${session.createdAt}::timestamptz,
			${session.endsAt}::timestamptz, ${session.address}, ${session.agent.slice(0, 300)})`;
}

/** Who sits behind a session that still opens, and how it was begun. */
export interface SessionHolder extends Account {
	secondFactor: boolean;
	lastSeenAt: Instant;
}

/**
 * The account of a session that still opens; null when it was ended, here or everywhere, was not used
 * since `usedSince`, or has come to its last hour.
 */
export async function accountOfSession(
	sql: Sql,
	session: { id: string; accountId: number },
	{ now, usedSince }: { now: Instant; usedSince: Instant }
): Promise<SessionHolder | null> {
	const [row] = await sql<SessionHolder[]>`
		select s.account_id as id, s.email, s.name, s.posts, s.second_factor as "secondFactor",
			s.last_seen_at as "lastSeenAt"
		from session_account(${session.id}) s
		where s.account_id = ${session.accountId} and s.ended_at is null
			and s.version = s.session_version and s.disabled_at is null
			and s.ends_at > ${now}::timestamptz and s.last_seen_at > ${usedSince}::timestamptz`;
	return row ?? null;
}

/** Written at most once a minute however often the session is used. */
export async function saveSessionUse(sql: Sql, id: string, at: Instant): Promise<void> {
	await sql`
		update sessions set last_seen_at = ${at}::timestamptz
		where id = ${id} and last_seen_at < ${at - 60_000}::timestamptz`;
}

/** A session as its own account sees it. */
export interface ListedSession {
	id: string;
	createdAt: Instant;
	lastSeenAt: Instant;
	endsAt: Instant;
	secondFactor: boolean;
	address: string;
	agent: string;
}

/** The account's sessions that still open, the last used first. */
export async function openSessionsOf(
	sql: Sql,
	accountId: number,
	{ now, usedSince }: { now: Instant; usedSince: Instant }
): Promise<ListedSession[]> {
	return sql<ListedSession[]>`
		select s.id, s.created_at as "createdAt", s.last_seen_at as "lastSeenAt",
			s.ends_at as "endsAt", s.second_factor as "secondFactor", s.address, s.agent
		from sessions s join accounts a on a.id = s.account_id
		where s.account_id = ${accountId} and s.ended_at is null and s.version = a.session_version
			and s.ends_at > ${now}::timestamptz and s.last_seen_at > ${usedSince}::timestamptz
		order by s.last_seen_at desc, s.id`;
}

/** Ends one session of the account. @returns whether it was open until now */
export async function saveEndedSession(
	sql: Sql,
	session: { id: string; accountId: number },
	at: Instant
): Promise<boolean> {
	const rows = await sql`
		update sessions set ended_at = ${at}::timestamptz
		where id = ${session.id} and account_id = ${session.accountId} and ended_at is null
		returning id`;
	return rows.length > 0;
}

/** Ends all of them, also one that begins at this moment. @returns how many were open */
export async function saveAllEnded(sql: Sql, accountId: number, at: Instant): Promise<number> {
	await sql`update accounts set session_version = session_version + 1 where id = ${accountId}`;
	const rows = await sql`
		update sessions set ended_at = ${at}::timestamptz
		where account_id = ${accountId} and ended_at is null returning id`;
	return rows.length;
}
