import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator';
import { openDatabase, type Queryable } from './database.ts';

/** Member of it: the login that serves people (`DATABASE_WEB_URL`). It can change rows, not tables. */
export const WEB_ROLE = 'don_doc_web';

const FOLDER = resolve(import.meta.dirname, '../../../../drizzle');
const LOCK = 0x646f_6e64;

/** A server that cannot hold the province's data correctly; the message says what to change. */
export class UnfitDatabaseError extends Error {
	override readonly name = 'UnfitDatabaseError';
}

/** What is wrong with the server or database for us: empty when nothing is. */
export async function databaseFaults({ sql }: Queryable): Promise<string[]> {
	const [found] = await sql<{ version: number; encoding: string; collation: boolean }[]>`
		select current_setting('server_version_num')::int as version,
			current_setting('server_encoding') as encoding,
			exists (select from pg_collation where collname = 'vi-x-icu') as collation`;
	if (found === undefined) return ['the server gave no answer'];
	const faults: string[] = [];
	if (found.version < 180_000) faults.push('PostgreSQL 18 or newer is needed');
	if (found.encoding !== 'UTF8') faults.push('the database encoding must be UTF8');
	if (!found.collation) faults.push('the collation vi-x-icu is missing (ICU support)');
	return faults;
}

/**
 * Brings the database at `url` (its owner's address) to the newest tables. Harmless when run twice
 * or by two processes at once.
 * @returns how many migrations were applied
 * @throws UnfitDatabaseError when the server is too old or not UTF-8
 */
export async function migrateDatabase(url: string): Promise<number> {
	const database = openDatabase(url, {
		max: 2,
		applicationName: 'don-doc migrate',
		statementTimeout: 0,
		idleInTransactionTimeout: 0,
		scope: 'owner'
	});
	try {
		const faults = await databaseFaults(database);
		if (faults.length > 0) throw new UnfitDatabaseError(faults.join('; '));
		const holder = await database.sql.reserve();
		try {
			await holder`select pg_advisory_lock(${LOCK})`;
			await makeWebRole(database);
			const before = await appliedMigrations(database);
			if (existsSync(resolve(FOLDER, 'meta/_journal.json'))) {
				await applyMigrations(database.db, { migrationsFolder: FOLDER });
				await letWebRoleSeeMigrations(database);
			}
			await holder`select pg_advisory_unlock(${LOCK})`;
			return (await appliedMigrations(database)) - before;
		} finally {
			holder.release();
		}
	} finally {
		await database.close();
	}
}

/** How many migrations the database has had; 0 for an empty one. */
export async function appliedMigrations({ sql }: Queryable): Promise<number> {
	const [known] = await sql<{ known: boolean }[]>`
		select to_regclass('drizzle.__drizzle_migrations') is not null as known`;
	if (known?.known !== true) return 0;
	const [row] = await sql<{ n: number }[]>`select count(*) as n from drizzle.__drizzle_migrations`;
	return row?.n ?? 0;
}

/** How many migrations this version of the program brings. */
export function knownMigrations(): number {
	const path = resolve(FOLDER, 'meta/_journal.json');
	if (!existsSync(path)) return 0;
	const journal: { entries: unknown[] } = JSON.parse(readFileSync(path, 'utf8'));
	return journal.entries.length;
}

/**
 * Default privileges, set before the tables are made: a migration that takes a right away from the
 * role again (the audit log is insert-only) is not undone by the next start.
 */
async function makeWebRole({ sql }: Queryable): Promise<void> {
	await sql.unsafe(`
		do $$ begin
			if not exists (select from pg_roles where rolname = '${WEB_ROLE}') then
				create role ${WEB_ROLE} nologin;
			end if;
		exception when duplicate_object or unique_violation then null;
		end $$;
		grant usage on schema public to ${WEB_ROLE};
		alter default privileges in schema public
			grant select, insert, update, delete on tables to ${WEB_ROLE};
		alter default privileges in schema public
			grant usage, select on sequences to ${WEB_ROLE};
	`);
}

async function letWebRoleSeeMigrations({ sql }: Queryable): Promise<void> {
	await sql.unsafe(`
		grant usage on schema drizzle to ${WEB_ROLE};
		grant select on drizzle.__drizzle_migrations to ${WEB_ROLE};
	`);
}
