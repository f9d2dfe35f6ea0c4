import type { Instant } from '#lib/domain/calendar/time.ts';
import { SILENCE_KEPT } from '#lib/domain/reports/rhythm.ts';
import { fold } from '#lib/domain/words/fold.ts';
import type { Sql } from './database.ts';

/** The turn of batches that met another process's: any number that nobody else takes. */
const MET_ANOTHER = 7_310_419;

/**
 * What the intake's transaction begins with. A batch finds its own thousand rows by their indexes:
 * left to itself PostgreSQL plans each statement anew, and reads a table through that has grown since
 * it was last counted.
 *
 * @param again the batch met one of another process and was rolled back: those go one by one
 */
export async function prepareIntake(sql: Sql, again: boolean): Promise<void> {
	await Promise.all([
		sql`select set_config('plan_cache_mode', 'force_generic_plan', true),
			set_config('enable_seqscan', 'off', true)`,
		again ? sql`select pg_advisory_xact_lock(${MET_ANOTHER})` : null
	]);
}

/** A record that waits to be matched; see the table's own note on what of it is kept. */
export interface Waiting {
	hash: string;
	code: string;
	field: string;
	reason: string;
	agencyName: string | null;
	content: unknown;
}

/** Puts records aside; one that waits already is counted again, not kept twice. */
export async function quarantineRecords(
	sql: Sql,
	records: Waiting[],
	keyId: number,
	at: Instant
): Promise<void> {
	if (records.length === 0) return;
	const distinct = [...new Map(records.map((record) => [record.hash, record])).values()];
	const rows = distinct.map(({ agencyName, ...rest }) => ({ ...rest, agency_name: agencyName }));
	await sql`
		insert into quarantine (hash, arrived_at, last_arrived_at, times, key_id, code, field,
			reason, agency_name, content)
		select decode(x.hash, 'hex'), ${at}::timestamptz, ${at}::timestamptz, 1, ${keyId}, x.code,
			x.field, x.reason, x.agency_name, x.content
		from json_to_recordset(${JSON.stringify(rows)}::json) as x(hash text, code text, field text,
			reason text, agency_name text, content jsonb)
		order by x.hash
		on conflict (hash) where settled_at is null do update
			set times = quarantine.times + 1, last_arrived_at = excluded.last_arrived_at`;
}

/** How many messages wait to be matched (bản tin chờ đối chiếu). */
export async function pendingCount(sql: Sql): Promise<number> {
	const [row] = await sql<{ n: number }[]>`
		select count(*) as n from quarantine where settled_at is null`;
	return row?.n ?? 0;
}

/** Since when an agency's messages speak and arrive. */
export interface Heard {
	agencyId: number;
	lastEventAt: Instant;
	lastArrivalAt: Instant;
}

/**
 * Notes that agencies spoke, and how long each had been silent before: silences worth a look, and the
 * last of each day, so that it is known on which days an agency was heard.
 */
export async function hear(sql: Sql, heard: Heard[]): Promise<void> {
	if (heard.length === 0) return;
	const rows = heard
		.toSorted((a, b) => a.agencyId - b.agencyId)
		.map((h) => ({
			agency_id: h.agencyId,
			last_event_at: new Date(h.lastEventAt).toISOString(),
			last_arrival_at: new Date(h.lastArrivalAt).toISOString()
		}));
	await sql`
		with heard as (
			insert into freshness (agency_id, last_event_at, last_arrival_at)
			select agency_id, last_event_at, last_arrival_at
			from json_populate_recordset(null::freshness, ${JSON.stringify(rows)}::json)
			order by agency_id
			on conflict (agency_id) do update set
				last_event_at = greatest(freshness.last_event_at, excluded.last_event_at),
				last_arrival_at = greatest(freshness.last_arrival_at, excluded.last_arrival_at)
			returning new.agency_id, old.last_arrival_at as before, new.last_arrival_at as arrival
		)
		insert into silences (agency_id, began_at, ended_at)
		select agency_id, before, arrival from heard
		where arrival - before >= ${SILENCE_KEPT} * interval '1 minute'
			or (arrival at time zone 'Asia/Ho_Chi_Minh')::date
				> (before at time zone 'Asia/Ho_Chi_Minh')::date`;
}

/** A name that the feed gives to a code. */
export interface FeedName {
	kind: 'procedure' | 'field';
	code: string;
	name: string;
}

/** Keeps the first name that came with each code; the catalogue's own name goes before it. */
export async function keepNames(sql: Sql, names: FeedName[]): Promise<void> {
	if (names.length === 0) return;
	const rows = names.map((entry) => ({ ...entry, folded: fold(entry.name) }));
	await sql`
		insert into feed_names (kind, code, name, folded)
		select kind, code, name, folded
		from json_populate_recordset(null::feed_names, ${JSON.stringify(rows)}::json)
		order by kind, code
		on conflict (kind, code) do nothing`;
}
