import { dayOf, type Instant } from '#lib/domain/calendar/time.ts';
import type { OverviewQuery } from '#lib/domain/reports/overview.ts';
import { weeksUpTo, type Week } from '#lib/domain/reports/periods.ts';
import type { WallWeek } from '#lib/domain/wall/board.ts';
import type { Sql } from './database.ts';
import { conditionsOver, narrowed, sourceOf, subtreeOf, type Fragment } from './figures-sql.ts';
import type { LoadedRules } from './rulebook.ts';

interface WeekRow {
	n: number;
	received: number;
	resolved: number;
	withDue: number;
	late: number;
	overdue: number;
}

export const WEEKS = 13;

/** A week of which it is not yet said whether the data go back that far. */
export type CountedWeek = Omit<WallWeek, 'known'>;

function countedWeek({ from, to }: Week, row: Omit<WeekRow, 'n'> | undefined): CountedWeek {
	const { received = 0, resolved = 0, withDue = 0, late = 0, overdue = 0 } = row ?? {};
	const lateRate = withDue === 0 ? null : late / withDue;
	return { from, to, received, resolved, late, lateRate, overdue };
}

function counts(sql: Sql, week: { today: Fragment; from: Fragment; to: Fragment }): Fragment {
	const conditions = conditionsOver(sql, week);
	return sql`
		(count(*) filter (where ${conditions.received}))::int as received,
		(count(*) filter (where ${conditions['resolved.total']}))::int as resolved,
		(count(*) filter (where ${conditions['resolved.total']} and d.due_on is not null))::int
			as with_due,
		(count(*) filter (where ${conditions['resolved.late']}))::int as late,
		(count(*) filter (where ${conditions['open.overdue']}))::int as overdue`;
}

/**
 * A span counts in every week at whose end it held: weeks are equally long here (no summer time since
 * 1975), so each span is read once and says by itself which those are. What is open is found by when it
 * ended, what is closed by its day, which an overview looks back on no further than its period.
 * All in one statement, each as an overview of its days tells it: what stood at its end.
 */
export async function pastWeeks(
	sql: Sql,
	rules: LoadedRules,
	{ agencyId }: OverviewQuery,
	weeks: readonly Week[]
): Promise<CountedWeek[]> {
	const first = weeks[0];
	if (first === undefined) return [];
	const from = sql`(${first.from}::date + 7 * w.n)`;
	const to = sql`(${first.to}::date + 7 * w.n)`;
	const counted = counts(sql, { today: to, from, to });
	const weekOf = (instant: Fragment) => sql`ceil(extract(epoch from ${instant}
		- ${new Date(first.at).toISOString()}::timestamptz) / 604800)`;
	const held = (until: Fragment) => sql`generate_series(
		greatest(0, ${weekOf(sql`d.valid_from`)})::int,
		least(${weeks.length - 1}, ${weekOf(sql`d.valid_to`)} - 1${until})::int) as w(n)`;
	const within = sql`d.known_to = '9999-12-31T00:00:00Z'::timestamptz and ${
		agencyId === null
			? sql`true`
			: sql`(w.n, d.agency_id) in (select * from ${subtrees(sql, rules, agencyId, weeks)})`
	}`;
	const rows = await sql<WeekRow[]>`
		select n, sum(received)::int as received, sum(resolved)::int as resolved,
			sum(with_due)::int as "withDue", sum(late)::int as late, sum(overdue)::int as overdue
		from (
			select w.n, ${counted} from dossier_spans d cross join lateral ${held(sql``)}
			where d.phase in ('awaiting', 'open', 'paused')
				and d.valid_to > ${new Date(first.at).toISOString()}::timestamptz and ${within}
			group by w.n
			union all
			select w.n, ${counted} from dossier_spans d
				cross join lateral ${held(sql`, (d.closed_on - ${first.from}::date) / 7`)}
			where d.closed_on >= ${first.from}::date and ${within}
			group by w.n
		) counted
		group by n`;
	const byWeek = new Map(rows.map((row) => [row.n, row]));
	return weeks.map((week, n) => countedWeek(week, byWeek.get(n)));
}

/** Who belonged to the agency at the end of each week. */
function subtrees(
	sql: Sql,
	rules: LoadedRules,
	agencyId: number,
	weeks: readonly Week[]
): Fragment {
	const pairs = weeks.flatMap(({ at }, n) =>
		subtreeOf(rules, agencyId, false, at).map((id) => ({ n, id }))
	);
	return sql`unnest(${pairs.map(({ n }) => n)}::int[], ${pairs.map(({ id }) => id)}::int[])`;
}

/** The week that is not over, from the dossiers as they are. */
export async function runningWeek(
	sql: Sql,
	rules: LoadedRules,
	query: OverviewQuery,
	now: Instant
): Promise<CountedWeek> {
	const [week] = weeksUpTo(dayOf(query.at), 1, query.at);
	if (week === undefined) throw new Error('no week of a day');
	const { table, held } = sourceOf(sql, query, now);
	const days = {
		today: sql`${dayOf(query.at)}::date`,
		from: sql`${week.from}::date`,
		to: sql`${week.to}::date`
	};
	const [row] = await sql<Omit<WeekRow, 'n'>[]>`
		select received, resolved, with_due as "withDue", late, overdue from (
			select ${counts(sql, days)} from ${table}
			where (d.phase in ('awaiting', 'open', 'paused') or d.closed_on >= ${week.from}::date)
				and ${held} and ${narrowed(sql, rules, query)}
		) counted`;
	return countedWeek(week, row);
}
