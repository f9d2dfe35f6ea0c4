import type { Day, Instant } from '#lib/domain/calendar/time.ts';
import type { Flag } from '#lib/domain/dossiers/flags.ts';
import type { Sql } from './database.ts';

/** What a sample was drawn from, by public names. */
export interface SampleAsked {
	from: Day;
	to: Day;
	agency: string | null;
	own: boolean;
	field: string | null;
	unit: string | null;
	flag: Flag | null;
	size: number;
}

/** A sample as it was drawn, without its snapshot. */
export interface KeptSample {
	code: string;
	method: string;
	seed: string;
	asked: SampleAsked;
	population: number;
	snapshotHash: string;
	drawn: string[];
	drawnAt: Instant;
	drawnBy: string;
}

/** Keeps a sample. @returns its public code */
export async function keepSample(
	sql: Sql,
	sample: Omit<KeptSample, 'code'> & { snapshot: string },
	accountId: number | null
): Promise<string> {
	const { method, seed, asked, population, snapshot, snapshotHash, drawn, drawnAt } = sample;
	const [row] = await sql<{ code: string }[]>`
		insert into samples (method, seed, asked, population, snapshot, snapshot_hash, drawn, drawn_at,
			drawn_by, drawn_by_name)
		values (${method}, ${seed}, ${JSON.stringify(asked)}::text::jsonb, ${population}, ${snapshot},
			${snapshotHash}, ${drawn}::text[], ${drawnAt}::timestamptz, ${accountId}, ${sample.drawnBy})
		returning code`;
	if (!row) throw new Error('a sample was not kept');
	return row.code;
}

/** The newest samples. */
export async function listSamples(sql: Sql, atMost: number): Promise<KeptSample[]> {
	return sql<KeptSample[]>`
		select code, method, seed, asked, population, snapshot_hash as "snapshotHash", drawn,
			drawn_at as "drawnAt", drawn_by_name as "drawnBy"
		from samples order by id desc limit ${atMost}`;
}

/** One sample with its snapshot; null when there is none. */
export async function sampleByCode(
	sql: Sql,
	code: string
): Promise<(KeptSample & { snapshot: string }) | null> {
	const [row] = await sql<(KeptSample & { snapshot: string })[]>`
		select code, method, seed, asked, population, snapshot, snapshot_hash as "snapshotHash", drawn,
			drawn_at as "drawnAt", drawn_by_name as "drawnBy"
		from samples where code = ${code}`;
	return row ?? null;
}
