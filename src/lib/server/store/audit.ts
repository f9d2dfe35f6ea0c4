import type { AuditEntry } from '#lib/domain/audit/entry.ts';
import type { Sql } from './database.ts';

/**
 * Writes one link of the chain, in the same transaction as the act itself: neither is there without
 * the other. Call it late, and before `append` of the ledger: both lock one row until commit, always
 * in this order.
 *
 * @returns its number
 */
export async function record(sql: Sql, entry: AuditEntry): Promise<number> {
	const { at, actor, action, subject, before, after } = entry;
	const [row] = await sql<{ n: number }[]>`
		select append_audit(${at}::timestamptz, ${actor.kind}, ${actor.accountId}::int,
			${actor.keyId}::int, ${actor.screenId}::int, ${actor.address}::text, ${action},
			${subject}::text, ${written(before)}::text, ${written(after)}::text) as n`;
	if (row === undefined) throw new Error('an act was not kept');
	return row.n;
}

function written(value: unknown): string | null {
	return value === null || value === undefined ? null : JSON.stringify(value);
}

/** The number and hash of the last link; no bytes while nothing is on record. */
export async function auditHead(sql: Sql): Promise<{ n: number; hash: Buffer }> {
	const [row] = await sql<{ n: number; hash: Buffer }[]>`select n, hash from audit_head`;
	if (row === undefined) throw new Error('the audit chain has no head row');
	return row;
}
