import type { LedgerEntry } from '#lib/server/store/ledger.ts';
import { append } from '#lib/server/store/ledger.ts';
import { withTransaction, type Database } from '#lib/server/store/database.ts';

/** One commit with one ledger entry, as every command makes it. */
export async function commit(
	database: Database,
	entry: Partial<Omit<LedgerEntry, 'seq'>> = {}
): Promise<number> {
	return withTransaction(database, async ({ sql }) =>
		append(sql, {
			at: Date.parse('2026-11-20T09:00:00+07:00'),
			kind: 'dossiers',
			agencies: [],
			ids: [],
			...entry
		})
	);
}
