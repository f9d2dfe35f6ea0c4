import type { ActorKind, AuditGroup } from '#lib/domain/audit/entry.ts';
import { addDays, startOfDay, type Day, type Instant } from '#lib/domain/calendar/time.ts';
import { fold } from '#lib/domain/words/fold.ts';
import type { Sql } from './database.ts';

/** What is asked of the record of acts; null: not narrowed. */
export interface AuditQuery {
	/** Days of Asia/Ho_Chi_Minh, both included. */
	from: Day | null;
	to: Day | null;
	/** A kind (`operator`), an id (`account:7`, `key:3`, `screen:2`), or part of a name or address. */
	actor: string | null;
	group: AuditGroup | null;
	/** An id (`agency:H21.01`), its beginning, or part of the name of what was acted on. */
	subject: string | null;
}

/** Where a page begins: older than a number, newer than one, or with the newest. */
export type AuditPlace = { before: number } | { after: number } | null;

/** One act, with the names that its account, key and screen bear today. */
export interface AuditRow {
	n: number;
	at: Instant;
	kind: ActorKind;
	accountId: number | null;
	email: string | null;
	accountName: string | null;
	keyId: number | null;
	keyName: string | null;
	screenId: number | null;
	screenName: string | null;
	address: string | null;
	action: string;
	subject: string | null;
	/** Name of the account, key or screen that was acted on; null when it is none of these. */
	subjectName: string | null;
	before: unknown;
	after: unknown;
	/** In hexadecimal. */
	hash: string;
}

export interface AuditPage {
	rows: AuditRow[];
	/** Number to ask older acts with; null: there are none. */
	older: number | null;
	newer: number | null;
}

/** A page of acts, the newest first. */
export async function searchAudit(
	sql: Sql,
	query: AuditQuery,
	place: AuditPlace,
	limit: number
): Promise<AuditPage> {
	const meant = await meaningOf(sql, query);
	if (meant === null) return { rows: [], older: null, newer: null };
	const forward = place !== null && 'after' in place;
	const beyond =
		place === null
			? sql``
			: 'after' in place
				? sql`and x.n > ${place.after}`
				: sql`and x.n < ${place.before}`;
	const found = await sql<(AuditRow & { before: string | null; after: string | null })[]>`
		select x.n, x.at, x.actor as kind, x.account_id as "accountId", a.email, a.name as "accountName",
			x.key_id as "keyId", k.name as "keyName", x.screen_id as "screenId", s.name as "screenName",
			x.address, x.action, x.subject, coalesce(sa.email, sk.name, ss.name) as "subjectName",
			x.before, x.after, encode(x.hash, 'hex') as hash
		from (
			select * from audit x where true ${conditions(sql, query, meant)} ${beyond}
			order by x.n ${forward ? sql`asc` : sql`desc`} limit ${limit + 1}
		) x
		left join accounts a on a.id = x.account_id
		left join api_keys k on k.id = x.key_id
		left join screens s on s.id = x.screen_id
		left join accounts sa on x.subject = 'account:' || sa.id
		left join api_keys sk on x.subject = 'key:' || sk.id
		left join screens ss on x.subject = 'screen:' || ss.id
		order by x.n desc`;
	const more = found.length > limit;
	const kept = forward ? found.slice(more ? 1 : 0) : found.slice(0, limit);
	const rows = kept.map((row) => ({
		...row,
		before: readAgain(row.before),
		after: readAgain(row.after)
	}));
	const [first, last] = [rows[0]?.n ?? null, rows.at(-1)?.n ?? null];
	return {
		rows,
		older: forward || more ? last : null,
		newer: forward ? (more ? first : null) : place === null ? null : first
	};
}

/** What somebody has tampered with may be no JSON any more: it is shown as it stands. */
function readAgain(text: string | null): unknown {
	if (text === null) return null;
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

/** How many acts there are under the same conditions; for what is taken away as a file. */
export async function countAudit(sql: Sql, query: AuditQuery): Promise<number> {
	const meant = await meaningOf(sql, query);
	if (meant === null) return 0;
	const [row] = await sql<{ n: number }[]>`
		select count(*) as n from audit x where true ${conditions(sql, query, meant)}`;
	return row?.n ?? 0;
}

const KINDS: readonly string[] = ['account', 'key', 'screen', 'system', 'operator', 'nobody'];
const ADDRESS = /^(\d{1,3}(\.\d{1,3}){3}|[0-9a-f]*:[0-9a-f:.]*)$/i;
const ID = /^(account|key|screen):(\d{1,9})$/;

/** Whom and what the words of a question mean. */
interface Meaning {
	actor: Actors | null;
	subject: { ids: string[]; beginning: string | null } | null;
}

/** @returns null when nobody bears the name, so that no act can fit */
async function meaningOf(sql: Sql, query: AuditQuery): Promise<Meaning | null> {
	const actor = query.actor === null ? null : await actorsOf(sql, query.actor);
	if (query.actor !== null && actor === null) return null;
	return { actor, subject: query.subject === null ? null : await subjectsOf(sql, query.subject) };
}

function conditions(sql: Sql, { from, to, group }: AuditQuery, { actor, subject }: Meaning) {
	return sql`
		${from === null ? sql`` : sql`and x.at >= ${startOfDay(from)}::timestamptz`}
		${to === null ? sql`` : sql`and x.at < ${startOfDay(addDays(to, 1))}::timestamptz`}
		${group === null ? sql`` : sql`and x.action like ${`${group}.%`}`}
		${
			actor === null
				? sql``
				: 'kind' in actor
					? sql`and x.actor = ${actor.kind}`
					: 'address' in actor
						? sql`and x.address = ${actor.address}`
						: sql`and (x.account_id = any(${actor.accounts}::int[]) or x.key_id = any(${actor.keys}::int[])
						or x.screen_id = any(${actor.screens}::int[]))`
		}
		${
			subject === null
				? sql``
				: sql`and (x.subject = any(${subject.ids}::text[])
					or starts_with(x.subject, ${subject.beginning}::text))`
		}`;
}

interface Named {
	kind: 'account' | 'key' | 'screen' | 'agency';
	id: string;
	words: string;
}

type Actors =
	| { kind: string }
	| { address: string }
	| { accounts: number[]; keys: number[]; screens: number[] };

async function actorsOf(sql: Sql, text: string): Promise<Actors | null> {
	if (KINDS.includes(text)) return { kind: text };
	if (ADDRESS.test(text)) return { address: text };
	const [, kind, id] = ID.exec(text) ?? [];
	const found =
		kind === undefined || id === undefined
			? await namedLike(sql, text)
			: [{ kind, id } as Pick<Named, 'kind' | 'id'>];
	const ids = (of: Named['kind']) =>
		found.filter((one) => one.kind === of).map((one) => Number(one.id));
	const actors = { accounts: ids('account'), keys: ids('key'), screens: ids('screen') };
	const any = actors.accounts.length + actors.keys.length + actors.screens.length > 0;
	return any ? actors : null;
}

async function subjectsOf(
	sql: Sql,
	text: string
): Promise<{ ids: string[]; beginning: string | null }> {
	// `account:7` is not also `account:70`.
	if (ID.test(text)) return { ids: [text], beginning: null };
	const found = await namedLike(sql, text);
	return { ids: found.map(({ kind, id }) => `${kind}:${id}`), beginning: text };
}

/** Accounts, keys, screens and agencies whose name or address has the text in it, as people type it. */
async function namedLike(sql: Sql, text: string): Promise<Named[]> {
	const sought = fold(text.trim());
	if (sought === '') return [];
	const all = await sql<Named[]>`
		select 'account' as kind, id::text, email || ' ' || name as words from accounts
		union all select 'key', id::text, name from api_keys
		union all select 'screen', id::text, name from screens
		union all select 'agency', g.code, g.code || ' ' || v.name
			from agencies g join agency_versions v on v.agency_id = g.id`;
	return all.filter(({ words }) => fold(words).includes(sought));
}

/** The state of the chain, by the last look at it that came to its end or found something. */
export interface ChainState {
	/** Number of the last act. */
	n: number;
	/** Null: nobody has looked yet. */
	checked: { at: Instant; upTo: number | null; differences: number; examples: string[] } | null;
}

export async function chainState(sql: Sql): Promise<ChainState> {
	const [head] = await sql<{ n: number }[]>`select n from audit_head`;
	const [row] = await sql<
		{ at: Instant; upTo: number | null; differences: number; examples: string[] }[]
	>`
		select v.ended_at as at, (line->>'upTo')::float8 as "upTo",
			(line->>'differences')::int as differences, line->'examples' as examples
		from verifications v, jsonb_array_elements(v.lines) line
		where line->>'invariant' = 'audit'
			and (line->>'upTo' is not null or (line->>'differences')::int > 0)
		order by v.id desc limit 1`;
	return { n: head?.n ?? 0, checked: row ?? null };
}
