import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appliedMigrations, knownMigrations, migrateDatabase } from '#lib/server/store/migrate.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';

const ROOT = resolve(import.meta.dirname, '../..');
let database: FreshDatabase;

beforeAll(async () => {
	database = await freshDatabase();
});
afterAll(async () => database.drop());

describe('the migrations', () => {
	it('make exactly the tables that the code describes', () => {
		// drizzle-kit reads `out` from the working folder on, so the copy lies inside it.
		const cache = join(ROOT, 'node_modules/.cache');
		mkdirSync(cache, { recursive: true });
		const copy = mkdtempSync(join(cache, 'don-doc-drizzle-'));
		try {
			cpSync(join(ROOT, 'drizzle'), copy, { recursive: true });
			const before = readdirSync(copy);
			const said = execFileSync(
				process.execPath,
				[
					join(ROOT, 'node_modules/drizzle-kit/bin.cjs'),
					'generate',
					'--dialect=postgresql',
					'--schema=./src/lib/server/store/tables/*.ts',
					`--out=${relative(ROOT, copy)}`
				],
				{ cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }
			);
			// When this fails: npm run db:generate -- --name=what_changed, and read the SQL.
			expect(said).toContain('No schema changes');
			expect(readdirSync(copy)).toEqual(before);
		} finally {
			rmSync(copy, { recursive: true, force: true });
		}
	});

	it('are all applied, and a second and third run at once are harmless', async () => {
		expect(await appliedMigrations(database)).toBe(knownMigrations());
		const again = await Promise.all([migrateDatabase(database.url), migrateDatabase(database.url)]);
		expect(again).toEqual([0, 0]);
	});

	it('are listed in the journal file by file, none forgotten and none left over', () => {
		const journal: { entries: { tag: string }[] } = JSON.parse(
			readFileSync(join(ROOT, 'drizzle/meta/_journal.json'), 'utf8')
		);
		const files = readdirSync(join(ROOT, 'drizzle')).filter((file) => file.endsWith('.sql'));
		expect(journal.entries.map(({ tag }) => `${tag}.sql`)).toEqual(files.sort());
	});

	it('index every foreign key, so that a removal or a join never scans a whole table', async () => {
		const bare = await database.sql<{ key: string }[]>`
			select c.conrelid::regclass || '.' || c.conname as key
			from pg_constraint c
			where c.contype = 'f' and c.connamespace = 'public'::regnamespace and c.conparentid = 0
				and not exists (
					select from pg_index i
					where i.indrelid = c.conrelid
						and (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey
				)
			order by 1`;
		// Agencies are never removed, and every message would pay for an index that nobody reads.
		const known = ['messages.messages_agency_id_agencies_id_fk'];
		expect(bare.map(({ key }) => key).filter((key) => !known.includes(key))).toEqual([]);
	});
});
