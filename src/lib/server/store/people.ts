import type { Post } from '#lib/domain/accounts/account.ts';
import type { Day, Instant } from '#lib/domain/calendar/time.ts';
import { withTransaction, type Database, type Sql } from './database.ts';

/** A post with what decides it. */
export interface KeptPost extends Post {
	document: string;
	createdAt: Instant;
}

/** An account as those who manage accounts see it: no password, no secret. */
export interface Person {
	id: number;
	email: string;
	name: string;
	createdAt: Instant;
	disabledAt: Instant | null;
	lastSignInAt: Instant | null;
	/** Has a way in: a password of its own, or the province's single sign-on has vouched for it. */
	enters: boolean;
	secondFactor: boolean;
	/** Until when a sign-in link of theirs opens; null when none does. */
	linkEndsAt: Instant | null;
	/** Whether a sign-in link was ever handed out. */
	hadLink: boolean;
	/** Past and to come too, the newest first. */
	posts: KeptPost[];
}

const POSTS = `(select coalesce(json_agg(json_build_object('id', p.id, 'role', p.role, 'agencyId',
	p.agency_id, 'fields', p.fields, 'answersFor', p.answers_for, 'onBehalfOf', p.on_behalf_of,
	'validFrom', p.valid_from, 'validTo', p.valid_to, 'document', p.document, 'createdAt',
	floor(extract(epoch from p.created_at) * 1000)) order by p.valid_from desc, p.id desc), '[]')
	from posts p where p.account_id = a.id)`;

const PERSON = `a.id, a.email, a.name, a.created_at as "createdAt", a.disabled_at as "disabledAt",
	a.last_sign_in_at as "lastSignInAt", (a.password_hash is not null or a.subject is not null) as
	enters, a.totp_confirmed_at is not null as "secondFactor", l.ends_at as "linkEndsAt",
	coalesce(l.had, false) as "hadLink", ${POSTS} as posts`;

const LINKS = `left join lateral (select true as had, max(k.ends_at) filter (where k.used_at is null
	and k.ends_at > now()) as ends_at from sign_in_links k where k.account_id = a.id having count(*) > 0)
	l on true`;

/** All accounts by address; some six hundred in a province. */
export async function people(sql: Sql): Promise<Person[]> {
	return sql<Person[]>`
		select ${sql.unsafe(PERSON)} from accounts a ${sql.unsafe(LINKS)} order by a.email`;
}

/**
 * The same for those who manage accounts, once that was asked: as the program's own scope, since whether a
 * sign-in link waits is nobody's to read by a policy.
 */
export async function peopleForManagers(database: Database): Promise<Person[]> {
	return withTransaction(database, async ({ sql }) => people(sql), {
		readOnly: true,
		scope: 'web'
	});
}

export async function personById(sql: Sql, id: number): Promise<Person | null> {
	const [row] = await sql<Person[]>`
		select ${sql.unsafe(PERSON)} from accounts a ${sql.unsafe(LINKS)} where a.id = ${id}`;
	return row ?? null;
}

/** How many sessions of the account open something now. */
export async function openSessions(sql: Sql, accountId: number): Promise<number> {
	const [row] = await sql<{ n: number }[]>`
		select count(*) as n from sessions s join accounts a on a.id = s.account_id
		where s.account_id = ${accountId} and s.ended_at is null and s.ends_at > now()
			and s.version = a.session_version and a.disabled_at is null`;
	return row?.n ?? 0;
}

const LOCK = 0x70656f;

/** One change of accounts and posts at a time: of two who each leave one administrator, one is refused. */
export async function lockPeople(sql: Sql): Promise<void> {
	await sql`select pg_advisory_xact_lock(${LOCK})`;
}

export async function savePostEnd(sql: Sql, id: number, validTo: Day): Promise<void> {
	await sql`update posts set valid_to = ${validTo} where id = ${id}`;
}

export async function saveName(sql: Sql, id: number, name: string): Promise<void> {
	await sql`update accounts set name = ${name} where id = ${id}`;
}

/** The account may come in again; sessions and links from before open nothing. */
export async function enableAccount(sql: Sql, id: number): Promise<void> {
	await sql`update accounts set disabled_at = null where id = ${id}`;
}

/** No link that was handed out before opens any more. */
export async function closeLinks(sql: Sql, accountId: number, at: Instant): Promise<void> {
	await sql`
		update sign_in_links set ends_at = ${at}::timestamptz
		where account_id = ${accountId} and used_at is null and ends_at > ${at}::timestamptz`;
}

/** The fields that the catalogue or the feed knows, by code. */
export async function knownFields(sql: Sql): Promise<{ code: string; name: string }[]> {
	return sql<{ code: string; name: string }[]>`
		select code, min(name) as name from (
			select field_code as code, field_name as name from procedures where field_code <> ''
			union all select code, name from feed_names where kind = 'field' and code <> ''
		) f group by code order by code`;
}
