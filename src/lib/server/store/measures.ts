import { randomInt } from 'node:crypto';
import type { Day, Instant } from '#lib/domain/calendar/time.ts';
import type { MeasureKind, MeasureTold } from '#lib/domain/measures/measure.ts';
import type { Sql } from './database.ts';
import type { Fragment } from './figures-sql.ts';

/** A measure without whom it is against: that is read of one at a time. */
export interface KeptMeasure extends Pick<MeasureTold, 'kind' | 'number' | 'decidedOn' | 'ground'> {
	id: number;
	code: string;
	agencyId: number;
	ofProvince: boolean;
	at: Instant;
	by: string;
	/** Why it was taken back; null: it stands. */
	withdrawn: string | null;
}

const COLUMNS = `m.id, m.code, m.agency_id as "agencyId", m.kind, m.number,
	m.decided_on as "decidedOn", m.ground, m.of_province as "ofProvince", m.at, m.said_by as by,
	w.reason as withdrawn`;

interface Sayer {
	at: Instant;
	accountId: number | null;
	name: string;
}

/** @returns its public code */
export async function keepMeasure(
	sql: Sql,
	measure: MeasureTold & { agencyId: number; ofProvince: boolean },
	by: Sayer
): Promise<string> {
	const { agencyId, kind, number, decidedOn, ground, ofProvince, official, title } = measure;
	for (let tries = 0; tries < 20; tries += 1) {
		const code = `BP-${String(randomInt(100_000_000)).padStart(8, '0')}`;
		const [row] = await sql<{ id: number }[]>`
			insert into measures (code, agency_id, kind, number, decided_on, ground, of_province, at,
				account_id, said_by)
			values (${code}, ${agencyId}, ${kind}, ${number}, ${decidedOn}::date, ${ground},
				${ofProvince}, ${by.at}::timestamptz, ${by.accountId}, ${by.name})
			on conflict (code) do nothing returning id`;
		if (row === undefined) continue;
		await sql`
			insert into measure_people (measure_id, name, title) values (${row.id}, ${official}, ${title})`;
		return code;
	}
	throw new Error('no code was free for a measure');
}

/** One by its code, held until the transaction ends. */
export async function holdMeasure(sql: Sql, code: string): Promise<KeptMeasure | null> {
	await sql`select pg_advisory_xact_lock(hashtext('measures'))`;
	return measureByCode(sql, code);
}

export async function measureByCode(sql: Sql, code: string): Promise<KeptMeasure | null> {
	const [row] = await sql<KeptMeasure[]>`
		select ${sql.unsafe(COLUMNS)} from measures m
			left join measure_withdrawals w on w.measure_id = m.id where m.code = ${code}`;
	return row ?? null;
}

/** Whom it is against. Whoever calls this has put on record who looked. */
export async function officialOf(
	sql: Sql,
	measureId: number
): Promise<{ name: string; title: string } | null> {
	const [row] = await sql<{ name: string; title: string }[]>`
		select name, title from measure_people where measure_id = ${measureId}`;
	return row ?? null;
}

export async function keepMeasureWithdrawal(
	sql: Sql,
	id: number,
	reason: string,
	by: Sayer
): Promise<void> {
	await sql`
		insert into measure_withdrawals (measure_id, reason, at, account_id, said_by)
		values (${id}, ${reason}, ${by.at}::timestamptz, ${by.accountId}, ${by.name})`;
}

/** Which measures are meant: by the day of their documents. */
export interface MeasureQuery {
	from: Day;
	to: Day;
	/** Null: of all that the reader sees. */
	agencyIds: readonly number[] | null;
	kind: MeasureKind | null;
}

function among(sql: Sql, { from, to, agencyIds }: MeasureQuery): Fragment {
	return sql`measures m left join measure_withdrawals w on w.measure_id = m.id
		where w.measure_id is null and m.decided_on between ${from}::date and ${to}::date
			${agencyIds === null ? sql`` : sql`and m.agency_id = any(${[...agencyIds]}::int[])`}`;
}

/** Measures that stand, by agency and kind, as far as the reader of the transaction sees them. */
export async function countMeasures(
	sql: Sql,
	query: MeasureQuery
): Promise<{ agencyId: number; kind: MeasureKind; count: number }[]> {
	return sql<{ agencyId: number; kind: MeasureKind; count: number }[]>`
		select m.agency_id as "agencyId", m.kind, count(*)::int as count
		from ${among(sql, query)} group by 1, 2`;
}

/** The measures behind the counts, the newest first. */
export async function listMeasures(
	sql: Sql,
	query: MeasureQuery,
	page: { after: number | null; limit: number }
): Promise<{ total: number; rows: KeptMeasure[]; next: string | null }> {
	const { kind } = query;
	const where = sql`${among(sql, query)} ${kind === null ? sql`` : sql`and m.kind = ${kind}`}`;
	const [counted] = await sql<{ n: number }[]>`select count(*)::int as n from ${where}`;
	const rows = await sql<KeptMeasure[]>`
		select ${sql.unsafe(COLUMNS)} from ${where}
			${page.after === null ? sql`` : sql`and m.id < ${page.after}`}
		order by m.id desc limit ${page.limit + 1}`;
	const shown = rows.slice(0, page.limit);
	const last = shown.at(-1);
	return {
		total: counted?.n ?? 0,
		rows: shown,
		next: rows.length > page.limit && last ? String(last.id) : null
	};
}
