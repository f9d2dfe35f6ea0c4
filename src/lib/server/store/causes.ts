import type { Day, Instant } from '#lib/domain/calendar/time.ts';
import type {
	CauseCode,
	CauseStanding,
	CauseStatement,
	LateKind,
	Nature
} from '#lib/domain/causes/cause.ts';
import type { Phase } from '#lib/domain/dossiers/status.ts';
import type { Sql } from './database.ts';
import type { DossierScope } from './dossiers.ts';
import { figureConditions, subtreeOf, type Fragment } from './figures-sql.ts';
import type { LoadedRules } from './rulebook.ts';

/** A dossier as far as its lateness and its cause are decided by it. */
export interface LateDossier {
	id: number;
	code: string;
	agencyId: number | null;
	phase: Phase;
	dueOn: Day | null;
	finishedOn: Day | null;
	/** The declaration that stands; null: none. */
	declarationId: number | null;
	cause: CauseCode | null;
	nature: Nature | null;
	standing: CauseStanding | null;
	text: string | null;
}

/**
 * The dossiers of these codes, held until the end of the transaction against another who says
 * something about a cause: two words about one dossier come one after the other.
 */
export async function holdLateDossiers(
	sql: Sql,
	codes: readonly string[]
): Promise<Map<string, LateDossier>> {
	await sql`select pg_advisory_xact_lock(hashtext('late_causes'))`;
	return lateDossiers(sql, codes);
}

/** The dossiers of these codes, with where the cause of each stands. */
export async function lateDossiers(
	sql: Sql,
	codes: readonly string[]
): Promise<Map<string, LateDossier>> {
	const rows = await sql<LateDossier[]>`
		select d.id, d.code, d.agency_id as "agencyId", d.phase, d.due_on as "dueOn",
			d.finished_on as "finishedOn", c.declaration_id as "declarationId", c.cause, c.nature,
			c.standing, s.text
		from dossiers d left join late_causes c on c.dossier_id = d.id
			left join cause_statements s on s.id = c.declaration_id
		where d.code = any(${[...codes]}::text[])`;
	return new Map(rows.map((row) => [row.code, row]));
}

/** One thing that is said, to be kept. */
export interface KeptStatement {
	dossierId: number;
	agencyId: number;
	/** The declaration that it confirms or rejects; null for one. */
	declarationId: number | null;
	said: CauseStatement;
}

/** Keeps what was said, and where the cause of each dossier stands after it. */
export async function keepStatements(
	sql: Sql,
	statements: readonly KeptStatement[],
	by: { at: Instant; accountId: number | null; name: string }
): Promise<void> {
	for (const { dossierId, agencyId, declarationId, said } of statements) {
		const [cause, nature] = said.kind === 'declared' ? [said.cause, said.nature] : [null, null];
		const [kept] = await sql<{ id: number }[]>`
			insert into cause_statements (dossier_id, agency_id, kind, declaration_id, cause, nature, text,
				at, account_id, said_by)
			values (${dossierId}, ${agencyId}, ${said.kind}, ${declarationId}, ${cause}, ${nature},
				${said.text}, ${by.at}::timestamptz, ${by.accountId}, ${by.name})
			returning id`;
		if (!kept) throw new Error('a statement was not kept');
		if (said.kind === 'declared') {
			await sql`
				insert into late_causes (dossier_id, declaration_id, cause, nature, standing)
				values (${dossierId}, ${kept.id}, ${cause}, ${nature}, 'declared')
				on conflict (dossier_id) do update set declaration_id = excluded.declaration_id,
					cause = excluded.cause, nature = excluded.nature, standing = excluded.standing`;
		} else {
			await sql`update late_causes set standing = ${said.kind} where dossier_id = ${dossierId}`;
		}
	}
}

/** Which late dossiers are asked for. */
export interface CauseQuery {
	/** The domain's now. */
	at: Instant;
	from: Day;
	to: Day;
	agencyId: number | null;
	own: boolean;
	field: string | null;
	/** How they are late: each kind is counted and listed by itself. */
	of: LateKind;
	cause: CauseCode | null;
	nature: Nature | null;
	/** `none`: nothing declared. */
	standing: CauseStanding | 'none' | null;
}

/** How many late dossiers of one agency stand with one cause. */
export interface CauseGroup {
	agencyId: number | null;
	cause: CauseCode | null;
	nature: Nature | null;
	standing: CauseStanding | null;
	dossiers: number;
}

const FIGURE_OF = {
	late: 'resolved.late',
	overdue: 'open.overdue',
	endedAfterDue: 'ended.afterDue'
} as const;

function lateOnes(sql: Sql, rules: LoadedRules, scope: DossierScope, query: CauseQuery): Fragment {
	const { agencyId, own, field, at } = query;
	const ids = agencyId === null ? null : subtreeOf(rules, agencyId, own, at);
	return sql`dossiers d left join late_causes c on c.dossier_id = d.id
		where ${figureConditions(sql, query)[FIGURE_OF[query.of]]}
			${ids === null ? sql`` : sql`and d.agency_id = any(${ids}::int[])`}
			${field === null ? sql`` : sql`and d.field_code = ${field}`}
			${scope === 'all' ? sql`` : sql`and d.agency_id = any(${scope === 'none' ? [] : [...scope]}::int[])`}`;
}

/** The late dossiers by agency and by where their cause stands; the kind alone narrows them. */
export async function countCauses(
	sql: Sql,
	rules: LoadedRules,
	scope: DossierScope,
	query: CauseQuery
): Promise<CauseGroup[]> {
	return sql<CauseGroup[]>`
		select d.agency_id as "agencyId", c.cause, c.nature, c.standing, count(*)::int as dossiers
		from ${lateOnes(sql, rules, scope, query)}
		group by 1, 2, 3, 4`;
}

/** A late dossier in a list. */
export interface CauseRow {
	id: number;
	code: string;
	agencyId: number | null;
	fieldCode: string;
	unit: string;
	procedure: string;
	dueOn: Day;
	finishedOn: Day | null;
	declarationId: number | null;
	cause: CauseCode | null;
	nature: Nature | null;
	standing: CauseStanding | null;
	text: string | null;
}

/**
 * The dossiers behind the counts, those due first before the others.
 *
 * @param page where the page before ended, and how many
 */
export async function listCauses(
	sql: Sql,
	rules: LoadedRules,
	scope: DossierScope,
	query: CauseQuery,
	page: { after: string | null; limit: number }
): Promise<{ total: number; rows: CauseRow[]; next: string | null }> {
	const { cause, nature, standing } = query;
	const where = sql`${lateOnes(sql, rules, scope, query)}
		${cause === null ? sql`` : sql`and c.cause = ${cause}`}
		${nature === null ? sql`` : sql`and c.nature = ${nature}`}
		${standing === null ? sql`` : standing === 'none' ? sql`and c.standing is null` : sql`and c.standing = ${standing}`}`;
	const [counted] = await sql<{ n: number }[]>`select count(*)::int as n from ${where}`;
	const [day = '', id = ''] = page.after?.split('.') ?? [];
	const rows = await sql<CauseRow[]>`
		select d.id, d.code, d.agency_id as "agencyId", d.field_code as "fieldCode", d.unit,
			coalesce((select p.name from feed_names p where p.kind = 'procedure'
				and p.code = d.procedure_code), d.procedure_code) as procedure,
			d.due_on as "dueOn", d.finished_on as "finishedOn", c.declaration_id as "declarationId",
			c.cause, c.nature, c.standing,
			(select s.text from cause_statements s where s.id = c.declaration_id) as text
		from ${where}
			${page.after === null ? sql`` : sql`and (d.due_on, d.id) > (${day}::date, ${Number(id)}::bigint)`}
		order by d.due_on, d.id limit ${page.limit + 1}`;
	const shown = rows.slice(0, page.limit);
	const last = shown.at(-1);
	return {
		total: counted?.n ?? 0,
		rows: shown,
		next: rows.length > page.limit && last ? `${last.dueOn}.${last.id}` : null
	};
}

/** One thing that was said about a dossier, as it is shown. */
export interface ShownStatement {
	id: number;
	kind: 'declared' | 'confirmed' | 'rejected';
	cause: CauseCode | null;
	nature: Nature | null;
	text: string;
	at: Instant;
	by: string;
}

/** Where the causes stand and all that was said of them: what a recount reads. */
export async function allCauses(sql: Sql): Promise<{
	kept: Map<number, { cause: CauseCode; nature: Nature; standing: CauseStanding }>;
	said: Map<number, ShownStatement[]>;
}> {
	const kept = await sql<
		{ dossierId: number; cause: CauseCode; nature: Nature; standing: CauseStanding }[]
	>`select dossier_id as "dossierId", cause, nature, standing from late_causes`;
	const ids = await sql<{ id: number }[]>`select distinct dossier_id as id from cause_statements`;
	return {
		kept: new Map(kept.map(({ dossierId, ...rest }) => [dossierId, rest])),
		said: await statementsOf(
			sql,
			ids.map(({ id }) => id)
		)
	};
}

/** All that was said about the causes of these dossiers, the oldest first. */
export async function statementsOf(
	sql: Sql,
	dossierIds: readonly number[]
): Promise<Map<number, ShownStatement[]>> {
	const rows = await sql<(ShownStatement & { dossierId: number })[]>`
		select dossier_id as "dossierId", id, kind, cause, nature, text, at, said_by as by
		from cause_statements where dossier_id = any(${[...dossierIds]}::bigint[]) order by id`;
	const found = new Map<number, ShownStatement[]>();
	for (const { dossierId, ...said } of rows) {
		const held = found.get(dossierId);
		if (held) held.push(said);
		else found.set(dossierId, [said]);
	}
	return found;
}
