import { startEmbedded } from '#lib/server/embedded/start-embedded.ts';
import { openDatabase } from '#lib/server/store/database.ts';
import { makeDataDir, removeDataDir, startApp } from '../setup/app.ts';
import { MAIN, openFilled, type FilledServer } from './filled.ts';
import { alternate, compared, conditionsOf, mustBe, type Bench } from './result.ts';

const ROUNDS = 5;
const PATIENCE_MS = 60_000;
const BUILD_PATIENCE_MS = 300_000;

/**
 * B7: from the start of the process until `/readyz` says 200, as built, without the demo.
 *
 * `B7 warm`: with many dossiers, against PostgreSQL alone on the same data until its first answer.
 * `B7 rows`: many dossiers against few. `B7 first`: an empty DATA_DIR, against PostgreSQL's own
 * initdb, start and first answer.
 */
export const start: Bench = async function* ({ quick }) {
	const size = { few: 10_000, many: quick ? 100_000 : 1_000_000 };
	// Whatever has to be built is built before anything is measured.
	await inEmptyFolder(async (dataDir) => untilReady(dataDir, BUILD_PATIENCE_MS));
	const servers: FilledServer[] = [];
	try {
		for (const rows of [size.few, size.many]) {
			servers.push(await openFilled({ [MAIN]: { rows, open: 6_000, month: 3_000 } }));
		}
		const [few, many] = servers;
		if (few === undefined || many === undefined) return;
		const probe = many.open(MAIN);
		const conditions = {
			...(await conditionsOf(probe.sql)),
			rows: [size.few, size.many],
			resolutionMs: 50
		};
		await probe.close();
		for (const { server, dataDir } of servers) {
			await server.stop();
			await untilReady(dataDir);
		}
		const warm = await alternate(
			ROUNDS,
			async () => untilReady(many.dataDir),
			async () => untilAnswer(many.dataDir, size.many)
		);
		yield compared(warm, {
			bench: 'B7 warm',
			unit: 'ms',
			goal: '≤ 1500 ms',
			meets: (ours) => ours <= 1_500,
			conditions
		});
		const byRows = await alternate(
			ROUNDS,
			async () => untilReady(many.dataDir),
			async () => untilReady(few.dataDir)
		);
		yield compared(byRows, {
			bench: 'B7 rows',
			unit: 'ms',
			goal: '≤ 1500 ms and ratio ≤ 1.10',
			meets: (ours, ratio) => ours <= 1_500 && ratio <= 1.1,
			conditions
		});
		await untilAnswer(few.dataDir, size.few);
		const first = await alternate(
			ROUNDS,
			async () => inEmptyFolder(async (dataDir) => untilReady(dataDir)),
			async () => inEmptyFolder(async (dataDir) => untilAnswer(dataDir, null))
		);
		yield compared(first, {
			bench: 'B7 first',
			unit: 'ms',
			goal: '≤ 4000 ms',
			meets: (ours) => ours <= 4_000,
			conditions: { ...conditions, rows: 0 }
		});
	} finally {
		// `close` also stops a server, which ours is not any more.
		for (const { dataDir } of servers) await removeDataDir(dataDir);
	}
};

async function inEmptyFolder(work: (dataDir: string) => Promise<number>): Promise<number> {
	const dataDir = makeDataDir();
	try {
		return await work(dataDir);
	} finally {
		await removeDataDir(dataDir);
	}
}

/** The product from nothing running to ready, then stopped. */
async function untilReady(dataDir: string, patience = PATIENCE_MS): Promise<number> {
	const began = performance.now();
	const app = await startApp(dataDir, { DEMO: 'off' });
	await app.ready(patience);
	const ms = performance.now() - began;
	const { code } = await app.end();
	mustBe('exit code', code ?? -1, 0);
	return ms;
}

/** PostgreSQL alone from nothing running to an answer; then its rows are counted and it is stopped. */
async function untilAnswer(dataDir: string, rows: number | null): Promise<number> {
	const began = performance.now();
	const server = await startEmbedded(dataDir);
	const database = openDatabase(server.url, { max: 1, scope: 'owner' });
	try {
		await database.sql`select 1`;
		const ms = performance.now() - began;
		if (rows !== null) {
			const [row] = await database.sql<{ n: number }[]>`select count(*) as n from dossiers`;
			mustBe('dossiers', row?.n ?? 0, rows);
		}
		return ms;
	} finally {
		await database.close();
		await server.stop();
	}
}
