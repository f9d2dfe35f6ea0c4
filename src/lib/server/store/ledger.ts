import type { Instant } from '#lib/domain/calendar/time.ts';
import type { Sql } from './database.ts';

/** What an entry tells of: readers of the ledger decide by it who must hear. */
export type LedgerKind =
	| 'dossiers'
	| 'tasks'
	| 'notices'
	/** Answers to questions about dossiers, and samples. */
	| 'flags'
	/** Requests to put a number right. */
	| 'corrections'
	/** Notes of the centre's shifts. */
	| 'shift'
	/** Official letters drafted, changed or issued: by codes, and whose they are. */
	| 'letters'
	/** What inspections found, and what became of it. */
	| 'findings'
	/** An inspection moved; `agencies` only once its agency knows of it. */
	| 'inspections'
	/** Causes of late dossiers, opinions asked about them, and apologies. */
	| 'delays'
	/** Somebody was urged or has answered; names none. */
	| 'urgings'
	/** Measures against officials: names none, and no code either. */
	| 'measures'
	| 'agencies'
	| 'procedures'
	| 'settings'
	| 'quarantine'
	| 'accounts'
	| 'screens';

export interface LedgerEntry {
	seq: number;
	at: Instant;
	kind: LedgerKind;
	/** Agencies whose figures or lists the entry touches. */
	agencies: number[];
	/** Public ids of what to read again; empty when there are too many to name. */
	ids: string[];
}

/** More than this many ids are not named: the reader reads its list again. */
export const IDS_AT_MOST = 200;

export const LEDGER_CHANNEL = 'ledger';

/**
 * Appends one entry and returns its sequence number. Call it LAST in the transaction: it locks the
 * ledger's one head row until commit, so that sequence order is commit order and no reader of
 * `seq > last` can miss an entry that commits later.
 */
export async function append(sql: Sql, entry: Omit<LedgerEntry, 'seq'>): Promise<number> {
	const ids = entry.ids.length > IDS_AT_MOST ? [] : entry.ids;
	const [row] = await sql<{ seq: number }[]>`
		with head as (update ledger_head set seq = seq + 1 returning seq),
		entry as (
			insert into ledger (seq, at, kind, agencies, ids)
			select seq, ${entry.at}::timestamptz, ${entry.kind}, ${entry.agencies}::int[],
				${ids}::text[]
			from head
		)
		select seq, pg_notify(${LEDGER_CHANNEL}, seq::text) from head`;
	if (!row) throw new Error('the ledger has no head row');
	return row.seq;
}

/** The epoch (another after a restore) and the last committed sequence number. */
export async function head(sql: Sql): Promise<{ epoch: string; seq: number }> {
	const [row] = await sql<{ epoch: string; seq: number }[]>`select epoch, seq from ledger_head`;
	if (!row) throw new Error('the ledger has no head row');
	return row;
}

/** Entries after `seq` in commit order, at most `limit`. */
export async function readAfter(sql: Sql, seq: number, limit: number): Promise<LedgerEntry[]> {
	return sql<LedgerEntry[]>`
		select seq, at, kind, agencies, ids from ledger
		where seq > ${seq} order by seq limit ${limit}`;
}
