import type { Account, Post, Role } from '#lib/domain/accounts/account.ts';
import type { Day, Instant } from '#lib/domain/calendar/time.ts';
import type { Sql } from './database.ts';

/** An account with what decides whether somebody may come in as it. */
export interface AccountRecord extends Account {
	/** Null for who has not chosen a password, or comes in by single sign-on. */
	passwordHash: string | null;
	/** Rises when every session of the account must end. */
	sessionVersion: number;
	disabledAt: Instant | null;
	createdAt: Instant;
	lastSignInAt: Instant | null;
	/** Whether a second factor is set, and therefore asked. */
	factorSet: boolean;
	/** Issuer and subject at the province's single sign-on; null before the first time. */
	subject: string | null;
}

/** Addresses are compared as people write them: without outer blanks, in small letters. */
export function normaliseEmail(email: string): string {
	return email.trim().normalize('NFC').toLowerCase();
}

/** All posts of the account `a`, past and to come too, as JSON. */
export const POSTS = `(select coalesce(json_agg(json_build_object('id', p.id, 'role', p.role,
	'agencyId', p.agency_id, 'fields', p.fields, 'answersFor', p.answers_for, 'onBehalfOf',
	p.on_behalf_of, 'validFrom', p.valid_from, 'validTo', p.valid_to) order by p.id), '[]')
	from posts p where p.account_id = a.id)`;

const COLUMNS = `a.id, a.email, a.name, ${POSTS} as posts, a.password_hash as "passwordHash",
	a.session_version as "sessionVersion", a.disabled_at as "disabledAt", a.created_at as "createdAt",
	a.last_sign_in_at as "lastSignInAt", a.totp_sealed is not null as "factorSet", a.subject`;

export async function accountByEmail(sql: Sql, email: string): Promise<AccountRecord | null> {
	const [row] = await sql<AccountRecord[]>`
		select ${sql.unsafe(COLUMNS)} from accounts a where a.email = ${normaliseEmail(email)}`;
	return row ?? null;
}

export async function accountById(sql: Sql, id: number): Promise<AccountRecord | null> {
	const [row] = await sql<AccountRecord[]>`
		select ${sql.unsafe(COLUMNS)} from accounts a where a.id = ${id}`;
	return row ?? null;
}

/** @param subject issuer and subject at the province's single sign-on */
export async function accountBySubject(sql: Sql, subject: string): Promise<AccountRecord | null> {
	const [row] = await sql<AccountRecord[]>`
		select ${sql.unsafe(COLUMNS)} from accounts a where a.subject = ${subject}`;
	return row ?? null;
}

/** Ties an account to the single sign-on's subject. @returns false when it is tied to another */
export async function saveSubject(sql: Sql, id: number, subject: string): Promise<boolean> {
	const rows = await sql`
		update accounts set subject = ${subject} where id = ${id} and subject is null returning id`;
	return rows.length > 0;
}

export async function listAccounts(sql: Sql): Promise<AccountRecord[]> {
	return sql<AccountRecord[]>`select ${sql.unsafe(COLUMNS)} from accounts a order by a.email`;
}

/** @returns its id, or null when the address is taken */
export async function insertAccount(
	sql: Sql,
	account: { email: string; name: string; passwordHash: string | null; createdAt: Instant }
): Promise<number | null> {
	const [row] = await sql<{ id: number }[]>`
		insert into accounts (email, name, password_hash, created_at)
		values (${normaliseEmail(account.email)}, ${account.name}, ${account.passwordHash},
			${account.createdAt}::timestamptz)
		on conflict (email) do nothing
		returning id`;
	return row?.id ?? null;
}

/** A post as it is given. */
export interface NewPost {
	accountId: number;
	role: Role;
	agencyId: number | null;
	fields: string[];
	answersFor: number[];
	onBehalfOf: number | null;
	validFrom: Day;
	validTo: Day | null;
	/** What decides it: number and date of the document. */
	document: string;
	createdAt: Instant;
}

export async function insertPost(sql: Sql, post: NewPost): Promise<Post> {
	const { role, agencyId, fields, answersFor, onBehalfOf, validFrom, validTo } = post;
	const [row] = await sql<{ id: number }[]>`
		insert into posts (account_id, role, agency_id, fields, answers_for, on_behalf_of, valid_from,
			valid_to, document, created_at)
		values (${post.accountId}, ${role}, ${agencyId}, ${fields}::text[], ${answersFor}::int[],
			${onBehalfOf}, ${validFrom}, ${validTo}, ${post.document}, ${post.createdAt}::timestamptz)
		returning id`;
	if (row === undefined) throw new Error('a post was not kept');
	return { id: row.id, role, agencyId, fields, answersFor, onBehalfOf, validFrom, validTo };
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
