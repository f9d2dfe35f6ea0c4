import type { Day } from '#lib/domain/calendar/time.ts';
import type { Recurrence } from '#lib/domain/tasks/recurrence.ts';
import type { ShownSeries } from '#lib/domain/tasks/shown.ts';
import type { TaskTerms } from '#lib/domain/tasks/task.ts';
import type { Sql } from './database.ts';

export interface NewSeries {
	directiveId: number | null;
	path: string | null;
	/** Of every period; its due day is its own. */
	terms: TaskTerms;
	rule: Recurrence;
	/** What was due before this day is asked of nobody. */
	startsOn: Day;
}

export interface KeptSeries extends NewSeries {
	id: number;
	code: string;
	/** First day of the period that is made next. */
	nextFrom: Day;
	endedOn: Day | null;
}

const COLUMNS = `id, code, directive_id as "directiveId", path, terms, rule, starts_on as "startsOn",
	next_from as "nextFrom", ended_on as "endedOn"`;

/** Its first task is still to be made. */
export async function insertSeries(sql: Sql, series: NewSeries): Promise<KeptSeries> {
	const { directiveId, path, terms, rule, startsOn } = series;
	const [row] = await sql<KeptSeries[]>`
		insert into task_series (directive_id, path, terms, rule, starts_on, next_from)
		values (${directiveId}, ${path}, ${JSON.stringify(terms)}::text::jsonb,
			${JSON.stringify(rule)}::text::jsonb, ${startsOn}, '2000-01-01')
		returning ${sql.unsafe(COLUMNS)}`;
	if (row === undefined) throw new Error('a series was not kept');
	return row;
}

/** Whether any series has a period to make: asked often, answered from an index. */
export async function hasSeriesDue(sql: Sql, today: Day): Promise<boolean> {
	const rows = await sql`
		select 1 from task_series where ended_on is null and next_from <= ${today} limit 1`;
	return rows.length > 0;
}

/** A series with a period to make, held until the transaction ends; those that another process holds are passed over. */
export async function holdSeriesDue(sql: Sql, today: Day): Promise<KeptSeries | null> {
	const [row] = await sql<KeptSeries[]>`
		select ${sql.unsafe(COLUMNS)} from task_series
		where ended_on is null and next_from <= ${today}
		order by next_from, id limit 1 for update skip locked`;
	return row ?? null;
}

/** Names of the periods of a series that are tasks already. */
export async function periodsMade(sql: Sql, seriesId: number): Promise<Set<string>> {
	const rows = await sql<{ period: string }[]>`
		select period from tasks where series_id = ${seriesId}`;
	return new Set(rows.map(({ period }) => period));
}

/** @param nextFrom first day of the period that is made next */
export async function seriesMadeTo(sql: Sql, id: number, nextFrom: Day): Promise<void> {
	await sql`update task_series set next_from = ${nextFrom} where id = ${id}`;
}

export async function holdSeries(sql: Sql, code: string): Promise<KeptSeries | null> {
	const [row] = await sql<KeptSeries[]>`
		select ${sql.unsafe(COLUMNS)} from task_series where code = ${code} for update`;
	return row ?? null;
}

/** @param by the document that ends it */
export async function endSeriesOn(sql: Sql, id: number, day: Day, by: string): Promise<void> {
	await sql`update task_series set ended_on = ${day}, ended_by = ${by} where id = ${id}`;
}

/** The series of which a task is one period, for the reader of the transaction; null: it is done once. */
export async function seriesOfTask(sql: Sql, taskId: number): Promise<ShownSeries | null> {
	const [row] = await sql<ShownSeries[]>`
		select s.code, s.ended_on as "endedOn", s.ended_by as "endedBy"
		from tasks t join task_series s on s.id = t.series_id where t.id = ${taskId}`;
	return row ?? null;
}
