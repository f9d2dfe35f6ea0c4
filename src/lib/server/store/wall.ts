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
	weeksUpTo,
	type Span
} from '#lib/domain/reports/periods.ts';
import { noCounts, tallyOf } from '#lib/domain/reports/tally.ts';
import type { Compared, WallBoard, WallField, WallWeek } from '#lib/domain/wall/board.ts';
import { fieldFigures } from './charts.ts';
import type { Sql } from './database.ts';
import { subtreeOf } from './figures-sql.ts';
import { currentQuery, overviewOf } from './overview.ts';
import type { LoadedRules } from './rulebook.ts';
import { dueToday } from './wall-due.ts';
import { wallTasks } from './wall-tasks.ts';
import { pastWeeks, runningWeek, WEEKS } from './wall-weeks.ts';

/** What is over: it moves only when somebody tells of it later. */
export interface PastFigures extends Pick<WallBoard, 'monthBefore' | 'lastYear'> {
	/** All weeks but the running one. */
	weeks: WallWeek[];
	/** The data go back to before the running week. */
	runningKnown: boolean;
	/** By code; agencies that are missing were not there, or nothing is known of then. */
	lateBefore: ReadonlyMap<string, number | null>;
	overdueBefore: ReadonlyMap<string, number>;
}

/** What a board holds beyond the overview of now. */
export interface SlowFigures
	extends
		Pick<WallBoard, 'slowAsOf' | 'dueToday' | 'tasks' | 'fields' | 'weeks'>,
		Omit<PastFigures, 'runningKnown'> {}

/** A trend of what is open looks back so far. */
const TREND_DAYS = 7;

/**
 * The figures of a wall that do not move from second to second.
 *
 * @param sql one repeatable-read transaction, so that all is of one state
 * @param query the current month, narrowed to the agency that the wall shows
 * @param now the domain's now
 * @param past what was counted of the same day before, if it may serve again
 */
export async function slowFigures(
	sql: Sql,
	rules: LoadedRules,
	query: OverviewQuery,
	now: Instant,
	past?: PastFigures
): Promise<SlowFigures> {
	const { weeks, runningKnown, ...before } = past ?? (await pastFigures(sql, rules, query, now));
	const running = await runningWeek(sql, rules, query, now);
	return {
		...before,
		slowAsOf: isoOf(query.at),
		dueToday: await dueToday(sql, rules, query, now),
		tasks: await wallTasks(sql, rules, query.agencyId, now),
		fields: (await fieldFigures(sql, rules, query, now)).flatMap(wallField),
		weeks: [...weeks, { ...running, known: runningKnown }]
	};
}

/** The part of {@link slowFigures} that is over: every comparison as it stood at the end of its days. */
export async function pastFigures(
	sql: Sql,
	rules: LoadedRules,
	query: OverviewQuery,
	now: Instant
): Promise<PastFigures> {
	const { at, agencyId } = query;
	const today = dayOf(at);
	const month = monthBefore(today);
	const sameDays = sameDaysOfMonthBefore(today);
	const yearAgo = { from: aYearBefore(query.from), to: aYearBefore(query.to) };
	const weekAgo: Span = { from: addDays(today, -TREND_DAYS), to: addDays(today, -TREND_DAYS) };
	const weeks = weeksUpTo(today, WEEKS, at);
	const spans = [month, yearAgo, weekAgo, ...weeks];
	const known = await daysWithDataBefore(
		sql,
		rules,
		agencyId,
		spans.map(({ from }) => from)
	);

	const then = async (span: Span): Promise<Overview | null> =>
		known.has(span.from)
			? overviewOf(sql, rules, { ...currentQuery(endOfDay(span.to)), ...span, agencyId }, now)
			: null;
	const wholeMonth = await then(month);
	const lastYear = await then(yearAgo);
	const trend = await then(weekAgo);
	const compared = (span: Span, overview: Overview | null): Compared => ({
		...span,
		tally: overview?.province ?? tallyOf(noCounts()),
		known: overview !== null,
		reorganised: isReorganised(rules.directory, inSight(rules, query, span), span.from, today)
	});
	return {
		monthBefore: compared(sameDays, sameDays.to === month.to ? wholeMonth : await then(sameDays)),
		lastYear: compared(yearAgo, lastYear),
		weeks: (await pastWeeks(sql, rules, query, weeks.slice(0, -1))).map((week) => ({
			...week,
			known: known.has(week.from)
		})),
		runningKnown: known.has(weeks.at(-1)?.from ?? today),
		lateBefore: new Map(wholeMonth?.agencies.map((one) => [one.code, one.tally.rates.late])),
		overdueBefore: new Map(trend?.agencies.map((one) => [one.code, one.tally.open.overdue]))
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
		tasks: null,
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

/** Somebody who sends data closes something at least so often. */
const HEARD_WITHIN_DAYS = 62;

/**
 * Of some days those to before which the data go back: something had been closed not long before. A zero
 * of a time when nobody sent anything is no figure; what lies open since years before says nothing of it.
 */
async function daysWithDataBefore(
	sql: Sql,
	rules: LoadedRules,
	agencyId: number | null,
	days: readonly Day[]
): Promise<Set<Day>> {
	const within =
		agencyId === null ? sql`true` : sql`d.agency_id = any(${everBelow(rules, agencyId)}::int[])`;
	// Looked up day by day in the index: as a join all that was ever closed before would be read.
	const rows = await sql<{ day: Day }[]>`
		select w.day from unnest(${[...new Set(days)]}::text[]::date[]) as w(day)
		where (
			select true from dossier_spans d
			where d.closed_on < w.day and d.closed_on >= w.day - ${HEARD_WITHIN_DAYS}::int and ${within}
			limit 1
		)`;
	return new Set(rows.map(({ day }) => day));
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
