import { isReorganised } from '#lib/domain/agencies/reorganised.ts';
import {
	addDays,
	dayOf,
	endOfDay,
	isoOf,
	type Day,
	type Instant
} from '#lib/domain/calendar/time.ts';
import type { Overview, OverviewQuery } from '#lib/domain/reports/overview.ts';
import {
	aYearBefore,
	monthBefore,
	sameDaysOfMonthBefore,
	type Span
} from '#lib/domain/reports/periods.ts';
import { noCounts, tallyOf } from '#lib/domain/reports/tally.ts';
import type { Compared, WallBoard, WallField } from '#lib/domain/wall/board.ts';
import { fieldFigures } from './charts.ts';
import type { Sql } from './database.ts';
import { subtreeOf } from './figures-sql.ts';
import { currentQuery, overviewOf } from './overview.ts';
import type { LoadedRules } from './rulebook.ts';
import { dueToday } from './wall-due.ts';
import { wallWeeks } from './wall-weeks.ts';

/** What a board holds beyond the overview of now. */
export type SlowFigures = Pick<
	WallBoard,
	'slowAsOf' | 'monthBefore' | 'lastYear' | 'dueToday' | 'fields' | 'weeks'
> & {
	/** By code; agencies that are missing were not there, or nothing is known of then. */
	lateBefore: ReadonlyMap<string, number | null>;
	overdueBefore: ReadonlyMap<string, number>;
};

/** A trend of what is open looks back so far. */
const TREND_DAYS = 7;
/** Somebody who sends data closes something at least so often. */
const HEARD_WITHIN_DAYS = 62;

/**
 * The figures of a wall that do not move from second to second. Every comparison is told as it stood at
 * the end of its own days.
 *
 * @param sql one repeatable-read transaction, so that all is of one state
 * @param query the current month, narrowed to the agency that the wall shows
 * @param now the domain's now
 */
export async function slowFigures(
	sql: Sql,
	rules: LoadedRules,
	query: OverviewQuery,
	now: Instant
): Promise<SlowFigures> {
	const { at, agencyId } = query;
	const today = dayOf(at);
	const month = monthBefore(today);
	const sameDays = sameDaysOfMonthBefore(today);
	const yearAgo = { from: aYearBefore(query.from), to: aYearBefore(query.to) };
	const trend: Span = { from: addDays(today, -TREND_DAYS), to: addDays(today, -TREND_DAYS) };
	const weeks = await wallWeeks(sql, rules, query, now);

	const isKnown = await knownSince(sql, rules, agencyId, [
		...[month, yearAgo, trend].map(({ from }) => from),
		...weeks.map(({ from }) => from)
	]);
	const then = async (span: Span): Promise<Overview> =>
		overviewOf(sql, rules, { ...currentQuery(endOfDay(span.to)), ...span, agencyId }, now);
	const compared = async (span: Span, overview?: Overview): Promise<Compared> => ({
		...span,
		tally: isKnown(span.from) ? (overview ?? (await then(span))).province : tallyOf(noCounts()),
		known: isKnown(span.from),
		reorganised: isReorganised(rules.directory, inSight(rules, query, span), span.from, today)
	});

	const wholeMonth = isKnown(month.from) ? await then(month) : undefined;
	const before = sameDays.to === month.to ? wholeMonth : undefined;
	const weekAgo = isKnown(trend.from) ? await then(trend) : undefined;
	return {
		slowAsOf: isoOf(at),
		monthBefore: await compared(sameDays, before),
		lastYear: await compared(yearAgo),
		dueToday: await dueToday(sql, rules, query, now),
		fields: (await fieldFigures(sql, rules, query, now)).flatMap(wallField),
		weeks: weeks.map((week) => ({ ...week, known: isKnown(week.from) })),
		lateBefore: new Map(wholeMonth?.agencies.map((one) => [one.code, one.tally.rates.late])),
		overdueBefore: new Map(weekAgo?.agencies.map((one) => [one.code, one.tally.open.overdue]))
	};
}

/** What stands for the slow figures while they have never been counted. */
export function noSlowFigures(query: Pick<OverviewQuery, 'from' | 'to'>): SlowFigures {
	const nothing = (from: Day, to: Day): Compared => ({
		...{ from, to, reorganised: false, known: false },
		tally: tallyOf(noCounts())
	});
	return {
		slowAsOf: null,
		monthBefore: nothing(monthBefore(query.to).from, sameDaysOfMonthBefore(query.to).to),
		lastYear: nothing(aYearBefore(query.from), aYearBefore(query.to)),
		dueToday: {
			...{ total: 0, agencies: [], afterHours: 0, known: false },
			...{ hours: 'rest', until: null }
		},
		fields: [],
		weeks: [],
		lateBefore: new Map(),
		overdueBefore: new Map()
	};
}

/** A field in which nothing happened and nothing is overdue is not shown. */
function wallField({ withDue, ...field }: Awaited<ReturnType<typeof fieldFigures>>[number]) {
	const { received, resolved, late, overdue } = field;
	if (received + resolved + overdue === 0) return [];
	const lateRate = withDue === 0 ? null : late / withDue;
	return [{ ...field, lateRate } satisfies WallField];
}

/** Those that the wall counts, then or now. */
function inSight(
	rules: LoadedRules,
	{ agencyId, at }: OverviewQuery,
	span: Span
): readonly number[] {
	if (agencyId === null) return rules.agencyIds;
	const then = subtreeOf(rules, agencyId, false, endOfDay(span.to));
	return [...new Set([...then, ...subtreeOf(rules, agencyId, false, at)])];
}

/**
 * Whether the data go back to before a day: something had been closed not long before it. A zero of a
 * time when nobody sent anything is no figure; and what lies open since years before says nothing of it.
 */
async function knownSince(
	sql: Sql,
	rules: LoadedRules,
	agencyId: number | null,
	days: readonly Day[]
): Promise<(day: Day) => boolean> {
	const rows = await sql<{ day: Day; known: boolean }[]>`
		select w.day, exists (
			select from dossier_spans d
			where d.closed_on < w.day and d.closed_on >= w.day - ${HEARD_WITHIN_DAYS}::int
				and ${agencyId === null ? sql`true` : sql`d.agency_id = any(${everBelow(rules, agencyId)}::int[])`}
		) as known
		from unnest(${[...new Set(days)]}::text[]::date[]) as w(day)`;
	const known = new Set(rows.filter((row) => row.known).map(({ day }) => day));
	return (day) => known.has(day);
}

/** The agency with all that are or were below it, whenever. */
function everBelow({ directory, agencyIds }: LoadedRules, agencyId: number): number[] {
	const found = new Set([agencyId]);
	for (const above of found) {
		for (const id of agencyIds) {
			if (directory.versions(id).some(({ parentId }) => parentId === above)) found.add(id);
		}
	}
	return [...found];
}
