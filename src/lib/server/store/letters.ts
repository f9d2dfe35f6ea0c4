import type { Day, Instant } from '#lib/domain/calendar/time.ts';
import type { Letter, LetterFrozen, LetterKind, LetterSaid } from '#lib/domain/letters/letter.ts';
import type { LetterUrge } from '#lib/domain/letters/urge.ts';
import type { Sql } from './database.ts';

/** A letter as it is drafted. */
export interface NewLetter {
	kind: LetterKind;
	/** Whose it is; null: the Committee's. */
	agencyId: number | null;
	/** The reminder that became this letter, by its public code. */
	urging: string | null;
	frozen: LetterFrozen;
	said: LetterSaid;
	/** Whom it urges about what; null: a report urges nobody. */
	urges: readonly LetterUrge[] | null;
}

export interface KeptLetter extends Letter {
	code: string;
	agencyId: number | null;
	urging: string | null;
	/** How often what it says was changed. */
	edits: number;
	draftedAt: Instant;
	urges: readonly LetterUrge[] | null;
}

/** A letter in a list, without its rows. */
export interface ListedLetter {
	code: string;
	kind: LetterKind;
	agencyId: number | null;
	urging: string | null;
	subject: string;
	addressees: string[];
	asOf: Instant;
	draftedAt: Instant;
	number: string | null;
	issuedOn: Day | null;
}

/** @returns its public code */
export async function insertLetter(
	sql: Sql,
	letter: NewLetter,
	at: Instant,
	by: number | null
): Promise<string> {
	const { kind, agencyId, urging, frozen, said, urges } = letter;
	const [row] = await sql<{ code: string }[]>`
		insert into letters (kind, agency_id, urging, frozen, said, urges, drafted_at,
			drafted_by)
		values (${kind}, ${agencyId}, ${urging}, ${JSON.stringify(frozen)}::text::jsonb,
			${JSON.stringify(said)}::text::jsonb,
			${urges === null ? null : JSON.stringify(urges)}::text::jsonb, ${at}::timestamptz, ${by})
		returning code`;
	if (row === undefined) throw new Error('a letter was not kept');
	return row.code;
}

const COLUMNS = `code, kind, agency_id as "agencyId", urging, said, urges, edits,
	-- Letters drafted before reports had this table hold none of it.
	frozen || jsonb_build_object('tables',
		'{"tasksUnacknowledged": []}'::jsonb || (frozen -> 'tables')) as frozen,
	drafted_at as "draftedAt",
	case when issued_on is not null then json_build_object('number', number, 'on', issued_on) end
		as issued`;

/** A letter as its reader sees it; null for one that does not exist for them. */
export async function letterByCode(sql: Sql, code: string): Promise<KeptLetter | null> {
	const [row] = await sql<KeptLetter[]>`
		select ${sql.unsafe(COLUMNS)} from letters where code = ${code}`;
	return row ?? null;
}

/** The same, held until the transaction ends. */
export async function holdLetter(sql: Sql, code: string): Promise<KeptLetter | null> {
	const [row] = await sql<KeptLetter[]>`
		select ${sql.unsafe(COLUMNS)} from letters where code = ${code} for update`;
	return row ?? null;
}

/** The letters that the reader of the transaction sees, the youngest first. */
export async function listLetters(
	sql: Sql,
	{ issued, limit, offset }: { issued: boolean | null; limit: number; offset: number }
): Promise<{ total: number; items: ListedLetter[] }> {
	const which =
		issued === null ? sql`true` : issued ? sql`issued_on is not null` : sql`issued_on is null`;
	const [counted] = await sql<
		{ n: number }[]
	>`select count(*)::int as n from letters where ${which}`;
	const items = await sql<ListedLetter[]>`
		select code, kind, agency_id as "agencyId", urging, said ->> 'subject' as subject,
			said -> 'addressees' as addressees, (frozen ->> 'asOf')::float8 as "asOf",
			drafted_at as "draftedAt", number, issued_on as "issuedOn"
		from letters where ${which} order by id desc limit ${limit} offset ${offset}`;
	return { total: counted?.n ?? 0, items };
}

export async function saveWords(sql: Sql, code: string, said: LetterSaid): Promise<void> {
	await sql`
		update letters set said = ${JSON.stringify(said)}::text::jsonb, edits = edits + 1
		where code = ${code}`;
}

/** Whether another letter of the same agency bears the number on that day, in that year. */
export async function numberTaken(
	sql: Sql,
	{ agencyId, code }: Pick<KeptLetter, 'agencyId' | 'code'>,
	{ number, on }: { number: string; on: Day }
): Promise<boolean> {
	const rows = await sql`
		select 1 from letters where agency_id is not distinct from ${agencyId}
			and number = ${number} and code <> ${code}
			and date_trunc('year', issued_on) = date_trunc('year', ${on}::date) limit 1`;
	return rows.length > 0;
}

export async function saveIssue(
	sql: Sql,
	code: string,
	{ number, on }: { number: string; on: Day },
	{ at, by }: { at: Instant; by: number | null }
): Promise<void> {
	await sql`
		update letters set number = ${number}, issued_on = ${on}::date, issued_at = ${at}::timestamptz,
			issued_by = ${by}
		where code = ${code}`;
}

/** What a reminder was about, by codes, as far as its reader sees it; null: no such reminder. */
export async function urgedBy(
	sql: Sql,
	code: string
): Promise<{ dossiers: string[]; tasks: string[]; question: string } | null> {
	const rows = await sql<{ kind: string; question: string; item: string | null }[]>`
		select u.kind, u.question, i.code as item
		from urgings u left join urging_items i on i.urging_id = u.id
		where u.code = ${code}`;
	const [first] = rows;
	if (first === undefined) return null;
	const of = (kind: string) =>
		rows.flatMap((row) => (row.kind === kind && row.item !== null ? [row.item] : []));
	return { dossiers: of('dossiers'), tasks: of('tasks'), question: first.question };
}
