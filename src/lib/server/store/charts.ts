import { addDays, dayOf, daysBetween, type Day, type Instant } from '#lib/domain/calendar/time.ts';
import type { OverviewQuery } from '#lib/domain/reports/overview.ts';
import { aYearBefore } from '#lib/domain/reports/periods.ts';
import type { Sql } from './database.ts';
import { figureConditions, horizonRows, narrowed, sourceOf } from './figures-sql.ts';
import type { LoadedRules } from './rulebook.ts';

/** Of the dossiers resolved on a day: how many with an appointment, and how many of those late. */
export interface LateDay {
	day: Day;
	resolved: number;
	late: number;
	/** late / resolved; null when nothing was resolved. */
	rate: number | null;
}

export interface LateAgency {
	code: string;
	name: string;
	resolved: number;
	late: number;
	rate: number | null;
	previousRate: number | null;
	lastYearRate: number | null;
}

/** How long dossiers have been overdue, in calendar days; every overdue one is in exactly one. */
export const OVERDUE_AGES = [
	{ bucket: 'le7', min: 1, max: 7 },
	{ bucket: 'd8_30', min: 8, max: 30 },
	{ bucket: 'gt30', min: 31, max: 90 },
	{ bucket: 'gt90', min: 91, max: null }
] as const;
export type OverdueAge = (typeof OVERDUE_AGES)[number]['bucket'];

export interface FieldFigures {
	code: string;
	name: string;
	received: number;
	resolved: number;
	late: number;
	overdue: number;
}

export interface ChartSeries {
	lateByDay: LateDay[];
	/** The same number of days just before the period. */
	previous: LateDay[];
	/** The same days a year before. */
	lastYear: LateDay[];
	lateByAgency: LateAgency[];
	overdueAge: { bucket: OverdueAge; count: number }[];
	byField: FieldFigures[];
}

/** The series behind the charts, from the same conditions as the figures beside them. */
export async function chartSeries(
	sql: Sql,
	rules: LoadedRules,
	query: OverviewQuery,
	now: Instant
): Promise<ChartSeries> {
	const days = daysBetween(query.from, query.to) + 1;
	const before = { from: addDays(query.from, -days), to: addDays(query.from, -1) };
	const yearAgo = { from: aYearBefore(query.from), to: aYearBefore(query.to) };
	const [lateByDay, previous, lastYear, held, heldBefore, heldYearAgo, overdueAge, byField] =
		await Promise.all([
			lateDays(sql, rules, query, now),
			lateDays(sql, rules, { ...query, ...before }, now),
			lateDays(sql, rules, { ...query, ...yearAgo }, now),
			lateAgencies(sql, rules, query, now),
			lateAgencies(sql, rules, { ...query, ...before }, now),
			lateAgencies(sql, rules, { ...query, ...yearAgo }, now),
			overdueAges(sql, rules, query, now),
			fieldFigures(sql, rules, query, now)
		]);
	return {
		lateByDay,
		previous,
		lastYear,
		overdueAge,
		byField: byField.map(({ code, name, received, resolved, late, overdue }) => ({
			...{ code, name, received, resolved, late, overdue }
		})),
		lateByAgency: [...held].map(([id, { resolved, late }]) => ({
			code: rules.codeOf(id),
			name: rules.directory.latest(id)?.name ?? '',
			resolved,
			late,
			rate: rateOf(late, resolved),
			previousRate: rateIn(heldBefore, id),
			lastYearRate: rateIn(heldYearAgo, id)
		}))
	};
}

function rateOf(late: number, resolved: number): number | null {
	return resolved === 0 ? null : late / resolved;
}

type LateCounts = Map<number, { resolved: number; late: number }>;

function rateIn(counts: LateCounts, id: number): number | null {
	const found = counts.get(id);
	return found ? rateOf(found.late, found.resolved) : null;
}

async function lateDays(
	sql: Sql,
	rules: LoadedRules,
	query: OverviewQuery,
	now: Instant
): Promise<LateDay[]> {
	const { table, held } = sourceOf(sql, query, now);
	const conditions = figureConditions(sql, query);
	const rows = await sql<{ day: Day; resolved: number; late: number }[]>`
		select d.closed_on as day, count(*) filter (where d.due_on is not null)::int as resolved,
			count(*) filter (where ${conditions['resolved.late']})::int as late
		from ${table}
		where ${conditions['resolved.total']} and ${held} and ${narrowed(sql, rules, query)}
		group by d.closed_on order by d.closed_on`;
	const byDay = new Map(rows.map((row) => [row.day, row]));
	const series: LateDay[] = [];
	for (let day = query.from; day <= query.to; day = addDays(day, 1)) {
		const { resolved = 0, late = 0 } = byDay.get(day) ?? {};
		series.push({ day, resolved, late, rate: rateOf(late, resolved) });
	}
	return series;
}

/** By the accountable agency that answers for the one which held the dossier. */
async function lateAgencies(
	sql: Sql,
	rules: LoadedRules,
	query: OverviewQuery,
	now: Instant
): Promise<LateCounts> {
	const { table, held } = sourceOf(sql, query, now);
	const conditions = figureConditions(sql, query);
	const rows = await sql<{ agencyId: number; resolved: number; late: number }[]>`
		select d.agency_id as "agencyId",
			count(*) filter (where d.due_on is not null)::int as resolved,
			count(*) filter (where ${conditions['resolved.late']})::int as late
		from ${table}
		where ${conditions['resolved.total']} and d.agency_id is not null and ${held}
			and ${narrowed(sql, rules, query)}
		group by d.agency_id`;
	const day = dayOf(query.at);
	const counts: LateCounts = new Map();
	for (const { agencyId, resolved, late } of rows) {
		const holder = rules.directory.accountableAncestor(agencyId, day) ?? agencyId;
		const sum = counts.get(holder) ?? { resolved: 0, late: 0 };
		counts.set(holder, { resolved: sum.resolved + resolved, late: sum.late + late });
	}
	return counts;
}

async function overdueAges(
	sql: Sql,
	rules: LoadedRules,
	query: OverviewQuery,
	now: Instant
): Promise<ChartSeries['overdueAge']> {
	const { table, held } = sourceOf(sql, query, now);
	const today = dayOf(query.at);
	const rows = await sql<{ days: number; n: number }[]>`
		select ${today}::date - d.due_on as days, count(*)::int as n
		from ${table}
		where d.phase = 'open' and d.due_on < ${today}::date and ${held}
			and ${narrowed(sql, rules, query)}
		group by 1`;
	return OVERDUE_AGES.map(({ bucket, min, max }) => ({
		bucket,
		count: rows
			.filter(({ days }) => days >= min && (max === null || days <= max))
			.reduce((sum, { n }) => sum + n, 0)
	}));
}

/** {@link FieldFigures}, most received first, with what a late rate divides by. */
export async function fieldFigures(
	sql: Sql,
	rules: LoadedRules,
	query: OverviewQuery,
	now: Instant
): Promise<(FieldFigures & { withDue: number })[]> {
	const { table, held } = sourceOf(sql, query, now);
	const conditions = figureConditions(sql, query);
	return sql<(FieldFigures & { withDue: number })[]>`
		select d.field_code as code, coalesce(min(f.name), d.field_code) as name,
			count(*) filter (where ${conditions.received})::int as received,
			count(*) filter (where ${conditions['resolved.total']})::int as resolved,
			count(*) filter (where ${conditions['resolved.total']} and d.due_on is not null)::int
				as "withDue",
			count(*) filter (where ${conditions['resolved.late']})::int as late,
			count(*) filter (where ${conditions['open.overdue']})::int as overdue
		from ${table}
		left join ${horizonRows(sql, rules, query.at)} on h.agency_id = coalesce(d.agency_id, 0)
		left join feed_names f on f.kind = 'field' and f.code = d.field_code
		where (d.phase in ('open', 'paused') or d.closed_on >= ${query.from}::date)
			and ${held} and ${narrowed(sql, rules, query)}
		group by d.field_code
		order by received desc, name`;
}
