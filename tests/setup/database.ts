import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { openDatabase, type Database } from '#lib/server/store/database.ts';
import { withDatabase } from './postgres-server.ts';

export interface FreshDatabase extends Database {
	/** The owner's address. */
	url: string;
	/** The address of the role that serves people. */
	webUrl: string;
	/** A pool of that role, as the pages' process has one: whatever acts for the web is tested with it. */
	web: Database;
	/** Closes the pool and removes the database. */
	drop(): Promise<void>;
}

/**
 * An own database with all tables and no rows, cloned from the run's template in some 30 ms. One for
 * each test file, made in `beforeAll` and dropped in `afterAll`:
 *
 *     let database: FreshDatabase;
 *     beforeAll(async () => { database = await freshDatabase(); });
 *     afterAll(async () => database.drop());
 */
export async function freshDatabase(options: { max?: number } = {}): Promise<FreshDatabase> {
	const server = inject('databaseServer');
	const name = `test_${randomBytes(6).toString('hex')}`;
	await asAdmin(`create database ${name} template ${server.template} owner don_doc`);
	const url = withDatabase(server.url, name);
	const database = openDatabase(url, {
		max: options.max ?? 5,
		applicationName: 'don-doc test',
		scope: 'owner'
	});
	const webUrl = withDatabase(server.webUrl, name);
	const web = openDatabase(webUrl, { max: options.max ?? 5, scope: 'web' });
	return {
		...database,
		url,
		webUrl,
		web,
		drop: async () => {
			await Promise.all([database.close(), web.close()]);
			await asAdmin(`drop database ${name} with (force)`);
		}
	};
}

async function asAdmin(statement: string): Promise<void> {
	const admin = openDatabase(inject('databaseServer').adminUrl, { max: 1, statementTimeout: 0 });
	try {
		await admin.sql.unsafe(statement);
	} finally {
		await admin.close();
	}
}
