import { dayOf, isoOf, type Instant } from '#lib/domain/calendar/time.ts';
import type { Freshness } from '#lib/domain/reports/overview.ts';
import { isQuiet } from '#lib/domain/reports/quiet.ts';
import type { Expected } from '#lib/domain/reports/rhythm.ts';
import type { Sql } from './database.ts';
import { head } from './ledger.ts';
import { judgeFreshness, type LastHeard } from './overview.ts';
import { expectations } from './rhythms.ts';
import type { LoadedRules } from './rulebook.ts';
import { lastVerifications, type KeptVerification } from './verifications.ts';

/** The database as the operator and the metrics see it. Instants of keys and recounts are real time. */
export interface Vitals {
	epoch: string;
	seq: number;
	/** When the last entry of the ledger was made; null: there is none. */
	lastEntryAt: Instant | null;
	/** Messages recorded, by the server's own estimate. */
	messagesRecorded: number;
	/** By the server's own estimate. */
	dossiers: number;
	pending: number;
	/** Steps whose dossier has not come. */
	orphans: number;
	databaseBytes: number;
	connections: number;
	verifications: Awaited<ReturnType<typeof lastVerifications>>;
}

export async function vitals(sql: Sql): Promise<Vitals> {
	const [row] = await sql<Omit<Vitals, 'epoch' | 'seq' | 'verifications'>[]>`
		select (select max(at) from ledger l join ledger_head h on l.seq = h.seq) as "lastEntryAt",
			(select coalesce(sum(n_live_tup), 0)::bigint from pg_stat_user_tables
				where relname like 'messages\\_%') as "messagesRecorded",
			(select coalesce(sum(n_live_tup), 0)::bigint from pg_stat_user_tables
				where relname = 'dossiers') as dossiers,
			(select count(*) from quarantine where settled_at is null) as pending,
			(select count(*) from dossiers where phase = 'incomplete') as orphans,
			pg_database_size(current_database()) as "databaseBytes",
			(select count(*) from pg_stat_activity where datname = current_database()) as connections`;
	if (!row) throw new Error('the database gave no answer');
	return { ...row, ...(await head(sql)), verifications: await lastVerifications(sql) };
}

/** A source of data: an agency, and since when it has been silent. */
export interface Source {
	code: string;
	name: string;
	freshness: Freshness;
	/** Minutes since its last message arrived; null: nothing has ever come. */
	lagMinutes: number | null;
	/** Until when something should be heard of it; null: nothing has ever come. */
	expected: Expected | null;
	/** Silent for longer than it usually is, or than the limit for everybody. */
	quiet: boolean;
}

/** Every agency that exists: the silent ones first, then the longest silent; the never heard last. */
export async function sources(sql: Sql, rules: LoadedRules, now: Instant): Promise<Source[]> {
	const rows = await sql<
		(LastHeard & { agencyId: number; usual: number | null; days: number | null })[]
	>`
		select agency_id as "agencyId", last_event_at as "lastEventAt",
			last_arrival_at as "lastArrivalAt", usual, days
		from freshness left join rhythms using (agency_id)`;
	const heard = new Map(rows.map(({ agencyId, ...times }) => [agencyId, times]));
	const expected = expectations(
		rules,
		new Map(
			rows.map(({ agencyId, lastArrivalAt, usual, days }) => {
				const rhythm = usual === null || days === null ? null : { usual, days };
				return [rules.codeOf(agencyId), { lastArrivalAt, rhythm }];
			})
		),
		now
	);
	return rules.directory
		.active(dayOf(now))
		.map(({ agencyId, name }): Source => {
			const times = heard.get(agencyId) ?? null;
			const code = rules.codeOf(agencyId);
			const own = {
				freshness: judgeFreshness(rules, agencyId, times, now),
				// Of a source: what is expected of those below an office is theirs.
				expected: times === null ? null : (expected.get(code) ?? null)
			};
			return {
				code,
				name,
				...own,
				quiet: isQuiet(own, now),
				lagMinutes: times && Math.max(0, Math.floor((now - times.lastArrivalAt) / 60_000))
			};
		})
		.sort(
			(a, b) => Number(b.quiet) - Number(a.quiet) || (b.lagMinutes ?? -1) - (a.lagMinutes ?? -1)
		);
}

/** An API key as the operator sees it; the key itself is known to nobody. */
export interface KeyUse {
	id: number;
	name: string;
	scope: 'feed' | 'read' | 'act';
	agency: string | null;
	account: string | null;
	backfill: boolean;
	createdAt: string;
	lastUsedAt: string | null;
	revokedAt: string | null;
}

export async function keyUses(sql: Sql): Promise<KeyUse[]> {
	const rows = await sql<
		(Omit<KeyUse, 'createdAt' | 'lastUsedAt' | 'revokedAt'> & {
			createdAt: Instant;
			lastUsedAt: Instant | null;
			revokedAt: Instant | null;
		})[]
	>`
		select k.id, k.name, k.scope, g.code as agency, a.email as account, k.backfill,
			k.created_at as "createdAt", k.last_used_at as "lastUsedAt",
			k.revoked_at as "revokedAt"
		from api_keys k left join agencies g on g.id = k.agency_id
			left join accounts a on a.id = k.account_id
		order by k.revoked_at nulls first, k.last_used_at desc nulls last, k.id`;
	const shown = (at: Instant | null) => (at === null ? null : isoOf(at));
	return rows.map((row) => ({
		...row,
		createdAt: isoOf(row.createdAt),
		lastUsedAt: shown(row.lastUsedAt),
		revokedAt: shown(row.revokedAt)
	}));
}

export type { KeptVerification };
