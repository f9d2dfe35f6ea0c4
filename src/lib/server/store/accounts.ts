import type { Account, Role } from '#lib/domain/accounts/account.ts';
import type { Instant } from '#lib/domain/calendar/time.ts';
import type { Sql } from './database.ts';

/** An account with what decides whether somebody may come in as it. */
export interface AccountRecord extends Account {
	passwordHash: string;
	/** Rises when every session of the account must end. */
	sessionVersion: number;
	disabledAt: Instant | null;
	createdAt: Instant;
	lastSignInAt: Instant | null;
}

/** Addresses are compared as people write them: without outer blanks, in small letters. */
export function normaliseEmail(email: string): string {
	return email.trim().normalize('NFC').toLowerCase();
}

const COLUMNS = `id, email, name, role, agency_id as "agencyId", password_hash as "passwordHash",
	session_version as "sessionVersion", disabled_at as "disabledAt", created_at as "createdAt",
	last_sign_in_at as "lastSignInAt"`;

/** The account of a session that still opens; null when it was ended, here or everywhere. */
export async function accountOfSession(
	sql: Sql,
	session: { id: string; accountId: number; version: number }
): Promise<Account | null> {
	const [row] = await sql<Account[]>`
		select id, email, name, role, agency_id as "agencyId" from accounts
		where id = ${session.accountId} and session_version = ${session.version}
			and disabled_at is null
			and not exists (select from ended_sessions where id = ${session.id})`;
	return row ?? null;
}

/** Ends one session of an account; those long over are forgotten on the way. */
export async function saveEndedSession(
	sql: Sql,
	session: { id: string; accountId: number; until: Instant },
	at: Instant
): Promise<void> {
	await sql`delete from ended_sessions where until < ${at}::timestamptz`;
	await sql`
		insert into ended_sessions (id, account_id, ended_at, until)
		values (${session.id}, ${session.accountId}, ${at}::timestamptz,
			${session.until}::timestamptz)
		on conflict (id) do nothing`;
}

export async function accountByEmail(sql: Sql, email: string): Promise<AccountRecord | null> {
	const [row] = await sql<AccountRecord[]>`
		select ${sql.unsafe(COLUMNS)} from accounts where email = ${normaliseEmail(email)}`;
	return row ?? null;
}

export interface ListedAccount extends AccountRecord {
	agencyCode: string | null;
}

export async function listAccounts(sql: Sql): Promise<ListedAccount[]> {
	return sql<ListedAccount[]>`
		select ${sql.unsafe(COLUMNS)},
			(select code from agencies g where g.id = accounts.agency_id) as "agencyCode"
		from accounts order by email`;
}

/** @returns its id, or null when the address is taken */
export async function insertAccount(
	sql: Sql,
	account: {
		email: string;
		name: string;
		role: Role;
		agencyId: number | null;
		passwordHash: string;
		createdAt: Instant;
	}
): Promise<number | null> {
	const [row] = await sql<{ id: number }[]>`
		insert into accounts (email, name, role, agency_id, password_hash, created_at)
		values (${normaliseEmail(account.email)}, ${account.name}, ${account.role},
			${account.agencyId}, ${account.passwordHash}, ${account.createdAt}::timestamptz)
		on conflict (email) do nothing
		returning id`;
	return row?.id ?? null;
}

/** Takes effect on every session of the account at once. */
export async function savePassword(sql: Sql, id: number, passwordHash: string): Promise<void> {
	await sql`
		update accounts set password_hash = ${passwordHash}, session_version = session_version + 1
		where id = ${id}`;
}

/** Ends the account's sessions and lets nobody in as it, with a password or a key. */
export async function disableAccount(sql: Sql, id: number, at: Instant): Promise<void> {
	await sql`
		update accounts
		set disabled_at = coalesce(disabled_at, ${at}::timestamptz),
			session_version = session_version + 1
		where id = ${id}`;
}

export async function saveSignIn(sql: Sql, id: number, at: Instant): Promise<void> {
	await sql`update accounts set last_sign_in_at = ${at}::timestamptz where id = ${id}`;
}

/** The id of the agency with the public code; null when there is none. */
export async function agencyIdOf(sql: Sql, code: string): Promise<number | null> {
	const [row] = await sql<{ id: number }[]>`
		select id from agencies where upper(code) = upper(${code.trim()})`;
	return row?.id ?? null;
}
