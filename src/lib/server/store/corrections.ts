import type { Day, Instant } from '#lib/domain/calendar/time.ts';
import type { Claim, ClaimedFigure, Told } from '#lib/domain/corrections/claim.ts';
import type {
	Correction,
	CorrectionEvent,
	CorrectionState
} from '#lib/domain/corrections/correction.ts';
import type { Sql } from './database.ts';
import type { Fragment } from './figures-sql.ts';
import type { LoadedRules } from './rulebook.ts';

export interface NewCorrection {
	agencyId: number;
	kind: 'dossiers' | 'figure';
	claim: Claim;
	question: string;
	claimed: number | null;
	/** With the agency that each counts for at this instant. */
	items: readonly { id: number; agencyId: number }[];
	askedAt: Instant;
	askedOn: Day;
	answerDue: Day;
	correction: Correction;
	event: CorrectionEvent;
}

export interface KeptCorrection {
	id: number;
	code: string;
	agencyId: number;
	kind: 'dossiers' | 'figure';
	claim: Claim;
	question: string;
	count: number;
	claimed: number | null;
	askedAt: Instant;
	correction: Correction;
	/** How many of its dossiers the messages still tell as they were disputed, as the reader sees them. */
	standing: number;
	/** When the last of the others was put right; null: none is. */
	settledAt: Instant | null;
}

/** A dossier as the feed tells it, as far as a claim looks at it. */
export interface DisputedDossier extends Told {
	id: number;
	code: string;
}

/**
 * Two who dispute at once go one after the other, so that nothing is asked twice; the transaction's end
 * lets the next one go.
 */
export async function holdAsking(sql: Sql, agencyId: number): Promise<void> {
	await sql`select pg_advisory_xact_lock(7023, ${agencyId})`;
}

export async function dossiersToDispute(
	sql: Sql,
	codes: readonly string[]
): Promise<DisputedDossier[]> {
	return sql<DisputedDossier[]>`
		select id, code, phase, agency_id as "agencyId", due_on as "dueOn",
			finished_on as "finishedOn"
		from dossiers where code = any(${[...codes]}::text[]) order by code`;
}

/** Codes of those for which the same is asked already, and still stands. */
export async function askedAlready(
	sql: Sql,
	claim: Claim,
	dossierIds: readonly number[]
): Promise<string[]> {
	const rows = await sql<{ code: string }[]>`
		select distinct d.code ${items(sql)}
		where c.claim = ${claim} and c.kind = 'dossiers' and c.state in ('asked', 'accepted')
			and i.dossier_id = any(${[...dossierIds]}::bigint[]) and ${stands(sql)}
		order by d.code`;
	return rows.map(({ code }) => code);
}

/** @returns its public code */
export async function insertCorrection(
	sql: Sql,
	given: NewCorrection,
	by: number | null
): Promise<string> {
	const { agencyId, kind, claim, question, claimed, askedAt, askedOn, answerDue } = given;
	const { correction, event } = given;
	const [row] = await sql<{ id: number; code: string }[]>`
		insert into corrections (agency_id, kind, claim, question, count, claimed, asked_at, asked_on,
			answer_due, state, folded, events)
		values (${agencyId}, ${kind}, ${claim}, ${question}, ${given.items.length}, ${claimed},
			${askedAt}::timestamptz, ${askedOn}, ${answerDue}, ${correction.state},
			${JSON.stringify(correction)}::text::jsonb, ${correction.events})
		returning id, code`;
	if (row === undefined) throw new Error('a correction was not kept');
	await sql`
		insert into correction_items (correction_id, dossier_id, agency_id)
		select ${row.id}, * from unnest(${given.items.map(({ id }) => id)}::bigint[],
			${given.items.map((item) => item.agencyId)}::int[])`;
	await insertEvent(sql, row.id, correction.events, event, by);
	return row.code;
}

/** Keeps one more event and what the request is after it. */
export async function saveCorrection(
	sql: Sql,
	id: number,
	{ correction, event }: Pick<NewCorrection, 'correction' | 'event'>,
	by: number | null
): Promise<void> {
	await insertEvent(sql, id, correction.events, event, by);
	await sql`
		update corrections set state = ${correction.state}, events = ${correction.events},
			folded = ${JSON.stringify(correction)}::text::jsonb
		where id = ${id}`;
}

async function insertEvent(
	sql: Sql,
	id: number,
	n: number,
	{ at, kind, ...body }: CorrectionEvent,
	by: number | null
): Promise<void> {
	await sql`
		insert into correction_events (correction_id, n, at, kind, account_id, body)
		values (${id}, ${n}, ${at}::timestamptz, ${kind}, ${by}, ${JSON.stringify(body)}::text::jsonb)`;
}

/** A request held until the transaction ends; null for one that does not exist. */
export async function holdCorrection(
	sql: Sql,
	code: string
): Promise<Pick<KeptCorrection, 'id' | 'agencyId' | 'count' | 'correction'> | null> {
	const [row] = await sql<KeptCorrection[]>`
		select id, agency_id as "agencyId", count, folded as correction
		from corrections where code = ${code} for update`;
	return row ?? null;
}

/** The agencies whose dossiers a request names. */
export async function agenciesOfCorrection(sql: Sql, id: number): Promise<number[]> {
	const rows = await sql<{ id: number }[]>`
		select distinct agency_id as id from correction_items where correction_id = ${id}`;
	return rows.map((row) => row.id);
}

/**
 * The dossiers `i` of requests `c`, with what is told now of the instant of asking (`t`) and of the
 * present (`d`), as far as the reader of the transaction sees them.
 */
function items(sql: Sql): Fragment {
	return sql`from corrections c
		join correction_items i on i.correction_id = c.id
		left join dossiers d on d.id = i.dossier_id
		left join lateral (
			select s.phase, s.agency_id, s.due_on, s.finished_on, s.known_from from dossier_spans s
			where s.dossier_id = i.dossier_id
				and s.known_to = '9999-12-31T00:00:00Z'::timestamptz
				and s.valid_from <= c.asked_at and s.valid_to > c.asked_at limit 1
		) t on true`;
}

/** `standsStill` of the domain over these rows. */
function stands(sql: Sql): Fragment {
	return sql`coalesce(case c.claim
		when 'not_ours' then d.agency_id = i.agency_id
		when 'overdue' then t.agency_id = i.agency_id and t.phase = 'open'
			and t.due_on < c.asked_on and d.due_on < c.asked_on
		when 'late' then t.agency_id = i.agency_id
			and t.phase = 'resolved' and t.finished_on > t.due_on
			and d.phase = 'resolved' and d.finished_on > d.due_on
		when 'awaiting_overdue' then t.agency_id = i.agency_id and t.phase = 'awaiting' end, false)`;
}

const COLUMNS = `c.id, c.code, c.agency_id as "agencyId", c.kind, c.claim, c.question, c.count,
	c.claimed, c.asked_at as "askedAt", c.folded as correction`;

interface Asked {
	/** null: of all that the reader sees. */
	agencyIds: readonly number[] | null;
	states: readonly CorrectionState[] | null;
	code: string | null;
	/** Only those that name the dossier. */
	dossier: string | null;
	limit: number;
}

/** Requests that the reader of the transaction sees, the newest first. */
export async function listCorrections(sql: Sql, asked: Asked): Promise<KeptCorrection[]> {
	const { agencyIds, states, code, dossier, limit } = asked;
	return sql<KeptCorrection[]>`
		with asked as (
			select c.* from corrections c
			where ${agencyIds === null ? sql`true` : sql`c.agency_id = any(${[...agencyIds]}::int[])`}
				and ${states === null ? sql`true` : sql`c.state = any(${[...states]}::text[])`}
				and ${code === null ? sql`true` : sql`c.code = ${code}`}
				and ${
					dossier === null
						? sql`true`
						: sql`c.id in (select x.correction_id from correction_items x
							join dossiers y on y.id = x.dossier_id where y.code = ${dossier})`
				}
			order by c.asked_at desc, c.id desc limit ${limit}
		), stood as (
			select c.id, count(*) filter (where ${stands(sql)})::int as standing,
				max(case when t.known_from > c.asked_at then t.known_from else d.last_arrival_at end)
					filter (where not ${stands(sql)}) as settled
			${items(sql)} where c.id in (select id from asked) group by c.id
		)
		select ${sql.unsafe(COLUMNS)}, coalesce(s.standing, 0) as standing,
			s.settled as "settledAt"
		from asked c left join stood s on s.id = c.id
		order by c.asked_at desc, c.id desc`;
}

export interface CorrectionItem {
	/** null: another agency's now, and not the reader's to see. */
	code: string | null;
	standing: boolean;
}

/** The frozen list, what still stands first. */
export async function itemsOfCorrection(
	sql: Sql,
	id: number,
	limit: number
): Promise<CorrectionItem[]> {
	return sql<CorrectionItem[]>`
		select d.code, ${stands(sql)} as standing ${items(sql)}
		where c.id = ${id} order by 2 desc, 1 limit ${limit}`;
}

/** What was said, in order. */
export async function eventsOfCorrection(sql: Sql, id: number): Promise<CorrectionEvent[]> {
	const rows = await sql<{ event: CorrectionEvent }[]>`
		select e.body || jsonb_build_object('kind', e.kind,
			'at', round(extract(epoch from e.at) * 1000)::bigint) as event
		from correction_events e where e.correction_id = ${id} order by e.n`;
	return rows.map(({ event }) => event);
}

/** That a number of an agency is disputed. */
export interface AgencyMark {
	agencyId: number;
	figure: ClaimedFigure;
	/** Dossiers in the number of now that are disputed one by one. */
	dossiers: number;
	/** The number itself is. */
	figures: number;
}

/** The disputed numbers of now, by the agency itself. @param period of what was finished late */
export async function agencyMarks(
	sql: Sql,
	today: Day,
	period: { from: Day; to: Day }
): Promise<AgencyMark[]> {
	return sql<AgencyMark[]>`
		select "agencyId", figure, sum(dossiers)::int as dossiers, sum(figures)::int as figures
		from (
			select d.agency_id as "agencyId", f.figure, count(distinct d.id) as dossiers, 0 as figures
			${items(sql)}
			cross join lateral (select case
				when d.phase = 'open' and d.due_on < ${today}::date then 'open.overdue'
				when d.phase = 'resolved' and d.finished_on > d.due_on
					and d.closed_on between ${period.from}::date and ${period.to}::date
					then 'resolved.late'
				when d.phase = 'awaiting' and c.claim = 'awaiting_overdue' then 'awaiting.overdue'
				end as figure) f
			where c.kind = 'dossiers' and c.state in ('asked', 'accepted') and ${stands(sql)}
				and f.figure is not null and d.agency_id is not null
				and (c.claim = 'not_ours' or f.figure = case c.claim when 'overdue' then 'open.overdue'
					when 'late' then 'resolved.late' else 'awaiting.overdue' end)
			group by 1, 2
			union all
			select c.agency_id, case c.claim when 'overdue' then 'open.overdue'
				when 'late' then 'resolved.late' else 'awaiting.overdue' end, 0, 1
			${items(sql)}
			where c.kind = 'figure' and c.state in ('asked', 'accepted')
			group by c.id, c.agency_id, c.claim, c.claimed
			having count(*) filter (where ${stands(sql)}) > coalesce(c.claimed, 0)
		) marks
		group by 1, 2 order by 1, 2`;
}

/** The same of an agency with all below it, by its code; of the province by ''. */
export interface MarkWithBelow extends Omit<AgencyMark, 'agencyId'> {
	code: string;
}

/** Marks of agencies by themselves as marks of each with all below it, as its numbers are. */
export function marksWithBelow(
	own: readonly AgencyMark[],
	{ directory, codeOf }: Pick<LoadedRules, 'directory' | 'codeOf'>,
	on: Day
): MarkWithBelow[] {
	const sums = new Map<string, MarkWithBelow>();
	for (const { agencyId, figure, dossiers, figures } of own) {
		const above = [agencyId, ...directory.ancestors(agencyId, on)];
		for (const code of ['', ...new Set(above.map(codeOf))]) {
			const held = sums.get(`${code} ${figure}`);
			sums.set(`${code} ${figure}`, {
				...{ code, figure },
				dossiers: (held?.dossiers ?? 0) + dossiers,
				figures: (held?.figures ?? 0) + figures
			});
		}
	}
	return [...sums.values()];
}

/** The mark of a dossier that is disputed now. */
export interface DossierMark {
	dossier: string;
	correction: string;
	state: CorrectionState;
}

/** The disputed ones of some dossiers that the reader of the transaction sees. */
export async function dossierMarks(sql: Sql, codes: readonly string[]): Promise<DossierMark[]> {
	if (codes.length === 0) return [];
	return sql<DossierMark[]>`
		select distinct on (d.code) d.code as dossier, c.code as correction, c.state ${items(sql)}
		where d.code = any(${[...codes]}::text[]) and c.kind = 'dossiers'
			and c.state in ('asked', 'accepted') and ${stands(sql)}
		order by d.code, c.id`;
}

/** What is kept of a request, to be compared with what its events and its dossiers' messages make of it. */
export interface KeptForRecount extends Pick<
	KeptCorrection,
	'id' | 'code' | 'claim' | 'count' | 'correction'
> {
	state: CorrectionState;
	events: number;
	askedOn: Day;
	happened: { n: number; event: CorrectionEvent }[];
	items: { agencyId: number; standing: boolean; then: Told | null; now: Told }[];
}

/** Requests by their number with all that hangs on them, so many at a time. */
export async function keptCorrectionsAfter(
	sql: Sql,
	after: number,
	atMost: number
): Promise<KeptForRecount[]> {
	const told = (alias: 't' | 'd') =>
		sql.unsafe(`jsonb_build_object('phase', ${alias}.phase, 'agencyId', ${alias}.agency_id,
			'dueOn', ${alias}.due_on, 'finishedOn', ${alias}.finished_on)`);
	return sql<KeptForRecount[]>`
		select k.id, k.code, k.claim, k.count, k.folded as correction, k.state, k.events,
			k.asked_on as "askedOn",
			coalesce((select jsonb_agg(jsonb_build_object('n', e.n, 'event', e.body ||
				jsonb_build_object('kind', e.kind,
					'at', round(extract(epoch from e.at) * 1000)::bigint)) order by e.n)
				from correction_events e where e.correction_id = k.id), '[]') as happened,
			coalesce((select jsonb_agg(jsonb_build_object('agencyId', i.agency_id,
				'standing', ${stands(sql)},
				'then', case when t.phase is not null then ${told('t')} end, 'now', ${told('d')}))
				${items(sql)} where c.id = k.id), '[]') as items
		from corrections k where k.id > ${after} order by k.id limit ${atMost}`;
}
