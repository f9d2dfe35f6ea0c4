import type { Day, Instant } from '#lib/domain/calendar/time.ts';
import type { Dismissal } from '#lib/domain/dossiers/dismissal.ts';
import type { KeptContent } from '#lib/domain/dossiers/message.ts';
import { fold } from '#lib/domain/words/fold.ts';
import type { Sql } from './database.ts';

/** Messages that wait for the same thing: the same rule broken, or the same unknown name. */
export interface WaitingGroup {
	reason: string;
	field: string;
	/** The agency's name as written; null where that is not what is unknown. */
	agencyName: string | null;
	messages: number;
	dossiers: number;
	firstArrivedAt: Instant;
	lastArrivedAt: Instant;
	/** Names of the keys that sent them; '' stands for a file. */
	senders: string[];
}

/** What waits, the largest group first. */
export async function waitingGroups(sql: Sql): Promise<WaitingGroup[]> {
	return sql<WaitingGroup[]>`
		select q.reason, q.field, q.agency_name as "agencyName", count(*)::int as messages,
			count(distinct q.code)::int as dossiers, min(q.arrived_at) as "firstArrivedAt",
			max(q.last_arrived_at) as "lastArrivedAt",
			array_agg(distinct coalesce(k.name, '')) as senders
		from quarantine q left join api_keys k on k.id = q.key_id
		where q.settled_at is null
		group by q.reason, q.field, q.agency_name
		order by messages desc, q.reason, q.agency_name limit 500`;
}

/** One message that waits. */
export interface WaitingMessage {
	id: number;
	code: string;
	field: string;
	reason: string;
	agencyName: string | null;
	arrivedAt: Instant;
	lastArrivedAt: Instant;
	times: number;
}

/** Which messages are meant; what is not given is not asked for. */
export interface WaitingWhich {
	ids?: readonly number[] | undefined;
	reason?: string | undefined;
	field?: string | undefined;
	agencyName?: string | undefined;
}

export async function waitingMessages(
	sql: Sql,
	which: WaitingWhich,
	page: { after: number; limit: number }
): Promise<{ total: number; items: WaitingMessage[] }> {
	const where = conditionOf(sql, which);
	const [counted] = await sql<{ n: number }[]>`
		select count(*)::int as n from quarantine where ${where}`;
	const items = await sql<WaitingMessage[]>`
		select id, code, field, reason, agency_name as "agencyName", arrived_at as "arrivedAt",
			last_arrived_at as "lastArrivedAt", times
		from quarantine where ${where} and id > ${page.after} order by id limit ${page.limit}`;
	return { total: counted?.n ?? 0, items };
}

function conditionOf(sql: Sql, { ids, reason, field, agencyName }: WaitingWhich) {
	return sql`settled_at is null
		${ids === undefined ? sql`` : sql`and id = any(${[...ids]}::bigint[])`}
		${reason === undefined ? sql`` : sql`and reason = ${reason}`}
		${field === undefined ? sql`` : sql`and field = ${field}`}
		${agencyName === undefined ? sql`` : sql`and agency_name = ${agencyName}`}`;
}

/** A message that was understood and waits only because nobody knows its agency. */
export interface Releasable {
	id: number;
	hash: string;
	arrivedAt: Instant;
	agencyName: string;
	content: KeptContent;
	keyId: number;
}

/** The next messages that wait under a name, in the order in which they came. */
export async function releasable(
	sql: Sql,
	agencyName: string | null,
	page: { after: number; limit: number }
): Promise<Releasable[]> {
	return sql<Releasable[]>`
		select id, encode(hash, 'hex') as hash, arrived_at as "arrivedAt",
			agency_name as "agencyName", content, key_id as "keyId"
		from quarantine
		where settled_at is null and id > ${page.after} and content ? 'kind'
			and ${agencyName === null ? sql`agency_name is not null` : sql`agency_name = ${agencyName}`}
		order by id limit ${page.limit}`;
}

/** Notes that messages no longer wait; those that somebody else settled meanwhile are left as they are. */
export async function settle(
	sql: Sql,
	ids: readonly number[],
	how: { at: Instant; by: string; outcome: 'replayed' | 'dismissed'; dismissal: Dismissal | null }
): Promise<number> {
	const rows = await sql`
		update quarantine set settled_at = ${how.at}::timestamptz, settled_by = ${how.by},
			outcome = ${how.outcome}, dismissal = ${how.dismissal}
		where id = any(${[...ids]}::bigint[]) and settled_at is null returning 1`;
	return rows.length;
}

/** The ids of all that wait and are meant. */
export async function waitingIds(sql: Sql, which: WaitingWhich): Promise<number[]> {
	const rows = await sql<{ id: number }[]>`
		select id from quarantine where ${conditionOf(sql, which)} order by id`;
	return rows.map(({ id }) => id);
}

/** Steps whose dossier has not come. */
export interface Orphan {
	code: string;
	steps: number;
	lastArrivalAt: Instant;
}

export async function orphans(
	sql: Sql,
	limit: number
): Promise<{ total: number; items: Orphan[] }> {
	const [counted] = await sql<{ n: number }[]>`
		select count(*)::int as n from dossiers where phase = 'incomplete'`;
	const items = await sql<Orphan[]>`
		select code, message_count as steps, last_arrival_at as "lastArrivalAt" from dossiers
		where phase = 'incomplete' order by last_arrival_at desc limit ${limit}`;
	return { total: counted?.n ?? 0, items };
}

/** For which agencies a key sends, and whether what it sends is declared history. */
export async function keyOrigins(
	sql: Sql,
	ids: readonly number[]
): Promise<Map<number, { agencyId: number | null; backfill: boolean }>> {
	const rows = await sql<{ id: number; agencyId: number | null; backfill: boolean }[]>`
		select id, agency_id as "agencyId", backfill from api_keys where id = any(${[...ids]}::int[])`;
	return new Map(rows.map(({ id, ...origin }) => [id, origin]));
}

/** Another agency that already bears a name on some of the days; null when none does. */
export async function aliasHolder(
	sql: Sql,
	alias: NewAlias
): Promise<{ agencyId: number; same: boolean } | null> {
	const rows = await sql<{ agencyId: number; alias: string; same: boolean }[]>`
		select agency_id as "agencyId", alias, agency_id = ${alias.agencyId}
			and valid_from is not distinct from ${alias.validFrom}::date
			and valid_to is not distinct from ${alias.validTo}::date as same
		from agency_aliases
		where daterange(valid_from, valid_to, '[]')
			&& daterange(${alias.validFrom}::date, ${alias.validTo}::date, '[]')`;
	const folded = fold(alias.alias);
	return (
		rows.find(
			(row) => fold(row.alias) === folded && (row.same || row.agencyId !== alias.agencyId)
		) ?? null
	);
}

export interface NewAlias {
	agencyId: number;
	alias: string;
	validFrom: Day | null;
	validTo: Day | null;
}

export async function addAlias(sql: Sql, alias: NewAlias, at: Instant, by: string): Promise<void> {
	await sql`
		insert into agency_aliases (agency_id, alias, valid_from, valid_to, created_at, created_by)
		values (${alias.agencyId}, ${alias.alias}, ${alias.validFrom}::date, ${alias.validTo}::date,
			${at}::timestamptz, ${by})`;
}
