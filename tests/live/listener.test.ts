import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { openListener, type Listener } from '#lib/server/live/listener.ts';
import { silentLog } from '#lib/server/log.ts';
import { openDatabase, type Database } from '#lib/server/store/database.ts';
import { ensureEpoch } from '#lib/server/store/epoch.ts';
import { head } from '#lib/server/store/ledger.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';
import { throwAwayServer } from '../setup/postgres-server.ts';
import { migrateDatabase } from '#lib/server/store/migrate.ts';
import { commit } from './ledger.ts';
import { relayTo, through } from './relay.ts';

let database: FreshDatabase;
const open: (() => Promise<void>)[] = [];

beforeAll(async () => {
	database = await freshDatabase({ max: 10 });
});
afterEach(async () => {
	for (const close of open.splice(0).reverse()) await close();
});
afterAll(async () => database.drop());

/** A process of its own as far as the ledger is concerned: own pool, own listener. */
async function follow(
	options: { url?: string; pollEvery?: number } = {}
): Promise<{ listener: Listener; heard: number[]; pool: Database }> {
	const { url = database.url, pollEvery = 3_600_000 } = options;
	const pool = openDatabase(url, { max: 2, applicationName: 'follower', scope: 'listener' });
	const listener = openListener({ sql: pool.sql, log: silentLog(), pollEvery });
	open.push(async () => pool.close(), listener.close);
	const heard: number[] = [];
	listener.hear({ entries: (entries) => heard.push(...entries.map(({ seq }) => seq)) });
	await vi.waitFor(() => {
		expect(listener.health().ok).toBe(true);
	});
	return { listener, heard, pool };
}

function range(from: number, to: number): number[] {
	return Array.from({ length: to - from + 1 }, (_, n) => from + n);
}

describe('what was committed is heard', () => {
	it('8 concurrent writers lose 0 of 4,000 entries, for two processes, in commit order', async () => {
		const [one, other] = [await follow(), await follow()];
		const { seq: before } = await head(database.sql);
		const writers = Array.from({ length: 8 }, async () => {
			for (let n = 0; n < 500; n += 1) await commit(database);
		});
		await Promise.all(writers);
		const expected = range(before + 1, before + 4000);
		await vi.waitFor(
			() => {
				expect(one.heard.length).toBeGreaterThanOrEqual(4000);
				expect(other.heard.length).toBeGreaterThanOrEqual(4000);
			},
			{ timeout: 20_000 }
		);
		expect(one.heard).toEqual(expected);
		expect(other.heard).toEqual(expected);
	});

	it('what was rolled back is not heard and leaves no gap', async () => {
		const { heard } = await follow();
		const first = await commit(database);
		await expect(
			database.sql.begin(async (sql) => {
				await sql`update ledger_head set seq = seq + 1`;
				throw new Error('changed our mind');
			})
		).rejects.toThrow();
		const second = await commit(database);
		expect(second).toBe(first + 1);
		await vi.waitFor(() => {
			expect(heard).toEqual([first, second]);
		});
	});

	it('a cut connection misses nothing of what was committed meanwhile', async () => {
		const { heard, listener } = await follow();
		const { seq: before } = await head(database.sql);
		await database.sql`
			select pg_terminate_backend(pid) from pg_stat_activity
			where application_name = 'follower' and datname = current_database()`;
		await Promise.all(range(1, 20).map(async () => commit(database)));
		await vi.waitFor(() => {
			expect(heard).toEqual(range(before + 1, before + 20));
		});
		expect(listener.health()).toMatchObject({ ok: true, lastSeq: before + 20 });
	});

	it('an entry that nobody announced is found by the safety net', async () => {
		const { heard } = await follow({ pollEvery: 50 });
		const seq = await database.sql.begin(async (sql) => {
			const [row] = await sql<{ seq: number }[]>`
				update ledger_head set seq = seq + 1 returning seq`;
			await sql`
				insert into ledger (seq, at, kind, agencies, ids)
				values (${row?.seq ?? 0}, now(), 'dossiers', '{}', '{}')`;
			return row?.seq;
		});
		await vi.waitFor(() => {
			expect(heard).toEqual([seq]);
		});
	});
});

describe('a restored database', () => {
	it('has a new epoch, and every follower is told so', async () => {
		const { listener } = await follow();
		const before = await ensureEpoch(database.sql);
		expect(await ensureEpoch(database.sql)).toBe(before);

		let restoredTo: unknown;
		listener.hear({ restored: (position) => (restoredTo = position) });
		await database.sql`update ledger_head set origin = 'another cluster/1/5'`;
		const after = await ensureEpoch(database.sql);
		expect(after).not.toBe(before);
		await database.sql`
			select pg_terminate_backend(pid) from pg_stat_activity
			where application_name = 'follower' and datname = current_database()`;
		await vi.waitFor(() => {
			expect(restoredTo).toMatchObject({ epoch: after });
		});
	});
});

describe('the database goes away', () => {
	it('the follower says so, and says when it is back', async () => {
		const relay = await relayTo(Number(new URL(database.url).port));
		open.push(relay.close);
		const { heard, listener } = await follow({ url: through(relay, database.url) });
		relay.cut();
		await listener.catchUp();
		expect(listener.health().ok).toBe(false);
		const seq = await commit(database);
		expect(heard).toEqual([]);
		relay.mend();
		await vi.waitFor(
			() => {
				expect(heard).toEqual([seq]);
				expect(listener.health()).toMatchObject({ ok: true, lastSeq: seq });
			},
			{ timeout: 20_000 }
		);
	});

	it('a server that crashed and starts again is followed as before, and nothing is lost', async () => {
		const server = await throwAwayServer();
		open.push(server.close);
		const { url } = server.server;
		await migrateDatabase(url);
		const { heard, listener } = await follow({ url });
		const writer = openDatabase(url, { max: 1, scope: 'owner' });
		open.push(async () => writer.close());
		await commit(writer);
		await vi.waitFor(() => {
			expect(heard).toEqual([1]);
		});

		server.server.keepRunning(() => undefined);
		process.kill(server.server.pid, 'SIGQUIT');
		const seq = await vi.waitFor(async () => commit(writer), { timeout: 20_000 });
		await vi.waitFor(
			() => {
				expect(heard).toEqual([1, seq]);
				expect(listener.health()).toMatchObject({ ok: true, lastSeq: seq });
			},
			{ timeout: 20_000 }
		);
	});
});
