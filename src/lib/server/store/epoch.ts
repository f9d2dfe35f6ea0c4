import { randomUUID } from 'node:crypto';
import type { Sql } from './database.ts';

/**
 * Where this database runs: cluster, timeline and the database itself. A restore of any kind (a dump
 * into another database, a base backup rolled forward, a promoted replica) changes one of the three.
 */
async function originOf(sql: Sql): Promise<string> {
	const [row] = await sql<{ origin: string }[]>`
		select s.system_identifier::text || '/' || c.timeline_id::text || '/' ||
			(select oid from pg_database where datname = current_database())::text as origin
		from pg_control_system() s, pg_control_checkpoint() c`;
	if (!row) throw new Error('the server does not say which cluster it is');
	return row.origin;
}

/**
 * Begins a new epoch when the database is another than the one on which the present epoch began:
 * after a restore, sequence numbers that screens hold may mean something else. Needs the owner.
 * Safe to call by several processes at once.
 * @returns the epoch that holds
 */
export async function ensureEpoch(sql: Sql): Promise<string> {
	const origin = await originOf(sql);
	await sql`
		update ledger_head set epoch = ${randomUUID()}, origin = ${origin} where origin <> ${origin}`;
	const [row] = await sql<{ epoch: string }[]>`select epoch from ledger_head`;
	if (!row) throw new Error('the ledger has no head row');
	return row.epoch;
}
