import type { Reader } from '#lib/domain/accounts/reader.ts';
import type { Database, Drizzle, Transaction } from './database.ts';
import { withTransaction } from './database.ts';

/**
 * The one way in which anything is read for somebody: a read-only transaction on one snapshot
 * (repeatable read, so that all numbers of an answer are of the same instant), which tells
 * PostgreSQL who reads. Policies can rest on these settings, which end with the transaction:
 *
 * - `app.reader`: account, key, screen or system; `app.account`, `app.key`: ids, or empty
 * - `app.aggregates`: `on` or `off`
 * - `app.dossiers`: `all`, `some` or `none`; `app.agencies`: for `some`, an `int[]` literal, else `{}`
 */
export async function readAs<T>(
	database: Database,
	reader: Reader,
	read: (sql: Transaction['sql'], db: Drizzle) => Promise<T>
): Promise<T> {
	return withTransaction(
		database,
		async ({ sql, db }) => {
			const { dossiers, aggregates } = reader.sees;
			const some = Array.isArray(dossiers);
			await sql`select
				set_config('app.reader', ${reader.kind}, true),
				set_config('app.account', ${String(reader.account?.id ?? '')}, true),
				set_config('app.key', ${String(reader.keyId ?? '')}, true),
				set_config('app.aggregates', ${aggregates ? 'on' : 'off'}, true),
				set_config('app.dossiers', ${some ? 'some' : dossiers}, true),
				set_config('app.agencies', ${`{${some ? dossiers.join(',') : ''}}`}, true)`;
			return read(sql, db);
		},
		{ isolation: 'repeatable read', readOnly: true }
	);
}
