import type { Day, Instant } from '#lib/domain/calendar/time.ts';
import type {
	BodyKind,
	Consultation,
	ConsultationStanding,
	ConsultationTold
} from '#lib/domain/consultations/consultation.ts';
import type { Sql } from './database.ts';
import type { DossierScope } from './dossiers.ts';
import { subtreeOf, type Fragment } from './figures-sql.ts';
import type { LoadedRules } from './rulebook.ts';

/** An opinion asked, with its answer if there is one; what was taken back is not among them. */
export interface KeptConsultation extends ConsultationTold {
	id: number;
	code: string;
	dossier: string;
	dossierId: number;
	/** The agency that asks. */
	agencyId: number;
	askedId: number | null;
	askedName: string;
	answeredOn: Day | null;
	/** Number of the answer. */
	answer: string;
	at: Instant;
	by: string;
}

const COLUMNS = `c.id, c.code, d.code as dossier, c.dossier_id as "dossierId", c.agency_id as "agencyId",
	c.body_kind as "bodyKind", c.asked_id as "askedId", c.asked_name as "askedName", c.number,
	c.asked_on as "askedOn", c.due_on as "dueOn", e.answered_on as "answeredOn",
	coalesce(e.text, '') as answer, c.at, c.said_by as by`;
const STANDING = (today: Day) => `case
	when e.answered_on is null then case when c.due_on < '${today}'::date then 'waitingLate' else 'waiting' end
	when c.due_on is null then 'answeredNoDue'
	when e.answered_on <= c.due_on then 'onTime' else 'late' end`;

/** Opinions asked about these dossiers, the oldest first. */
export async function consultationsOf(
	sql: Sql,
	dossierIds: readonly number[]
): Promise<Map<number, KeptConsultation[]>> {
	const rows = await sql<KeptConsultation[]>`
		select ${sql.unsafe(COLUMNS)} from consultations c join dossiers d on d.id = c.dossier_id
			left join consultation_ends e on e.consultation_id = c.id
		where c.dossier_id = any(${[...dossierIds]}::bigint[]) and e.kind is distinct from 'withdrawn'
		order by c.asked_on, c.id`;
	return Map.groupBy(rows, ({ dossierId }) => dossierId);
}

/** One by its code, held until the transaction ends; with the agency that has its dossier now. */
export async function holdConsultation(
	sql: Sql,
	code: string
): Promise<{
	id: number;
	dossier: string;
	agencyId: number | null;
	askedOn: Day;
	ended: boolean;
} | null> {
	await sql`select pg_advisory_xact_lock(hashtext('consultations'))`;
	const [row] = await sql<
		{ id: number; dossier: string; agencyId: number | null; askedOn: Day; ended: boolean }[]
	>`select c.id, d.code as dossier, d.agency_id as "agencyId", c.asked_on as "askedOn",
			e.kind is not null as ended
		from consultations c join dossiers d on d.id = c.dossier_id
			left join consultation_ends e on e.consultation_id = c.id
		where c.code = ${code}`;
	return row ?? null;
}

/** A dossier with the opinions asked about it that nobody took back. */
export interface AskedDossier {
	id: number;
	agencyId: number | null;
	receivedOn: Day | null;
	asked: (Pick<KeptConsultation, 'askedId' | 'askedName' | 'number' | 'askedOn' | 'answeredOn'> & {
		id: number;
	})[];
}

/** The dossiers of these codes, held against another who records opinions asked meanwhile. */
export async function holdForConsultations(
	sql: Sql,
	codes: readonly string[]
): Promise<Map<string, AskedDossier>> {
	await sql`select pg_advisory_xact_lock(hashtext('consultations'))`;
	const rows = await sql<(Omit<AskedDossier, 'asked'> & { code: string })[]>`
		select id, code, agency_id as "agencyId", received_on as "receivedOn"
		from dossiers where code = any(${[...codes]}::text[])`;
	const asked = await consultationsOf(
		sql,
		rows.map(({ id }) => id)
	);
	return new Map(rows.map((row) => [row.code, { ...row, asked: asked.get(row.id) ?? [] }]));
}

/** All that nobody took back: what a recount reads. */
export async function allConsultations(
	sql: Sql
): Promise<(Consultation & Pick<KeptConsultation, 'askedId' | 'askedName'>)[]> {
	return sql<(Consultation & Pick<KeptConsultation, 'askedId' | 'askedName'>)[]>`
		select c.body_kind as "bodyKind", c.asked_id as "askedId", c.asked_name as "askedName",
			c.number, c.asked_on as "askedOn", c.due_on as "dueOn", e.answered_on as "answeredOn"
		from consultations c left join consultation_ends e on e.consultation_id = c.id
		where e.kind is distinct from 'withdrawn'`;
}

/** What an urging says of an opinion asked, to who asked it and to who was asked. */
export interface AskedBehind {
	agencyId: number;
	number: string;
	askedOn: Day;
	dueOn: Day | null;
	/** Null: a dossier that the reader of the transaction may not open, or has given on. */
	dossier: string | null;
}

/** The opinions asked of these codes, as far as the reader of the transaction sees them. */
export async function askedBehind(
	sql: Sql,
	codes: readonly string[]
): Promise<Map<string, AskedBehind>> {
	const rows = await sql<(AskedBehind & { code: string })[]>`
		select c.code, c.agency_id as "agencyId", c.number, c.asked_on as "askedOn",
			c.due_on as "dueOn", d.code as dossier
		from consultations c left join dossiers d on d.id = c.dossier_id
		where c.code = any(${[...codes]}::text[])`;
	return new Map(rows.map(({ code, ...row }) => [code, row]));
}

/** Opinions asked of agencies of the province that still wait for their answer. */
export async function unansweredConsultations(
	sql: Sql,
	rules: LoadedRules,
	scope: DossierScope,
	query: ConsultationQuery
): Promise<{ code: string; askedId: number | null }[]> {
	const { body, standing, today } = query;
	const askedId = body?.startsWith('#') === true ? Number(body.slice(1)) : null;
	return sql<{ code: string; askedId: number | null }[]>`
		select c.code, c.asked_id as "askedId" from ${asked(sql, rules, scope, query)}
			and e.kind is null
			${body === null ? sql`` : askedId !== null ? sql`and c.asked_id = ${askedId}` : sql`and c.asked_id is null and c.asked_name = ${body}`}
			${standing === null ? sql`` : sql`and ${sql.unsafe(STANDING(today))} = ${standing}`}
		order by c.id`;
}

interface Sayer {
	at: Instant;
	accountId: number | null;
	name: string;
}

export async function keepConsultation(
	sql: Sql,
	asked: ConsultationTold & {
		dossierId: number;
		agencyId: number;
		askedId: number | null;
		askedName: string;
	},
	by: Sayer
): Promise<string> {
	const { dossierId, agencyId, bodyKind, askedId, askedName, number, askedOn, dueOn } = asked;
	const [row] = await sql<{ code: string }[]>`
		insert into consultations (dossier_id, agency_id, body_kind, asked_id, asked_name, number,
			asked_on, due_on, at, account_id, said_by)
		values (${dossierId}, ${agencyId}, ${bodyKind}, ${askedId}, ${askedName}, ${number},
			${askedOn}::date, ${dueOn}::date, ${by.at}::timestamptz, ${by.accountId}, ${by.name})
		returning code`;
	if (!row) throw new Error('an opinion asked was not kept');
	return row.code;
}

/** Keeps how it ended: answered on a day, or taken back with why. */
export async function keepConsultationEnd(
	sql: Sql,
	id: number,
	ended: { kind: 'answered' | 'withdrawn'; answeredOn: Day | null; text: string },
	by: Sayer
): Promise<void> {
	await sql`
		insert into consultation_ends (consultation_id, kind, answered_on, text, at, account_id, said_by)
		values (${id}, ${ended.kind}, ${ended.answeredOn}::date, ${ended.text}, ${by.at}::timestamptz,
			${by.accountId}, ${by.name})`;
}

/** Which opinions asked are meant: asked in the period, or still waiting. */
export interface ConsultationQuery {
	today: Day;
	/** The domain's now. */
	at: Instant;
	from: Day;
	to: Day;
	/** Of the agency that asks, with all below it unless `own`. */
	agencyId: number | null;
	own: boolean;
	/** The body asked: `#12` an agency of the province, else a name as written. */
	body: string | null;
	standing: ConsultationStanding | null;
}

/** How many were asked of one body, by how they stand. */
export interface ConsultationGroup {
	bodyKind: BodyKind;
	askedId: number | null;
	askedName: string;
	standing: ConsultationStanding;
	count: number;
}

function asked(
	sql: Sql,
	rules: LoadedRules,
	scope: DossierScope,
	query: ConsultationQuery
): Fragment {
	const { agencyId, own, at, from, to } = query;
	const ids = agencyId === null ? null : subtreeOf(rules, agencyId, own, at);
	return sql`consultations c join dossiers d on d.id = c.dossier_id
			left join consultation_ends e on e.consultation_id = c.id
		where e.kind is distinct from 'withdrawn'
			and (c.asked_on between ${from}::date and ${to}::date or e.answered_on is null)
			and c.asked_on <= ${to}::date
			${ids === null ? sql`` : sql`and c.agency_id = any(${ids}::int[])`}
			${scope === 'all' ? sql`` : sql`and d.agency_id = any(${scope === 'none' ? [] : [...scope]}::int[])`}`;
}

/** Opinions asked by body and by how they stand. */
export async function countConsultations(
	sql: Sql,
	rules: LoadedRules,
	scope: DossierScope,
	query: ConsultationQuery
): Promise<ConsultationGroup[]> {
	return sql<ConsultationGroup[]>`
		select c.body_kind as "bodyKind", c.asked_id as "askedId", c.asked_name as "askedName",
			${sql.unsafe(STANDING(query.today))} as standing, count(*)::int as count
		from ${asked(sql, rules, scope, query)} group by 1, 2, 3, 4`;
}

/** The opinions behind the counts, those asked first before the others. */
export async function listConsultations(
	sql: Sql,
	rules: LoadedRules,
	scope: DossierScope,
	query: ConsultationQuery,
	page: { after: number | null; limit: number }
): Promise<{
	total: number;
	rows: (KeptConsultation & { standing: ConsultationStanding; holder: number | null })[];
	next: string | null;
}> {
	const { body, standing, today } = query;
	const of = sql.unsafe(STANDING(today));
	const askedId = body?.startsWith('#') === true ? Number(body.slice(1)) : null;
	const where = sql`${asked(sql, rules, scope, query)}
		${body === null ? sql`` : askedId !== null ? sql`and c.asked_id = ${askedId}` : sql`and c.asked_id is null and c.asked_name = ${body}`}
		${standing === null ? sql`` : sql`and ${of} = ${standing}`}`;
	const [counted] = await sql<{ n: number }[]>`select count(*)::int as n from ${where}`;
	const rows = await sql<
		(KeptConsultation & { standing: ConsultationStanding; holder: number | null })[]
	>`
		select ${sql.unsafe(COLUMNS)}, ${of} as standing, d.agency_id as holder from ${where}
			${page.after === null ? sql`` : sql`and c.id > ${page.after}`}
		order by c.id limit ${page.limit + 1}`;
	const shown = rows.slice(0, page.limit);
	const last = shown.at(-1);
	return {
		total: counted?.n ?? 0,
		rows: shown,
		next: rows.length > page.limit && last ? String(last.id) : null
	};
}
