import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from 'vitest';
import {
	isDatabaseAway,
	openDatabase,
	withTransaction,
	type Database
} from '#lib/server/store/database.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';

let server: FreshDatabase;
let pool: Database;
beforeAll(async () => {
	server = await freshDatabase();
	await server.sql`create table kept (n int primary key)`;
});
afterAll(async () => server.drop());
beforeEach(() => {
	pool = openDatabase(server.url, { max: 2, applicationName: 'renewed' });
});
afterEach(async () => pool.close());

const one = async (): Promise<unknown> => [...(await pool.sql`select ${1}::int as n`)];

/** Cuts every connection of the pool; how many there were. */
async function cutAll(): Promise<number> {
	const cut = await server.sql`
		select pg_terminate_backend(pid, 5000) from pg_stat_activity
		where application_name = 'renewed' and datname = current_database()`;
	return cut.length;
}

describe('a pool that has lost connections', () => {
	it('answers the next question with its own rows, though half of a result was on its way', async () => {
		const cutShort = pool.sql`
			select g, case when g = 20000 then pg_terminate_backend(pg_backend_pid()) end
			from generate_series(1, 30000) g`;
		const error: unknown = await cutShort.catch((thrown: unknown) => thrown);
		expect(isDatabaseAway(error)).toBe(true);
		for (let i = 0; i < 4; i++) expect(await one()).toEqual([{ n: 1 }]);
	});

	it('fails nobody who comes after the loss', async () => {
		for (let round = 0; round < 20; round++) {
			const lost = pool.sql`select pg_terminate_backend(pg_backend_pid())`;
			await expect(lost).rejects.toThrow();
			expect(await Promise.all([one(), one(), one()])).toEqual(Array(3).fill([{ n: 1 }]));
		}
	});

	it('answers or refuses everything, however often and wherever it is cut', async () => {
		let over = false;
		let answered = 0;
		const wrong: unknown[] = [];
		async function askOnAndOn(n: number): Promise<void> {
			while (!over) {
				try {
					const ask =
						n % 2 === 0
							? async () => pool.sql<{ n: number }[]>`select ${n}::int as n`
							: async () =>
									withTransaction(pool, async ({ sql }) => {
										const both = [sql`select pg_sleep(0.001)`, sql`select ${n + 1}::int as n`];
										await Promise.all(both);
										return sql<{ n: number }[]>`select ${n}::int as n`;
									});
					const rows = await ask();
					if (rows.length !== 1 || rows[0]?.n !== n) wrong.push([...rows]);
					answered++;
				} catch (error) {
					if (!isDatabaseAway(error)) wrong.push(error);
				}
			}
		}
		const asking = Array.from({ length: 6 }, async (_, n) => askOnAndOn(n));
		for (let cuts = 0; cuts < 60;) {
			const before = answered;
			while (answered < before + 5) await wait(1);
			if ((await cutAll()) > 0) cuts++;
		}
		over = true;
		await Promise.all(asking);
		expect(wrong).toEqual([]);
	});

	it('leaves what runs on another connection undisturbed', async () => {
		const kept = withTransaction(pool, async ({ sql }) => {
			await sql`insert into kept values (1)`;
			await expect(pool.sql`select pg_terminate_backend(pg_backend_pid())`).rejects.toThrow();
			expect(await one()).toEqual([{ n: 1 }]);
			await sql`insert into kept values (2)`;
		});
		await kept;
		expect([...(await server.sql`select n from kept order by n`)]).toEqual([{ n: 1 }, { n: 2 }]);
	});

	it('listens again, and says that it does', async () => {
		const heard: string[] = [];
		let listening = 0;
		const until = async (holds: () => boolean) => {
			while (!holds()) await wait(5);
		};
		const { unlisten } = await pool.sql.listen(
			'changes',
			(word) => heard.push(word),
			() => listening++
		);
		expect(listening).toBe(1);
		expect(await cutAll()).toBe(1);
		await until(() => listening === 2);
		await server.sql`select pg_notify('changes', 'again')`;
		await until(() => heard.length > 0);
		expect(heard).toEqual(['again']);
		await unlisten();
	});

	it('holds no connection after it was closed, and refuses what is asked then', async () => {
		await Promise.all([one(), one()]);
		await expect(pool.sql`select pg_terminate_backend(pg_backend_pid())`).rejects.toThrow();
		await Promise.all([one(), one()]);
		await pool.close();
		await expect(one()).rejects.toMatchObject({ code: 'CONNECTION_ENDED' });
		while ((await cutAll()) > 0) await wait(5);
	});
});
