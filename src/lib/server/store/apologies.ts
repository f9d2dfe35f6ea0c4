import type { Day, Instant } from '#lib/domain/calendar/time.ts';
import type {
	Apology,
	ApologyForm,
	ApologyStanding,
	Apologised
} from '#lib/domain/apologies/apology.ts';
import type { LateKind } from '#lib/domain/causes/cause.ts';
import type { Sql } from './database.ts';
import type { DossierScope } from './dossiers.ts';
import { figureConditions, subtreeOf, type Fragment } from './figures-sql.ts';
import type { LoadedRules } from './rulebook.ts';

/** A letter on record that nobody took back. */
export interface KeptApology extends Apology {
	code: string;
	dossierId: number;
	agencyId: number;
	form: ApologyForm;
	at: Instant;
	by: string;
}

const COLUMNS = `a.code, a.dossier_id as "dossierId", a.agency_id as "agencyId", a.form, a.number,
	a.issued_on as "issuedOn", a.cause, a.old_due_on as "oldDueOn", a.new_due_on as "newDueOn",
	a.at, a.said_by as by`;
const STANDS = `not exists (select from apology_withdrawals w where w.apology_id = a.id)`;

/** The letters about these dossiers, the oldest first; those taken back are not among them. */
export async function apologiesOf(
	sql: Sql,
	dossierIds: readonly number[]
): Promise<Map<number, KeptApology[]>> {
	const rows = await sql<KeptApology[]>`
		select ${sql.unsafe(COLUMNS)} from apologies a
		where a.dossier_id = any(${[...dossierIds]}::bigint[]) and ${sql.unsafe(STANDS)}
		order by a.issued_on, a.id`;
	return Map.groupBy(rows, ({ dossierId }) => dossierId);
}

/** All letters that stand: what a recount reads. */
export async function allApologies(sql: Sql): Promise<KeptApology[]> {
	return sql<KeptApology[]>`
		select ${sql.unsafe(COLUMNS)} from apologies a where ${sql.unsafe(STANDS)} order by a.id`;
}

/** A dossier as far as a letter about it is decided by it. */
export interface ApologisedDossier extends Apologised {
	id: number;
	code: string;
	agencyId: number | null;
	apologies: KeptApology[];
}

/** The dossiers of these codes, held against another who records letters meanwhile. */
export async function holdForApologies(
	sql: Sql,
	codes: readonly string[]
): Promise<Map<string, ApologisedDossier>> {
	await sql`select pg_advisory_xact_lock(hashtext('apologies'))`;
	const rows = await sql<Omit<ApologisedDossier, 'apologies'>[]>`
		select id, code, agency_id as "agencyId", received_on as "receivedOn", due_on as "dueOn",
			promise_on as "promiseOn"
		from dossiers where code = any(${[...codes]}::text[])`;
	const letters = await apologiesOf(
		sql,
		rows.map(({ id }) => id)
	);
	return new Map(rows.map((row) => [row.code, { ...row, apologies: letters.get(row.id) ?? [] }]));
}

/** Keeps letters; what is kept is never changed. */
export async function keepApologies(
	sql: Sql,
	letters: readonly { dossierId: number; agencyId: number; apology: Apology }[],
	by: { at: Instant; accountId: number | null; name: string }
): Promise<void> {
	for (const { dossierId, agencyId, apology } of letters) {
		const { form, number, issuedOn, cause, oldDueOn, newDueOn } = apology;
		await sql`
			insert into apologies (dossier_id, agency_id, form, number, issued_on, cause, old_due_on,
				new_due_on, at, account_id, said_by)
			values (${dossierId}, ${agencyId}, ${form}, ${number}, ${issuedOn}::date, ${cause},
				${oldDueOn}::date, ${newDueOn}::date, ${by.at}::timestamptz, ${by.accountId}, ${by.name})`;
	}
}

/** A letter by its code, with the agency that has its dossier now. */
export async function apologyByCode(
	sql: Sql,
	code: string
): Promise<{ id: number; dossier: string; agencyId: number | null; withdrawn: boolean } | null> {
	const [row] = await sql<
		{ id: number; dossier: string; agencyId: number | null; withdrawn: boolean }[]
	>`select a.id, d.code as dossier, d.agency_id as "agencyId",
			not (${sql.unsafe(STANDS)}) as withdrawn
		from apologies a join dossiers d on d.id = a.dossier_id where a.code = ${code}`;
	return row ?? null;
}

/** Takes back an entry that was made by mistake; it stays, with why. */
export async function keepWithdrawal(
	sql: Sql,
	apologyId: number,
	reason: string,
	by: { at: Instant; accountId: number | null; name: string }
): Promise<boolean> {
	const rows = await sql`
		insert into apology_withdrawals (apology_id, reason, at, account_id, said_by)
		values (${apologyId}, ${reason}, ${by.at}::timestamptz, ${by.accountId}, ${by.name})
		on conflict do nothing returning apology_id`;
	return rows.length > 0;
}

/** Which late dossiers are asked for. */
export interface ApologyQuery {
	/** The domain's now. */
	at: Instant;
	from: Day;
	to: Day;
	agencyId: number | null;
	own: boolean;
	field: string | null;
	of: Exclude<LateKind, 'endedAfterDue'>;
	standing: ApologyStanding | null;
}

/** How many late dossiers of one agency have their letter. */
export interface ApologyGroup {
	agencyId: number | null;
	standing: ApologyStanding;
	dossiers: number;
}

/**
 * The late dossiers as the rows `late`, each with its letters and since when its agency records any: one
 * statement for counts and lists.
 */
function withLetters(
	sql: Sql,
	rules: LoadedRules,
	scope: DossierScope,
	query: ApologyQuery
): Fragment {
	const { agencyId, own, field, at, of } = query;
	const ids = agencyId === null ? null : subtreeOf(rules, agencyId, own, at);
	const figure = figureConditions(sql, query)[of === 'late' ? 'resolved.late' : 'open.overdue'];
	const stands = sql.unsafe(STANDS);
	return sql`with recording as materialized (
		select a.agency_id, min(least(a.issued_on, a.old_due_on)) as since
		from apologies a where ${stands} group by 1
	), letters as materialized (
		select a.dossier_id, count(*) as letters from apologies a where ${stands} group by 1
	), late as materialized (
		select d.id, d.code, d.agency_id, d.unit, d.procedure_code, d.due_on, d.finished_on,
			case when l.letters > 0 then 'apologised' when d.due_on >= r.since then 'without'
				else 'noData' end as standing
		from dossiers d left join letters l on l.dossier_id = d.id
			left join recording r on r.agency_id = d.agency_id
		where ${figure}
			${ids === null ? sql`` : sql`and d.agency_id = any(${ids}::int[])`}
			${field === null ? sql`` : sql`and d.field_code = ${field}`}
			${scope === 'all' ? sql`` : sql`and d.agency_id = any(${scope === 'none' ? [] : [...scope]}::int[])`}
	)`;
}

/** The late dossiers by agency and by whether they have their letter. */
export async function countApologies(
	sql: Sql,
	rules: LoadedRules,
	scope: DossierScope,
	query: ApologyQuery
): Promise<ApologyGroup[]> {
	return sql<ApologyGroup[]>`
		${withLetters(sql, rules, scope, query)}
		select agency_id as "agencyId", standing, count(*)::int as dossiers from late group by 1, 2`;
}

/** A late dossier in a list. */
export interface ApologyRow {
	id: number;
	code: string;
	agencyId: number | null;
	unit: string;
	procedure: string;
	dueOn: Day;
	finishedOn: Day | null;
	standing: ApologyStanding;
}

/** The dossiers behind the counts, those due first before the others. */
export async function listApologies(
	sql: Sql,
	rules: LoadedRules,
	scope: DossierScope,
	query: ApologyQuery,
	page: { after: string | null; limit: number }
): Promise<{ total: number; rows: ApologyRow[]; next: string | null }> {
	const { standing } = query;
	const asked = standing === null ? sql`true` : sql`standing = ${standing}`;
	const [day = '', id = ''] = page.after?.split('.') ?? [];
	const [counted] = await sql<{ n: number }[]>`
		${withLetters(sql, rules, scope, query)} select count(*)::int as n from late where ${asked}`;
	const rows = await sql<ApologyRow[]>`
		${withLetters(sql, rules, scope, query)}
		select l.id, l.code, l.agency_id as "agencyId", l.unit, l.due_on as "dueOn",
			l.finished_on as "finishedOn", l.standing,
			coalesce((select p.name from feed_names p where p.kind = 'procedure'
				and p.code = l.procedure_code), l.procedure_code) as procedure
		from late l where ${asked}
			${page.after === null ? sql`` : sql`and (l.due_on, l.id) > (${day}::date, ${Number(id)}::bigint)`}
		order by l.due_on, l.id limit ${page.limit + 1}`;
	const shown = rows.slice(0, page.limit);
	const last = shown.at(-1);
	return {
		total: counted?.n ?? 0,
		rows: shown,
		next: rows.length > page.limit && last ? `${last.dueOn}.${last.id}` : null
	};
}

/** Since when each agency records letters; those that never did are not among them. */
export async function recordingSince(sql: Sql): Promise<Map<number, Day>> {
	const rows = await sql<{ agencyId: number; since: Day }[]>`
		select a.agency_id as "agencyId", min(least(a.issued_on, a.old_due_on)) as since
		from apologies a where ${sql.unsafe(STANDS)} group by 1`;
	return new Map(rows.map(({ agencyId, since }) => [agencyId, since]));
}
