import { setTimeout as wait } from 'node:timers/promises';
import { startOfDay, type Instant } from '#lib/domain/calendar/time.ts';
import { trainingClock } from '#lib/server/clock.ts';
import { openFigures } from '#lib/server/live/figures.ts';
import type { Database } from '#lib/server/store/database.ts';
import { openRulebook, type Rulebook } from '#lib/server/store/rulebook.ts';
import { MAIN, openFilled, TODAY } from './filled.ts';
import {
	alternate,
	compared,
	conditionsOf,
	median,
	mustBe,
	VoidRun,
	type Bench
} from './result.ts';

const DUE_ON = '2026-11-19';
const MIDNIGHT: Instant = startOfDay(TODAY);
/** The watcher is told the evening's figures within this time. */
const LEAD_MS = 8_000;
const ROUNDS = 5;

/**
 * B6: all open dossiers of a province become overdue at one midnight. Ours: from the midnight of a
 * training clock until who watches the figures is told all of them. Reference: a column updated in
 * each of the same rows of an equally indexed table, and counted again; rolled back.
 */
export const midnight: Bench = async function* ({ quick }) {
	const rows = quick ? 100_000 : 1_000_000;
	const filled = await openFilled({ [MAIN]: { rows, open: rows, month: 0, dueOn: DUE_ON } });
	const database = filled.open(MAIN);
	const { sql } = database;
	try {
		const expected = await overdueBySql(database);
		await sql`create table bench_reference (like dossiers including all)`;
		await sql`insert into bench_reference select * from dossiers`;
		await sql`vacuum (analyze) bench_reference`;
		const conditions = { ...(await conditionsOf(sql)), rows, overdue: expected };
		const before = await traces(database);
		const rulebook = openRulebook(sql);
		// Once unmeasured, so that the indexes are in memory.
		await toldAfterMidnight(database, rulebook, expected);
		const wal: number[] = [];
		const found = await alternate(
			ROUNDS,
			async () => {
				const began = await walPosition(database);
				const ms = await toldAfterMidnight(database, rulebook, expected);
				wal.push((await walPosition(database)) - began);
				return ms;
			},
			async () => updateAndCount(database, expected)
		);
		const after = await traces(database);
		if (before !== after) throw new VoidRun(`dossier rows were written: ${before}, ${after}`);
		yield compared(found, {
			bench: 'B6',
			unit: 'ms',
			goal: '≤ 1000 ms, 0 dossier rows written',
			meets: (ours) => ours <= 1_000,
			conditions: { ...conditions, rowsWritten: 0, walBytes: median(wal), heardBy: 'figures.watch' }
		});
	} finally {
		await database.close();
		await filled.close();
	}
};

/** Milliseconds from midnight to the first figures told that have everything overdue. */
async function toldAfterMidnight(
	database: Database,
	rulebook: Rulebook,
	expected: number
): Promise<number> {
	const clock = trainingClock(MIDNIGHT - LEAD_MS, 1, Date.now());
	const figures = openFigures({ database, rulebook, clock });
	let evening = -1;
	try {
		const told = new Promise<number>((resolve, reject) => {
			figures.watch(({ value }) => {
				const now = clock.now();
				if (now < MIDNIGHT) evening = value.province.open.overdue;
				else if (value.province.open.overdue === expected) resolve(now - MIDNIGHT);
				else if (value.province.open.overdue !== 0) {
					reject(new VoidRun(`${value.province.open.overdue} overdue instead of ${expected}`));
				}
			});
		});
		const late = wait(LEAD_MS + 30_000, null, { ref: false });
		const ms = await Promise.race([told, late]);
		if (ms === null) throw new VoidRun('nothing was told within 30 s after midnight');
		mustBe('overdue in the evening', evening, 0);
		return ms;
	} finally {
		await figures.close();
	}
}

async function updateAndCount({ sql }: Database, expected: number): Promise<number> {
	let ms = NaN;
	const undo = new Error('undo');
	await sql
		.begin(async (tx) => {
			const began = performance.now();
			const { count } = await tx`
				update bench_reference set flags = array['overdue']
				where phase = 'open' and due_at <= ${MIDNIGHT}::timestamptz`;
			await tx`select agency_id, count(*) from bench_reference
				where phase = 'open' and flags = array['overdue'] group by agency_id`;
			ms = performance.now() - began;
			mustBe('rows of the reference', count, expected);
			throw undo;
		})
		.catch((error: unknown) => {
			if (error !== undo) throw error;
		});
	// As at the beginning for the next round.
	await sql`vacuum bench_reference`;
	return ms;
}

async function overdueBySql({ sql }: Database): Promise<number> {
	const [row] = await sql<{ n: number }[]>`
		select count(*) as n from dossiers where phase = 'open' and due_on < ${TODAY}::date`;
	return row?.n ?? 0;
}

/** What writing any dossier would change: how many there are, and by which transactions. */
async function traces({ sql }: Database): Promise<string> {
	const [row] = await sql<{ text: string }[]>`
		select count(*) || ' rows of ' || string_agg(distinct xmin::text, ',') || ', ended by '
			|| string_agg(distinct xmax::text, ',') as text from dossiers`;
	return row?.text ?? '';
}

async function walPosition({ sql }: Database): Promise<number> {
	const [row] = await sql<{ at: number }[]>`
		select (pg_current_wal_insert_lsn() - '0/0')::bigint as at`;
	return row?.at ?? 0;
}
