import type { Sql } from '../store/database.ts';
import { append } from '../store/ledger.ts';

/**
 * Tells all processes, by the ledger, that accounts (`account:N`), keys (`key:N`) or sessions
 * (`session:UUID`) are not what they were, so that they look at their open sockets at once. Like
 * every append it comes last in the transaction.
 */
export async function announce(sql: Sql, ...ids: string[]): Promise<void> {
	await append(sql, { at: Date.now(), kind: 'accounts', agencies: [], ids });
}
