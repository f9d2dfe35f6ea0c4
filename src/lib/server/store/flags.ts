import { addDays, dayOf, type Day, type Instant } from '#lib/domain/calendar/time.ts';
import { parameterOn } from '#lib/domain/deadlines/parameters.ts';
import type { Flag } from '#lib/domain/dossiers/flags.ts';
import type { Sql } from './database.ts';
import type { DossierScope } from './dossiers.ts';
import { horizonRows, subtreeOf, type Fragment } from './figures-sql.ts';
import type { LoadedRules } from './rulebook.ts';

/**
 * Which dossiers are looked at for signs: those under way now and those that ended in the period, of
 * an agency (with all below it, unless `own`), a handling unit, a field.
 */
export interface FlagQuery {
	/** The domain's now. */
	at: Instant;
	from: Day;
	to: Day;
	agencyId: number | null;
	own: boolean;
	field: string | null;
	unit: string | null;
	flag: Flag | null;
	/** Only questions with an answer, or without one; null: both. */
	answered: boolean | null;
}

/** How many dossiers a sign stands for, in one group. */
export interface FlagCount {
	key: string;
	dossiers: number;
}

export interface FlagCounts {
	/** Dossiers with at least one sign of those asked for. */
	dossiers: number;
	flags: FlagCount[];
	/** By the agency's own id. */
	agencies: FlagCount[];
	fields: FlagCount[];
	/** Handling units of the agency asked for; none for the whole province. */
	units: FlagCount[];
}

const UNSOLVED = `('refused', 'withdrawn', 'stopped')`;

/**
 * The signs of the dossiers looked at, as the rows `signs` (id, agency_id, unit, field_code, flag).
 * What a dossier's messages raise is kept with it; the signs of the hour and of an agency follow from
 * the same columns. One statement gives counts and lists, so they cannot differ.
 */
function withSigns(sql: Sql, rules: LoadedRules, scope: DossierScope, query: FlagQuery): Fragment {
	const { at, from, to, agencyId, own, field, unit, answered } = query;
	const ids = agencyId === null ? null : subtreeOf(rules, agencyId, own, at);
	const { parameters } = rules;
	const days: Day[] = [];
	for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
	const many = days.map((day) => parameterOn(parameters.batchClosingCount, day));
	const percent = parameterOn(parameters.unsolvedPercent, to);
	const among = parameterOn(parameters.unsolvedAmongAtLeast, to);
	const daysBefore = parameterOn(parameters.apologyDaysBefore, to);
	const givenAtMost = parameterOn(parameters.reappointmentsAtMost, to);
	const unsolved = sql.unsafe(UNSOLVED);
	return sql`with held as materialized (
		select d.id, d.code, d.agency_id, d.unit, d.field_code, d.flags, d.phase, d.closed_on,
			d.submitted_at, d.finished_at, d.due_on, d.finished_on, date_trunc('minute', d.finished_at) as minute
		from dossiers d
		where (d.phase in ('awaiting', 'open', 'paused') or d.closed_on between ${from}::date and ${to}::date)
			${ids === null ? sql`` : sql`and d.agency_id = any(${ids}::int[])`}
			${scope === 'all' ? sql`` : sql`and d.agency_id = any(${scope === 'none' ? [] : [...scope]}::int[])`}
	), batches as (
		select b.agency_id, b.minute, b.closed_on from held b
			join unnest(${days}::date[], ${many}::int[]) as l(day, at_least) on l.day = b.closed_on
		where b.phase = 'resolved' and (b.finished_at at time zone 'Asia/Ho_Chi_Minh')::date = b.closed_on
		group by b.agency_id, b.minute, b.closed_on, l.at_least having count(*) >= l.at_least
	), shares as (
		select agency_id from held where closed_on is not null
		group by agency_id having count(*) >= ${among}
			and 100 * count(*) filter (where phase in ${unsolved}) > ${percent} * count(*)
	), letters as materialized (
		select a.* from apologies a
		where not exists (select from apology_withdrawals w where w.apology_id = a.id)
	), recording as (
		select agency_id, min(least(issued_on, old_due_on)) as since from letters group by 1
	), apologised as (
		select distinct on (l.dossier_id) l.dossier_id, l.issued_on, l.old_due_on,
			count(l.new_due_on) over (partition by l.dossier_id) as given
		from letters l order by l.dossier_id, l.issued_on, l.id
	), ending as (
		select h.*, case h.phase when 'resolved' then h.finished_on when 'open' then ${dayOf(at)}::date end as ended_on
		from held h where h.due_on is not null and h.phase in ('open', 'resolved')
	), raised as (
		select h.id, h.agency_id, h.unit, h.field_code, f.flag
		from held h, unnest(h.flags) as f(flag)
		where h.flags <> '{}' and not (f.flag = 'N04' and 'N10' <> all(h.flags) and exists (
			select from letters l where l.dossier_id = h.id and l.new_due_on = h.due_on))
		union all
		select e.id, e.agency_id, e.unit, e.field_code, 'N08' from ending e
			join recording r on r.agency_id = e.agency_id
			where e.ended_on > e.due_on and e.due_on >= r.since
				and not exists (select from letters l where l.dossier_id = e.id)
		union all
		select e.id, e.agency_id, e.unit, e.field_code, 'N09' from ending e
			join apologised a on a.dossier_id = e.id
			where e.ended_on > a.old_due_on and a.issued_on > a.old_due_on - ${daysBefore}::int
		union all
		select e.id, e.agency_id, e.unit, e.field_code, 'N10' from ending e
			join apologised a on a.dossier_id = e.id
			where a.given > ${givenAtMost}::int and 'N10' <> all(e.flags)
		union all
		select s.id, s.agency_id, s.unit, s.field_code, 'N13' from held s
			join ${horizonRows(sql, rules, at)} on h.agency_id = coalesce(s.agency_id, 0)
			where s.phase = 'awaiting' and s.submitted_at < h.awaiting_since
		union all
		select s.id, s.agency_id, s.unit, s.field_code, 'N15' from held s
			join batches b on b.agency_id = s.agency_id and b.minute = s.minute and b.closed_on = s.closed_on
			where s.phase = 'resolved'
		union all
		select s.id, s.agency_id, s.unit, s.field_code, 'N16' from held s
			join shares r on r.agency_id = s.agency_id where s.phase in ${unsolved}
	), signs as (
		select r.* from raised r where true
			${field === null ? sql`` : sql`and r.field_code = ${field}`}
			${unit === null ? sql`` : sql`and r.unit = ${unit}`}
			${
				answered === null
					? sql``
					: sql`and ${answered ? sql`` : sql`not`} exists (
						select from flag_answers a where a.dossier_id = r.id and a.flag = r.flag)`
			}
	)`;
}

/** The dossiers behind each sign, agency, field and unit; each counted once in its group. */
export async function countFlags(
	sql: Sql,
	rules: LoadedRules,
	scope: DossierScope,
	query: FlagQuery
): Promise<FlagCounts> {
	const asked = query.flag === null ? sql`true` : sql`flag = ${query.flag}`;
	const rows = await sql<{ part: number; key: string | null; all: number; asked: number }[]>`
		${withSigns(sql, rules, scope, query)}
		select grouping(flag, agency_id, field_code, unit)::int as part,
			coalesce(flag, agency_id::text, field_code, unit) as key,
			count(distinct id)::int as all, (count(distinct id) filter (where ${asked}))::int as asked
		from signs
		group by grouping sets ((flag), (agency_id), (field_code), (unit), ())`;
	// A bit for each column that is not of the group, the first the highest.
	const group = (part: number) =>
		rows
			.filter((row) => row.part === part)
			.map(({ key, all, asked: n }) => ({ key: key ?? '', dossiers: part === FLAG ? all : n }))
			.filter(({ dossiers }) => dossiers > 0)
			.sort((a, b) => (a.key < b.key ? -1 : 1));
	return {
		dossiers: rows.find((row) => row.part === WHOLE)?.asked ?? 0,
		flags: group(FLAG),
		agencies: group(AGENCY),
		fields: group(FIELD),
		units: query.agencyId === null ? [] : group(UNIT)
	};
}

const FLAG = 0b0111;
const AGENCY = 0b1011;
const FIELD = 0b1101;
const UNIT = 0b1110;
const WHOLE = 0b1111;

/** A dossier with the signs that stand about it. */
export interface FlaggedRow {
	id: number;
	code: string;
	agencyId: number | null;
	unit: string;
	fieldCode: string;
	flags: Flag[];
}

/**
 * The dossiers behind the counts, newest first. With a sign asked for, only dossiers that bear it,
 * each with all its signs.
 *
 * @param page the last id of the page before, and how many
 */
export async function listFlagged(
	sql: Sql,
	rules: LoadedRules,
	scope: DossierScope,
	query: FlagQuery,
	page: { before: number | null; limit: number }
): Promise<{ rows: FlaggedRow[]; next: number | null }> {
	const { flag } = query;
	const { before, limit } = page;
	const rows = await sql<FlaggedRow[]>`
		${withSigns(sql, rules, scope, query)}
		select s.id, h.code, s.agency_id as "agencyId", s.unit, s.field_code as "fieldCode",
			array_agg(s.flag order by s.flag) as flags
		from signs s join held h on h.id = s.id
		where true ${before === null ? sql`` : sql`and s.id < ${before}`}
		group by s.id, h.code, s.agency_id, s.unit, s.field_code
		${flag === null ? sql`` : sql`having bool_or(s.flag = ${flag})`}
		order by s.id desc limit ${limit + 1}`;
	const shown = rows.slice(0, limit);
	return { rows: shown, next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null };
}

/** Every dossier looked at with how many signs stand about it: what a sample is drawn from. */
export async function signsPerDossier(
	sql: Sql,
	rules: LoadedRules,
	scope: DossierScope,
	query: FlagQuery
): Promise<{ code: string; flags: number }[]> {
	const { field, unit, flag } = query;
	return sql<{ code: string; flags: number }[]>`
		${withSigns(sql, rules, scope, query)}
		select h.code, count(s.flag)::int as flags from held h left join signs s on s.id = h.id
		where true
			${field === null ? sql`` : sql`and h.field_code = ${field}`}
			${unit === null ? sql`` : sql`and h.unit = ${unit}`}
		group by h.id, h.code
		${flag === null ? sql`` : sql`having bool_or(s.flag = ${flag})`}`;
}

/** The question of a page: the month up to today unless it says otherwise. */
export function currentFlagQuery(at: Instant): FlagQuery {
	const to = dayOf(at);
	const none = { agencyId: null, own: false, field: null, unit: null, flag: null, answered: null };
	return { at, from: `${to.slice(0, 7)}-01`, to, ...none };
}
