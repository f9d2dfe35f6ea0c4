import type { Day, Instant } from '#lib/domain/calendar/time.ts';
import { morningContentSchema, type MorningPage } from '#lib/domain/reports/morning-page.ts';
import type { Sql } from './database.ts';

/** What is told of a page in a list. */
export type MorningHead = Pick<MorningPage, 'day' | 'asOf' | 'madeAt'>;

/** Pages, the newest first. */
export async function morningHeads(sql: Sql, atMost: number): Promise<MorningHead[]> {
	return sql<MorningHead[]>`
		select day, as_of as "asOf", made_at as "madeAt" from morning_pages
		order by day desc limit ${atMost}`;
}

/** The page of a day, as it was made; null when there is none. */
export async function morningPageOf(sql: Sql, day: Day): Promise<MorningPage | null> {
	const rows = await sql<Kept[]>`${columns(sql)} where day = ${day}::date`;
	return read(rows);
}

/** The newest page, or the newest before a day. */
export async function latestMorningPage(
	sql: Sql,
	before: Day | null = null
): Promise<MorningPage | null> {
	const rows = await sql<Kept[]>`
		${columns(sql)} where ${before === null ? sql`true` : sql`day < ${before}::date`}
		order by day desc limit 1`;
	return read(rows);
}

/** The day of the newest page. */
export async function lastMorning(sql: Sql): Promise<Day | null> {
	const [row] = await sql<{ day: Day | null }[]>`select max(day) as day from morning_pages`;
	return row?.day ?? null;
}

/** Whether anything had been told by then: before it a page would say nothing, in large letters. */
export async function hadBegun(sql: Sql, at: Instant): Promise<boolean> {
	const [row] = await sql<{ begun: boolean }[]>`
		select exists (select from ledger where at <= ${at}::timestamptz) as begun`;
	return row?.begun ?? false;
}

/**
 * Keeps a page. Of two processes that come at once one is told true, and the other's page is left:
 * not in a repeatable-read transaction, in which it would fail instead.
 */
export async function keepMorningPage(sql: Sql, page: MorningPage): Promise<boolean> {
	const rows = await sql`
		insert into morning_pages (day, as_of, epoch, seq, content, made_at)
		values (${page.day}::date, ${page.asOf}::timestamptz, ${page.epoch}, ${page.seq},
			${JSON.stringify(page.content)}::jsonb, ${page.madeAt}::timestamptz)
		on conflict (day) do nothing returning day`;
	return rows.length > 0;
}

type Kept = Omit<MorningPage, 'content'> & { content: unknown };

function columns(sql: Sql) {
	return sql`select day, as_of as "asOf", epoch, seq, content, made_at as "madeAt"
		from morning_pages`;
}

function read([row]: Kept[]): MorningPage | null {
	return row === undefined ? null : { ...row, content: morningContentSchema.parse(row.content) };
}
