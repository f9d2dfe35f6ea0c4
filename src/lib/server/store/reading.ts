import type { Reader } from '#lib/domain/accounts/reader.ts';
import type { Database, Drizzle, Transaction } from './database.ts';
import { withTransaction } from './database.ts';
import { readerSettings, systemSettings, type ScopeSettings } from './scope.ts';

type Read<T> = (sql: Transaction['sql'], db: Drizzle) => Promise<T>;

/**
 * The one way in which anything is read for somebody: a read-only transaction on one snapshot
 * (repeatable read, so that all numbers of an answer are of the same instant), which tells
 * PostgreSQL who reads. Its policies rest on these settings, which end with the transaction:
 *
 * - `app.reader`: account, key, screen or system; `app.account`, `app.key`: ids, or empty
 * - `app.aggregates`: `on` or `off`
 * - `app.dossiers`: `all`, `some` or `none`; `app.agencies`: for `some`, an `int[]` literal, else `{}`
 * - `app.tasks`, `app.task_agencies`: the same for the tasks of agencies
 * - `app.letters`, `app.letter_agencies`: the same for the letters of agencies
 * - `app.opens`: what else may be read, see `scope.ts`
 */
export async function readAs<T>(database: Database, reader: Reader, read: Read<T>): Promise<T> {
	return reading(database, readerSettings(reader), read);
}

/**
 * The figures of all agencies for a reader who may see them, however few dossiers they may open: a
 * count needs the rows behind it, so it runs as the program's own `figures` and not as the reader.
 * Nothing of a single dossier may be read here.
 */
export async function readFiguresAs<T>(
	database: Database,
	reader: Reader,
	read: Read<T>
): Promise<T> {
	if (!reader.sees.aggregates) throw new Error('figures asked for by who may not see them');
	return reading(database, systemSettings('figures'), read);
}

/** Counts of the whole database, for who sees operations or metrics, who need not see a dossier. */
export async function readOperations<T>(database: Database, read: Read<T>): Promise<T> {
	return reading(database, systemSettings('operations'), read);
}

async function reading<T>(database: Database, settings: ScopeSettings, read: Read<T>): Promise<T> {
	return withTransaction(database, async ({ sql, db }) => read(sql, db), {
		isolation: 'repeatable read',
		readOnly: true,
		settings
	});
}
