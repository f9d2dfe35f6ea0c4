import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { SYSTEM } from '#lib/domain/accounts/reader.ts';
import { startOfDay } from '#lib/domain/calendar/time.ts';
import { trainingClock } from '#lib/server/clock.ts';
import { openFigures } from '#lib/server/live/figures.ts';
import type { Database } from '#lib/server/store/database.ts';
import { currentQuery, overviewOf } from '#lib/server/store/overview.ts';
import { readAs } from '#lib/server/store/reading.ts';
import { openRulebook } from '#lib/server/store/rulebook.ts';
import { openFilled, TODAY } from './filled.ts';
import {
	compared,
	conditionsOf,
	median,
	mustBe,
	quantile,
	rounded,
	VoidRun,
	type Bench
} from './result.ts';

const HOUR = 3_600_000;
const NOON = startOfDay(TODAY) + 10 * HOUR;
const SMALL = { rows: 10_000, open: 6_000, month: 3_000 };
const ROUNDS = 5;
const EACH = 100;
const ANSWERS = 1_000;
const ROW_BYTES = 1_000;

/**
 * B4: the default overview while the archive grows.
 *
 * `B4`: its computation from the tables (nothing cached), p99 with the big archive against p99 with
 * 10 k dossiers; both have the same open stock and the same month, and are asked in turns.
 * `B4 served`: what a viewer's question costs (the figures computed once for everybody) against a
 * plain `GROUP BY agency, bucket` over all dossiers; and the statements that viewers cause.
 */
export const read: Bench = async function* ({ quick }) {
	const asked = quick ? 300_000 : 10_000_000;
	const big = { ...SMALL, rows: Math.min(asked, roomFor()) };
	const filled = await openFilled({ few: SMALL, many: big });
	const few = filled.open('few');
	const many = filled.open('many');
	try {
		const conditions = {
			...(await conditionsOf(many.sql)),
			rows: [SMALL.rows, big.rows],
			...(big.rows < asked && { askedRows: asked, reason: 'disk' })
		};
		const own = { open: SMALL.open, closedThisMonth: SMALL.month };
		const ofFew = await asker(few);
		const ofMany = await asker(many);
		const told = [await ofFew(), await ofMany()];
		if (told[0] !== told[1]) throw new VoidRun('the same stock, and other figures');
		mustBe('dossiers', await counted(many), big.rows);
		for (let n = 0; n < 20; n++) for (const ask of [ofFew, ofMany]) await ask();

		const found = { ours: [] as number[], reference: [] as number[] };
		const medians = { ours: [] as number[], reference: [] as number[] };
		for (let round = 0; round < ROUNDS; round++) {
			const times = { ours: [] as number[], reference: [] as number[] };
			for (let n = 0; n < EACH; n++) {
				if (n % 2 === 0) times.ours.push(await timed(ofMany));
				times.reference.push(await timed(ofFew));
				if (n % 2 === 1) times.ours.push(await timed(ofMany));
			}
			for (const side of ['ours', 'reference'] as const) {
				found[side].push(quantile(times[side], 0.99));
				medians[side].push(median(times[side]));
			}
		}
		yield compared(found, {
			bench: 'B4',
			unit: 'ms (p99)',
			goal: 'ratio ≤ 1.10',
			meets: (_, ratio) => ratio <= 1.1,
			conditions: {
				...conditions,
				...own,
				computations: ROUNDS * EACH,
				cached: false,
				p50: { ours: rounded(median(medians.ours)), reference: rounded(median(medians.reference)) }
			}
		});

		const served = await serve(many, quick ? 5 : 7);
		yield {
			...compared(served, {
				bench: 'B4 served',
				unit: 'ms',
				goal: 'reference/ours ≥ 1000, no statement by viewers',
				meets: () => false,
				conditions: { ...conditions, ...own, answers: ANSWERS, statements: served.statements }
			}),
			ratio: rounded(median(served.reference) / median(served.ours), 3),
			meets: median(served.reference) / median(served.ours) >= 1_000 && served.statements === 0
		};
	} finally {
		await Promise.all([few.close(), many.close()]);
		await filled.close();
	}
};

/** Dossiers that half of the free disk takes, with their indexes. */
function roomFor(): number {
	const { bavail, bsize } = statfsSync(tmpdir());
	return Math.floor((bavail * bsize) / 2 / ROW_BYTES);
}

/** Computes the default overview; answers the province's figures as text. */
async function asker(database: Database): Promise<() => Promise<string>> {
	const rules = await openRulebook(database.sql).current();
	const query = currentQuery(NOON);
	return async () => {
		const overview = await readAs(database, SYSTEM, async (sql) =>
			overviewOf(sql, rules, query, NOON)
		);
		return JSON.stringify(overview.province);
	};
}

async function serve(database: Database, rounds: number) {
	const clock = trainingClock(NOON, 1, Date.now());
	const figures = openFigures({ database, rulebook: openRulebook(database.sql), clock });
	const found = { ours: [] as number[], reference: [] as number[], statements: Infinity };
	try {
		const { province } = await figures.current();
		for (let round = 0; round < rounds; round++) {
			const began = performance.now();
			const rows = await database.sql<{ bucket: string; n: number }[]>`
				select agency_id, case
						when phase = 'open' and due_on < ${TODAY}::date then 'overdue'
						when phase = 'resolved' and finished_on > due_on then 'late'
						else phase end as bucket, count(*) as n
				from dossiers group by 1, 2`;
			found.reference.push(performance.now() - began);
			const overdue = rows.filter(({ bucket }) => bucket === 'overdue');
			mustBe(
				'overdue of the plain count',
				overdue.reduce((sum, { n }) => sum + n, 0),
				province.open.overdue
			);
			await figures.current();
			const before = await lastStatements(database);
			const asked = performance.now();
			for (let n = 0; n < ANSWERS; n++) await figures.current();
			found.ours.push((performance.now() - asked) / ANSWERS);
			const after = await lastStatements(database);
			// The ledger is read every two seconds, viewers or none: a round that it falls into says more.
			found.statements = Math.min(
				found.statements,
				[...after].filter(([pid, at]) => before.get(pid) !== at).length
			);
		}
		return found;
	} finally {
		await figures.close();
	}
}

/** Of every session of ours but the one that asks: when its last statement began. */
async function lastStatements({ sql }: Database): Promise<Map<number, string>> {
	const rows = await sql<{ pid: number; began: string }[]>`
		select pid, query_start::text as began from pg_stat_activity
		where datname = current_database() and backend_type = 'client backend'
			and query not like '%pg_stat_activity%'`;
	return new Map(rows.map(({ pid, began }) => [pid, began]));
}

async function counted({ sql }: Database): Promise<number> {
	const [row] = await sql<{ n: number }[]>`select count(*) as n from dossiers`;
	return row?.n ?? 0;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
	const began = performance.now();
	await work();
	return performance.now() - began;
}
