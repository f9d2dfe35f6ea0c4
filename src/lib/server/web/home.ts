import { homeOf } from '#lib/domain/accounts/permissions.ts';
import { may, type Reader } from '#lib/domain/accounts/reader.ts';
import type { Desk } from '../desk.ts';
import { readAs } from '../store/reading.ts';
import { hasTaskToAcknowledge } from '../store/tasks.ts';

/** The page on which a reader begins: a head to whom a document has come, at what waits for them. */
export async function homeFor({ db }: Pick<Desk, 'db'>, reader: Reader): Promise<string> {
	const waits =
		may(reader, 'acknowledgeTasks') &&
		(await readAs(db, reader, async (sql) =>
			hasTaskToAcknowledge(sql, reader.grants.acknowledgeTasks ?? [])
		));
	return homeOf(reader.roles, { waits });
}
