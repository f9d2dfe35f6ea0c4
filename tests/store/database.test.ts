import { sql as statement } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseFaults, migrateDatabase } from '#lib/server/store/migrate.ts';
import { isDatabaseAway, openDatabase, withTransaction } from '#lib/server/store/database.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';

let database: FreshDatabase;

beforeAll(async () => {
	database = await freshDatabase();
});
afterAll(async () => database.drop());

describe('what goes into and comes out of the database', () => {
	const at = Date.parse('2019-05-31T23:59:59.123+07:00');

	it('an instant is epoch milliseconds both ways, alone and in a list', async () => {
		const [row] = await database.sql`
			select ${at}::timestamptz as one, ${[at, Infinity]}::timestamptz[] as many,
				'-infinity'::timestamptz as ever`;
		expect(row).toEqual({ one: at, many: [at, Infinity], ever: -Infinity });
	});

	it('the day of an instant in SQL is the day in Việt Nam, whatever the machine', async () => {
		const late = Date.parse('2019-05-31T20:00:00Z');
		const [row] = await database.sql`select ${late}::timestamptz::date as day`;
		expect(row).toEqual({ day: '2019-06-01' });
	});

	it('counts are numbers, and a number too large to be exact is an error', async () => {
		expect(await database.sql`select count(*) as n`).toEqual([{ n: 1 }]);
		await expect(database.sql`select 9007199254740993 as n`).rejects.toThrow(RangeError);
	});

	it('Vietnamese text and JSON survive, and Vietnamese sorting puts đ after d', async () => {
		const [row] = await database.sql`select ${database.sql.json({ tên: 'Đất đai' })}::jsonb as j`;
		expect(row).toEqual({ j: { tên: 'Đất đai' } });
		const sorted = await database.sql`
			select w from unnest(${['đất', 'e', 'dân']}::text[]) w order by w collate "vi-x-icu"`;
		expect(sorted.map((r) => String(r['w']))).toEqual(['dân', 'đất', 'e']);
	});
});

describe('a transaction', () => {
	it('keeps all or nothing, for Drizzle and raw SQL alike', async () => {
		await database.sql`create table pages (n int)`;
		await withTransaction(database, async (tx) => {
			await tx.sql`insert into pages values (1)`;
			await tx.db.execute(statement`insert into pages values (2)`);
		});
		const broken = withTransaction(database, async (tx) => {
			await tx.db.execute(statement`insert into pages values (3)`);
			throw new Error('changed our mind');
		});
		await expect(broken).rejects.toThrow('changed our mind');
		expect(await database.sql`select n from pages order by n`).toEqual([{ n: 1 }, { n: 2 }]);
	});

	it('read only refuses a write', async () => {
		const write = withTransaction(database, async (tx) => tx.sql`create table more (n int)`, {
			readOnly: true,
			isolation: 'repeatable read'
		});
		await expect(write).rejects.toMatchObject({ code: '25006' });
	});
});

describe('the database as it must be', () => {
	it('is UTF-8 with Vietnamese collation, and a second migration changes nothing', async () => {
		expect(await databaseFaults(database)).toEqual([]);
		expect(await migrateDatabase(database.url)).toBe(0);
	});

	it('the role that serves people cannot make or drop tables', async () => {
		const web = openDatabase(database.webUrl, { max: 1 });
		await expect(web.sql`create table sneaky (n int)`).rejects.toMatchObject({ code: '42501' });
		await web.close();
	});

	it('a server that cannot be reached is told from a wrong statement', async () => {
		const nowhere = openDatabase('postgres://nobody@127.0.0.1:1/none', { max: 1 });
		expect(isDatabaseAway(await nowhere.sql`select 1`.catch((error: unknown) => error))).toBe(true);
		const wrong = await database.sql`select nonsense`.catch((error: unknown) => error);
		expect(isDatabaseAway(wrong)).toBe(false);
		await nowhere.close();
	});
});
