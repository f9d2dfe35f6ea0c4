import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isDatabaseAway, withTransaction, type Sql } from '#lib/server/store/database.ts';
import { systemSettings } from '#lib/server/store/scope.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';

let database: FreshDatabase;
beforeAll(async () => {
	database = await freshDatabase();
	await database.sql`create table kept (n int primary key)`;
});
afterAll(async () => database.drop());

/** Cuts the connection on which `sql` runs, and waits until PostgreSQL has let it go. */
async function cut(sql: Sql): Promise<void> {
	const [own] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
	const pid = own?.pid ?? 0;
	await database.sql`select pg_terminate_backend(${pid}, 5000)`;
}

/** Reads on all connections of the pool, the one in place of the lost one too. */
async function otherWork(): Promise<void> {
	await Promise.all(Array.from({ length: 8 }, async () => database.sql`select 1`));
}

// An error thrown outside every promise would end the process; Vitest counts it as a failure.
describe('a transaction whose connection is lost', () => {
	it.each([
		[
			'while a statement runs',
			async (sql: Sql) => sql`select pg_terminate_backend(pg_backend_pid())`
		],
		['between two statements', cut],
		[
			'with several statements under way',
			async (sql: Sql) => {
				const first = sql`select pg_terminate_backend(pg_backend_pid())`;
				await Promise.all([
					first,
					sql`insert into kept values (2)`,
					sql`insert into kept values (3)`
				]);
			}
		]
	])('%s: fails as a database that is away, and leaves nothing', async (_, lose) => {
		const lost = withTransaction(database, async ({ sql }) => {
			await sql`insert into kept values (1)`;
			await lose(sql);
			await sql`insert into kept values (4)`;
		});
		const error: unknown = await lost.catch((thrown: unknown) => thrown);
		expect(isDatabaseAway(error)).toBe(true);
		await otherWork();
		expect([...(await database.sql`select n from kept`)]).toEqual([]);
	});

	it('writes nothing afterwards, though its work goes on and the pool has connected again', async () => {
		let refused: unknown;
		let workIsOver: () => void = () => undefined;
		const over = new Promise<void>((resolve) => (workIsOver = resolve));
		const lost = withTransaction(database, async ({ sql }) => {
			await cut(sql);
			await otherWork();
			try {
				await sql`insert into kept values (5)`;
			} catch (error) {
				refused = error;
			}
			workIsOver();
		});
		await expect(lost).rejects.toThrow();
		await over;
		expect(isDatabaseAway(refused)).toBe(true);
		await otherWork();
		expect([...(await database.sql`select n from kept`)]).toEqual([]);
	});

	it('fails no less when PostgreSQL was not told who works', async () => {
		const settings = { ...systemSettings('owner'), 'no such': 'setting' };
		const lost = withTransaction(
			database,
			async ({ sql }) => {
				await Promise.all([sql`select 1`, sql`select 2`]);
			},
			{ settings }
		);
		await expect(lost).rejects.toThrow();
		await otherWork();
	});

	it('does not stop the next ones', async () => {
		const next = withTransaction(database, async ({ sql }) => sql<{ n: number }[]>`select 7 as n`);
		expect(await next).toMatchObject([{ n: 7 }]);
	});
});

describe('a transaction that fails for another reason', () => {
	it('is rolled back at once, with its own error', async () => {
		const failed = withTransaction(database, async ({ sql }) => {
			await sql`insert into kept values (8)`;
			await sql`insert into kept values (8)`;
		});
		await expect(failed).rejects.toMatchObject({ code: '23505' });
		expect([...(await database.sql`select n from kept`)]).toEqual([]);
	});
});
