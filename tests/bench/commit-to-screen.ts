import { createServer } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { WebSocketServer } from 'ws';
import { OPERATOR } from '#lib/domain/audit/entry.ts';
import { LIVE_PATH } from '#lib/live/contract.ts';
import { createKey } from '#lib/server/accounts/manage.ts';
import { systemClock } from '#lib/server/clock.ts';
import { openIntake } from '#lib/server/commands/intake.ts';
import { startEmbedded } from '#lib/server/embedded/start-embedded.ts';
import { translate } from '#lib/server/ingest/dossier-feed/translate.ts';
import { startLive } from '#lib/server/live/start.ts';
import { silentLog } from '#lib/server/log.ts';
import { saveProvince } from '#lib/server/store/agencies.ts';
import { openDatabase, withTransaction, type Database } from '#lib/server/store/database.ts';
import { migrateDatabase } from '#lib/server/store/migrate.ts';
import { openRulebook } from '#lib/server/store/rulebook.ts';
import { provinceSeed } from '../../src/demo/province/province.ts';
import { makeDataDir, removeDataDir } from '../setup/app.ts';
import { bound, monotonic, startCrowd, type Crowd } from './crowd.ts';
import { nationalRecord } from './records.ts';
import { alternate, compared, conditionsOf, mustBe, quantile, rounded } from './result.ts';
import { VoidRun, type Bench } from './result.ts';

const SOCKETS = 200;
/** Between commits; further apart than hints are held together, so that every one goes out at once. */
const EVERY_MS = 100;
/** Dossiers that are there before. */
const BEFORE = 2_000;
const ROUNDS = 5;

/**
 * B2: from just before COMMIT of one new dossier to the `changed` message at each of 200 sockets, by
 * the real live server, against a NOTIFY whose payload is the same message, sent on with `ws` to as
 * many bare clients (its transaction writes one row, so that it too has something to make durable).
 * Commits are due by the clock and do not wait for each other. Server and committer are one process;
 * each crowd is one of its own.
 */
export const commitToScreen: Bench = async function* ({ quick }) {
	const closers: (() => Promise<unknown>)[] = [];
	try {
		const database = await openEmbedded(closers);
		const commits = quick ? 10 : 40;
		const sides = [await openOurs(database, closers), await openReference(database, closers)];
		const found: Record<'p50' | 'p99' | 'all' | 'tallies', [number[], number[]]> = {
			p50: [[], []],
			p99: [[], []],
			all: [[], []],
			tallies: [[], []]
		};
		let joined = 0;
		const round = async (which: 0 | 1): Promise<number> => {
			const heard = await measure(sides[which], commits);
			joined += heard.joined;
			found.p50[which].push(quantile(heard.hints, 0.5));
			found.p99[which].push(quantile(heard.hints, 0.99));
			found.all[which].push(...heard.hints);
			found.tallies[which].push(...heard.tallies);
			return quantile(heard.hints, 0.5);
		};
		// Once unmeasured, so that both sides are compiled and every connection is warm.
		for (const side of sides) await measure(side, 5);
		await alternate(
			ROUNDS,
			async () => round(0),
			async () => round(1)
		);

		const whole = (which: 0 | 1) => ({
			p50: rounded(quantile(found.all[which], 0.5)),
			p95: rounded(quantile(found.all[which], 0.95)),
			p99: rounded(quantile(found.all[which], 0.99)),
			max: rounded(quantile(found.all[which], 1))
		});
		const conditions = {
			...(await conditionsOf(database.sql)),
			sockets: SOCKETS,
			commits: ROUNDS * commits,
			commitsPerSecond: 1_000 / EVERY_MS,
			dossiersBefore: BEFORE,
			hintsThatWaitedForOthers: joined,
			allRounds: { ours: whole(0), reference: whole(1) },
			// With the coalescing: at most four a second.
			talliesMs: {
				p50: rounded(quantile(found.tallies[0], 0.5)),
				p99: rounded(quantile(found.tallies[0], 0.99))
			}
		};
		for (const [name, limit, aim] of [
			['p50', 1.5, 1.15],
			['p99', 2, 1.35]
		] as const) {
			const [ours, reference] = found[name];
			yield compared(
				{ ours, reference },
				{
					bench: `B2 ${name}`,
					unit: 'ms',
					goal: `ratio ≤ ${limit} (aim ${aim})`,
					meets: (_, ratio) => ratio <= limit,
					conditions
				}
			);
		}
	} finally {
		for (const close of closers.reverse()) await close();
	}
};

interface Side {
	crowd: Crowd;
	/** Commits one; @returns its number, and the instant just before COMMIT */
	commit(): Promise<{ number: number; at: number }>;
}

interface Heard {
	/** Milliseconds, of every commit at every socket. */
	hints: number[];
	/** Of every commit, at the first socket. */
	tallies: number[];
	/** Commits that were told of together with a later one. */
	joined: number;
}

async function measure(side: Side | undefined, commits: number): Promise<Heard> {
	if (side === undefined) throw new VoidRun('no such side');
	const began = performance.now();
	const under: Promise<{ number: number; at: number }>[] = [];
	for (let i = 0; i < commits; i++) {
		await wait(Math.max(0, began + i * EVERY_MS - performance.now()));
		under.push(side.commit());
	}
	const committed = (await Promise.all(under)).sort((a, b) => a.number - b.number);
	// So that the figures of the last commit have been told too.
	await wait(500);
	return latencies(await side.crowd.listen(committed.at(-1)?.number ?? 0), committed);
}

/** A message tells of every commit up to its number that no earlier one told of. */
function latencies(receipts: Float64Array, committed: { number: number; at: number }[]): Heard {
	const bySocket = new Map<number, { number: number; at: number }[]>();
	for (let i = 0; i < receipts.length; i += 3) {
		const [socket = 0, number = 0, at = 0] = receipts.subarray(i, i + 3);
		const own = bySocket.get(socket) ?? [];
		bySocket.set(socket, own);
		own.push({ number, at });
	}
	const heard: Heard = { hints: [], tallies: [], joined: 0 };
	mustBe('sockets that heard', [...bySocket.keys()].filter((s) => s >= 0).length, SOCKETS);
	const numbers = new Set(committed.map(({ number }) => number));
	mustBe('different numbers', numbers.size, committed.length);
	for (const [socket, own] of bySocket) {
		let next = 0;
		let messages = 0;
		for (const { number, at } of own) {
			if (socket >= 0 && !numbers.has(number)) throw new VoidRun(`nobody committed ${number}`);
			messages += 1;
			for (let one = committed[next]; one && one.number <= number; one = committed[++next]) {
				(socket < 0 ? heard.tallies : heard.hints).push(at - one.at);
			}
		}
		if (socket >= 0) {
			mustBe(`commits that socket ${socket} heard of`, next, committed.length);
			if (socket === 0) heard.joined = committed.length - messages;
			if (messages > committed.length) throw new VoidRun('a message came twice');
		}
	}
	return heard;
}

/** The embedded PostgreSQL as shipped, with the whole province and some dossiers. */
async function openEmbedded(
	closers: (() => Promise<unknown>)[]
): Promise<Database & { url: string }> {
	const dataDir = makeDataDir();
	closers.push(async () => removeDataDir(dataDir));
	const server = await startEmbedded(dataDir);
	await migrateDatabase(server.url);
	const database = openDatabase(server.url, {
		max: 8,
		applicationName: 'don-doc bench',
		scope: 'owner'
	});
	closers.push(async () => database.close());
	await saveProvince(database, provinceSeed(), Date.now(), 'bench');
	return { ...database, url: server.url };
}

async function openOurs(database: Database, closers: (() => Promise<unknown>)[]): Promise<Side> {
	const intake = openIntake({ database, rulebook: openRulebook(database.sql) });
	let taken = 0;
	const records = (count: number) =>
		Array.from({ length: count }, (_, index) => {
			const reading = { service: 'DongBoHoSoMC', receivingUnit: '', handlerKey: 'bench' } as const;
			const translated = translate(nationalRecord(taken++), reading);
			return { index, translated, arrivedAt: Date.now() };
		});
	const sender = { keyId: 1, agencies: 'all', backfill: false } as const;
	for (let n = 0; n < BEFORE; n += 1_000) await intake.take(records(1_000), sender, Date.now());

	const server = createServer((_request, response) => response.writeHead(404).end());
	const port = await bound(server);
	const origin = `http://127.0.0.1:${port}`;
	const live = await startLive(server, {
		database,
		clock: systemClock(),
		settings: {
			authSecret: 'a secret of the bench, long enough',
			origin,
			origins: [origin],
			demo: true
		},
		log: silentLog(),
		build: 'bench'
	});
	closers.push(async () => {
		await live.close();
		server.closeAllConnections();
		await new Promise((done) => server.close(done));
	});
	const key = await createKey(
		database,
		{
			name: 'bench',
			scope: 'read',
			agencyCode: null,
			email: null,
			backfill: false
		},
		OPERATOR
	);
	if (!key.accepted) throw new Error(key.refusal.code);
	const crowd = startCrowd('crowd-listen.ts');
	closers.push(crowd.close);
	const hello = `40${JSON.stringify({ token: key.value.key })}`;
	await crowd.open(SOCKETS, `ws://127.0.0.1:${port}${LIVE_PATH}/?EIO=4&transport=websocket`, hello);
	return {
		crowd,
		commit: async () =>
			withTransaction(database, async ({ sql }) => {
				const { accepted, seq } = await intake.take(records(1), sender, Date.now(), {
					within: sql
				});
				mustBe('accepted', accepted, 1);
				return { number: seq ?? 0, at: monotonic() };
			})
	};
}

async function openReference(
	database: Database & { url: string },
	closers: (() => Promise<unknown>)[]
): Promise<Side> {
	await database.sql`create table bench_reference (number int primary key, payload text)`;
	const server = createServer();
	const webSockets = new WebSocketServer({ server, perMessageDeflate: false });
	const port = await bound(server);
	closers.push(async () => {
		for (const client of webSockets.clients) client.terminate();
		webSockets.close();
		await new Promise((done) => server.close(done));
	});
	const listener = new Client({ connectionString: database.url });
	await listener.connect();
	closers.push(async () => listener.end());
	listener.on('notification', ({ payload = '' }) => {
		const bytes = Buffer.from(payload);
		for (const client of webSockets.clients) client.send(bytes, { binary: false });
	});
	await listener.query('listen bench_reference');
	const crowd = startCrowd('crowd-listen.ts');
	closers.push(crowd.close);
	await crowd.open(SOCKETS, `ws://127.0.0.1:${port}/`, null);
	const [epoch] = await database.sql<{ epoch: string }[]>`select epoch from ledger_head`;
	let number = BEFORE;
	return {
		crowd,
		commit: async () =>
			withTransaction(database, async ({ sql }) => {
				const own = ++number;
				const ids = [String(nationalRecord(own).MaHoSo)];
				const message = { epoch: epoch?.epoch, seq: own, room: 'dossiers', ids };
				const payload = `42["changed",${JSON.stringify(message)}]`;
				await sql`insert into bench_reference values (${own}, ${payload})`;
				await sql`select pg_notify('bench_reference', ${payload})`;
				return { number: own, at: monotonic() };
			})
	};
}
