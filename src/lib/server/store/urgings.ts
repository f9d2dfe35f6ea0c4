import type { Day, Instant } from '#lib/domain/calendar/time.ts';
import type { Sql } from './database.ts';

export type UrgingKind = 'dossiers' | 'tasks' | 'consultations';

/** A list as it stood when somebody was urged about it. */
export interface FrozenItem {
	code: string;
	/** See `urging_items.mark`. */
	mark: number;
}

export interface NewUrging {
	agencyId: number;
	kind: UrgingKind;
	question: string;
	series: number;
	n: number;
	items: readonly FrozenItem[];
	/** Of a letter: the instant from which it counts. */
	asOf: Instant;
	/** Null: a letter that asks for no answer by a day. */
	replyBy: Day | null;
	text: string;
	createdBy: number | null;
	/** The issued letter that urges; null: Nhắc in the program. */
	letter: UrgingLetter | null;
}

/** The letter that urged, as an urging refers to it. */
export interface UrgingLetter {
	code: string;
	number: string;
	on: Day;
}

export interface KeptUrging {
	id: number;
	code: string;
	agencyId: number;
	kind: UrgingKind;
	question: string;
	n: number;
	count: number;
	/** How many of the frozen ones have moved since, as the reader can see it. */
	moved: number;
	asOf: Instant;
	replyBy: Day | null;
	text: string;
	by: string | null;
	createdBy: number | null;
	reply: string | null;
	repliedAt: Instant | null;
	repliedBy: string | null;
	/** `seen`: whether the reader of the transaction may open it. */
	letter: (UrgingLetter & { seen: boolean }) | null;
}

/** How far each has come, of those that the reader of the transaction sees. */
export async function marksOf(
	sql: Sql,
	kind: UrgingKind,
	codes: readonly string[]
): Promise<FrozenItem[]> {
	const named = [...codes];
	switch (kind) {
		case 'dossiers':
			return sql<FrozenItem[]>`
				select code, (extract(epoch from last_event_at) * 1000)::bigint as mark
				from dossiers where code = any(${named}::text[])`;
		case 'tasks':
			return sql<FrozenItem[]>`
				select code, events::bigint as mark from tasks where code = any(${named}::text[])`;
		case 'consultations':
			// It moves once: by its answer.
			return sql<FrozenItem[]>`
				select code, 0::bigint as mark from consultations where code = any(${named}::text[])`;
	}
}

/** Two who urge the same agency at once go one after the other, so that no number is given twice. */
export async function holdUrging(sql: Sql, agencyId: number): Promise<void> {
	await sql`select pg_advisory_xact_lock(7022, ${agencyId})`;
}

/** The last urging of an agency about a question, with how many of its list have not moved. */
export async function lastUrging(
	sql: Sql,
	agencyId: number,
	kind: UrgingKind,
	question: string
): Promise<{ series: number; n: number; unmoved: number } | null> {
	const [row] = await sql<{ series: number; n: number; unmoved: number }[]>`
		select u.series, u.n, u.count - ${movedIn(sql)} as unmoved from urgings u
		where u.agency_id = ${agencyId} and u.kind = ${kind} and u.question = ${question}
		order by u.series desc, u.n desc limit 1`;
	return row ?? null;
}

/** Those of an urging's list that are no longer where they were; one that is gone from the agency has moved. */
function movedIn(sql: Sql) {
	return sql`case u.kind when 'dossiers' then (
			select count(*)::int from urging_items i left join dossiers d on d.code = i.code
			where i.urging_id = u.id
				and (d.id is null or (extract(epoch from d.last_event_at) * 1000)::bigint > i.mark))
		when 'consultations' then (
			select count(*)::int from urging_items i left join consultations c on c.code = i.code
			where i.urging_id = u.id and (c.id is null
				or exists (select from consultation_ends e where e.consultation_id = c.id)))
		else (
			select count(*)::int from urging_items i left join tasks t on t.code = i.code
			where i.urging_id = u.id and (t.id is null or t.events > i.mark))
		end`;
}

export async function insertUrging(
	sql: Sql,
	urging: NewUrging
): Promise<{ id: number; code: string }> {
	const { agencyId, kind, question, series, n, items, asOf, replyBy, text, letter } = urging;
	const [row] = await sql<{ id: number; code: string }[]>`
		insert into urgings (agency_id, kind, question, series, n, count, as_of, reply_by, text,
			created_by, letter, letter_number, letter_on)
		values (${agencyId}, ${kind}, ${question}, ${series}, ${n}, ${items.length},
			${asOf}::timestamptz, ${replyBy}, ${text}, ${urging.createdBy}, ${letter?.code ?? null},
			${letter?.number ?? null}, ${letter?.on ?? null}::date)
		returning id, code`;
	if (row === undefined) throw new Error('an urging was not kept');
	await sql`
		insert into urging_items (urging_id, code, mark)
		select ${row.id}, * from unnest(${items.map(({ code }) => code)}::text[],
			${items.map(({ mark }) => mark)}::bigint[])`;
	return row;
}

const COLUMNS = `u.id, u.code, u.agency_id as "agencyId", u.kind, u.question, u.n, u.count,
	u.as_of as "asOf", u.reply_by as "replyBy", u.text, u.created_by as "createdBy", u.reply,
	u.replied_at as "repliedAt", a.name as by, r.name as "repliedBy",
	case when u.letter is not null then json_build_object('code', u.letter, 'number', u.letter_number,
		'on', u.letter_on, 'seen', exists (select from letters l where l.code = u.letter)) end as letter`;

/** Urgings that the reader of the transaction sees, the newest first. @param agencyIds null: of all */
export async function listUrgings(
	sql: Sql,
	agencyIds: readonly number[] | null,
	limit: number
): Promise<KeptUrging[]> {
	return sql<KeptUrging[]>`
		select ${sql.unsafe(COLUMNS)}, ${movedIn(sql)} as moved
		from urgings u left join accounts a on a.id = u.created_by
			left join accounts r on r.id = u.replied_by
		where ${agencyIds === null ? sql`true` : sql`u.agency_id = any(${[...agencyIds]}::int[])`}
		order by u.as_of desc, u.id desc limit ${limit}`;
}

/** The urgings that an issued letter counts as, as far as the reader of the transaction sees them. */
export async function urgingsOfLetter(
	sql: Sql,
	letter: string
): Promise<Pick<KeptUrging, 'code' | 'agencyId' | 'kind' | 'n' | 'count'>[]> {
	return sql`
		select code, agency_id as "agencyId", kind, n, count from urgings
		where letter = ${letter} order by agency_id, kind`;
}

export async function urgingByCode(sql: Sql, code: string): Promise<KeptUrging | null> {
	const [row] = await sql<KeptUrging[]>`
		select ${sql.unsafe(COLUMNS)}, ${movedIn(sql)} as moved
		from urgings u left join accounts a on a.id = u.created_by
			left join accounts r on r.id = u.replied_by
		where u.code = ${code}`;
	return row ?? null;
}

/** The frozen list, what has not moved first. */
export async function itemsOfUrging(
	sql: Sql,
	{ id, kind }: Pick<KeptUrging, 'id' | 'kind'>,
	limit: number
): Promise<{ code: string; moved: boolean }[]> {
	const moved = {
		dossiers: sql`(d.id is null or (extract(epoch from d.last_event_at) * 1000)::bigint > i.mark)`,
		tasks: sql`(d.id is null or d.events > i.mark)`,
		consultations: sql`(d.id is null
			or exists (select from consultation_ends e where e.consultation_id = d.id))`
	}[kind];
	return sql`
		select i.code, ${moved} as moved
		from urging_items i left join ${sql.unsafe(kind)} d on d.code = i.code
		where i.urging_id = ${id} order by 2, 1 limit ${limit}`;
}

/** An urging held until the transaction ends; null for one that does not exist. */
export async function holdUrgingByCode(
	sql: Sql,
	code: string
): Promise<Pick<KeptUrging, 'id' | 'agencyId' | 'createdBy' | 'kind' | 'n' | 'reply'> | null> {
	const [row] = await sql<KeptUrging[]>`
		select id, agency_id as "agencyId", created_by as "createdBy", kind, n, reply from urgings
		where code = ${code} for update`;
	return row ?? null;
}

export async function saveReply(
	sql: Sql,
	id: number,
	reply: { text: string; at: Instant; by: number | null }
): Promise<void> {
	await sql`
		update urgings set reply = ${reply.text}, replied_at = ${reply.at}::timestamptz,
			replied_by = ${reply.by}
		where id = ${id}`;
}
