import {
	DEFAULT_OFFICE_HOURS,
	earliestStartWithin,
	latestDueWithin
} from '#lib/domain/calendar/office-hours.ts';
import { dayOf, type Instant } from '#lib/domain/calendar/time.ts';
import { parameterOn } from '#lib/domain/deadlines/parameters.ts';
import type { Horizon, Standing } from '#lib/domain/deadlines/standing.ts';
import { hoursOf } from '#lib/domain/dossiers/rules.ts';
import type { OverviewQuery } from '#lib/domain/reports/overview.ts';
import { FIGURES, type Counts } from '#lib/domain/reports/tally.ts';
import type postgres from 'postgres';
import type { Sql } from './database.ts';
import type { LoadedRules } from './rulebook.ts';

/**
 * Every figure as one condition over the state columns, so that a number and the list behind it
 * cannot differ: the tally counts the rows that the condition holds for, the list shows them.
 *
 * Rows are `d` (a dossier as it is, or a span of it) joined with `h` (what the passing of time means
 * for its agency's hours).
 */
export type Fragment = postgres.PendingQuery<postgres.Row[]>;

type CountKey = keyof Counts;
export const COUNT_KEYS: readonly CountKey[] = [...FIGURES, 'resolved.withPromise'];

/** The column name of a figure. */
export function columnOf(key: CountKey): string {
	return key.replace('.', '_').toLowerCase();
}

export function figureConditions(
	sql: Sql,
	{ at, from, to }: Pick<OverviewQuery, 'at' | 'from' | 'to'>
): Record<CountKey, Fragment> {
	return conditionsOver(sql, {
		today: sql`${dayOf(at)}::date`,
		from: sql`${from}::date`,
		to: sql`${to}::date`
	});
}

/** The same over days that a statement has in its rows: one statement counts several periods. */
export function conditionsOver(
	sql: Sql,
	{ today, from, to }: { today: Fragment; from: Fragment; to: Fragment }
): Record<CountKey, Fragment> {
	const isOpen = sql`d.phase in ('open', 'paused')`;
	const counted = sql`d.phase in ('open', 'paused', 'resolved', 'withdrawn', 'stopped')`;
	const closedIn = sql`d.closed_on between ${from} and ${to}`;
	const resolved = sql`d.phase = 'resolved' and ${closedIn}`;
	const running = sql`d.phase = 'open' and d.due_on >= ${today}`;
	return {
		received: sql`${counted} and d.received_on between ${from} and ${to}`,
		carriedOver: sql`${counted} and d.received_on < ${from}
			and (${isOpen} or d.closed_on >= ${from})`,
		'resolved.early': sql`${resolved} and d.finished_on < d.due_on`,
		'resolved.onTime': sql`${resolved} and d.finished_on = d.due_on`,
		'resolved.late': sql`${resolved} and d.finished_on > d.due_on`,
		'resolved.noDue': sql`${resolved} and d.due_on is null`,
		'resolved.total': resolved,
		'resolved.lateByPromise': sql`${resolved} and d.finished_on > d.promise_on`,
		'resolved.withPromise': sql`${resolved} and d.promise_on is not null`,
		'resolved.notHandedOver': sql`d.status = 9`,
		'open.inTime': sql`${running} and d.due_at > h.due_soon_until`,
		'open.dueSoon': sql`${running} and d.due_at <= h.due_soon_until`,
		'open.overdue': sql`d.phase = 'open' and d.due_on < ${today}`,
		'open.noDue': sql`d.phase = 'open' and d.due_on is null`,
		'open.paused': sql`d.phase = 'paused'`,
		'open.total': isOpen,
		'awaiting.total': sql`d.phase = 'awaiting'`,
		'awaiting.overdue': sql`d.phase = 'awaiting' and d.submitted_at < h.awaiting_since`,
		'ended.withdrawn': sql`d.phase = 'withdrawn' and ${closedIn}`,
		'ended.stopped': sql`d.phase = 'stopped' and ${closedIn}`,
		'ended.afterDue': sql`d.phase in ('refused', 'withdrawn', 'stopped') and ${closedIn}
			and d.finished_on > d.due_on`,
		refused: sql`d.phase = 'refused' and ${closedIn}`,
		movedDue: sql`d.moved and (${isOpen} or (${resolved}))`
	};
}

/** A standing as a condition over the same rows, whatever the period. */
export function standingCondition(sql: Sql, standing: Standing, at: Instant): Fragment {
	const today = dayOf(at);
	switch (standing) {
		case 'awaiting':
			return sql`d.phase = 'awaiting' and (d.submitted_at < h.awaiting_since) is not true`;
		case 'awaiting_overdue':
			return sql`d.phase = 'awaiting' and d.submitted_at < h.awaiting_since`;
		case 'in_time':
			return sql`d.phase = 'open' and d.due_on >= ${today}::date
				and d.due_at > h.due_soon_until`;
		case 'due_soon':
			return sql`d.phase = 'open' and d.due_on >= ${today}::date
				and d.due_at <= h.due_soon_until`;
		case 'overdue':
			return sql`d.phase = 'open' and d.due_on < ${today}::date`;
		case 'no_due':
			return sql`d.phase = 'open' and d.due_on is null`;
		case 'paused':
		case 'refused':
		case 'withdrawn':
		case 'stopped':
			return sql`d.phase = ${standing}`;
		case 'resolved_early':
			return sql`d.phase = 'resolved' and d.finished_on < d.due_on`;
		case 'resolved_on_time':
			return sql`d.phase = 'resolved' and d.finished_on = d.due_on`;
		case 'resolved_late':
			return sql`d.phase = 'resolved' and d.finished_on > d.due_on`;
		case 'resolved_no_due':
			return sql`d.phase = 'resolved' and d.due_on is null`;
	}
}

/**
 * The rows that a query is about: dossiers as they are when it asks for now, else what was true at
 * `at` as it was known at `knownAt`.
 *
 * @param now the domain's now: at or after it, and with everything known, the present is asked for
 */
export function sourceOf(
	sql: Sql,
	query: Pick<OverviewQuery, 'at' | 'knownAt'>,
	now: Instant
): { table: Fragment; held: Fragment; present: boolean } {
	const { at, knownAt } = query;
	if (at >= now && knownAt === null) {
		return { table: sql`dossiers d`, held: sql`true`, present: true };
	}
	const known =
		knownAt === null
			? sql`d.known_to = '9999-12-31T00:00:00Z'::timestamptz`
			: sql`d.known_from <= ${knownAt}::timestamptz and d.known_to > ${knownAt}::timestamptz`;
	return {
		table: sql`dossier_spans d`,
		held: sql`${known} and d.valid_from <= ${at}::timestamptz and d.valid_to > ${at}::timestamptz`,
		present: false
	};
}

/** What narrows a query: agency (with all below it, unless `own`), receiving unit, field, channel. */
export function narrowed(sql: Sql, rules: LoadedRules, query: OverviewQuery): Fragment {
	const { agencyId, own, receivedBy, field, channel } = query;
	const ids = agencyId === null ? null : subtreeOf(rules, agencyId, own, query.at);
	return sql`true
		${ids === null ? sql`` : sql`and d.agency_id = any(${ids}::int[])`}
		${receivedBy === null ? sql`` : sql`and d.received_by = ${receivedBy}`}
		${field === null ? sql`` : sql`and d.field_code = ${field}`}
		${channel === null ? sql`` : sql`and d.channel = ${channel}`}`;
}

/** An agency with all below it on the day of `at`, or itself alone. */
export function subtreeOf(
	{ directory }: LoadedRules,
	agencyId: number,
	own: boolean,
	at: Instant
): number[] {
	return own ? [agencyId] : directory.descendants(agencyId, dayOf(at));
}

/** What `at` means by the hours of each agency; agencies with the same hours share one reckoning. */
export function horizonsAt(rules: LoadedRules, at: Instant): Map<number, Horizon> {
	const day = dayOf(at);
	const window = parameterOn(rules.parameters.dueSoonWindowMinutes, day);
	const limit = parameterOn(rules.parameters.receptionLimitMinutes, day);
	const byHours = new Map<string, Horizon>();
	const horizons = new Map<number, Horizon>();
	for (const id of [0, ...rules.agencyIds]) {
		const hours = id === 0 ? DEFAULT_OFFICE_HOURS : hoursOf(rules, id, day);
		const key = JSON.stringify(hours);
		let horizon = byHours.get(key);
		if (!horizon) {
			horizon = {
				dueSoonUntil: latestDueWithin(rules.calendar, hours, at, window),
				awaitingSince: earliestStartWithin(rules.calendar, hours, at, limit)
			};
			byHours.set(key, horizon);
		}
		horizons.set(id, horizon);
	}
	return horizons;
}

/** {@link horizonsAt} as the rows `h`. */
export function horizonRows(sql: Sql, rules: LoadedRules, at: Instant): Fragment {
	const horizons = [...horizonsAt(rules, at)];
	const iso = (instant: Instant) => new Date(instant).toISOString();
	return sql`unnest(
		${horizons.map(([id]) => id)}::int[],
		${horizons.map(([, h]) => iso(h.dueSoonUntil))}::text[]::timestamptz[],
		${horizons.map(([, h]) => iso(h.awaitingSince))}::text[]::timestamptz[]
	) as h(agency_id, due_soon_until, awaiting_since)`;
}
