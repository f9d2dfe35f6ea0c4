import type { Instant } from '#lib/domain/calendar/time.ts';
import { dayOf } from '#lib/domain/calendar/time.ts';
import { noComparedCounts, type ComparedCounts } from '#lib/domain/indicators/others-counting.ts';
import {
	CAUSES,
	OTHER_COUNTS,
	type CauseId,
	type OtherCount
} from '#lib/domain/indicators/others.ts';
import type { OverviewQuery } from '#lib/domain/reports/overview.ts';
import { FIGURES, type Figure } from '#lib/domain/reports/tally.ts';
import type { Sql } from './database.ts';
import { figureConditions, horizonRows, narrowed, sourceOf, type Fragment } from './figures-sql.ts';
import type { LoadedRules } from './rulebook.ts';

/**
 * Ours, theirs, and what lies between, counted in one statement over the same dossiers. Theirs stands
 * only in this answer: it is no figure of a Tally, and nothing keeps it.
 *
 * Rows are `d` and `h` as for the figures, and `k`: how often and when first papers were asked for.
 *
 * @param now the domain's now
 */
export async function compareWithOthers(
	sql: Sql,
	rules: LoadedRules,
	query: OverviewQuery,
	now: Instant
): Promise<ComparedCounts> {
	const { table, held, present } = sourceOf(sql, query, now);
	const ours = figureConditions(sql, query);
	const theirs = theirConditions(sql, query);
	const causes = causeConditions(sql, query, ours);
	const conditions: Fragment[] = [
		...FIGURES.map((figure) => ours[figure]),
		...OTHER_COUNTS.map((id) => theirs[id]),
		...CAUSES.map((id) => causes[id])
	];
	const counted = conditions.map(
		(condition, i) =>
			sql`${i === 0 ? sql`` : sql`,`} count(*) filter (where ${condition})::int as ${sql(`n${i}`)}`
	);
	const { at, knownAt } = query;
	const known =
		knownAt === null
			? sql`known_to = '9999-12-31T00:00:00Z'::timestamptz`
			: sql`known_from <= ${knownAt}::timestamptz and known_to > ${knownAt}::timestamptz`;
	const [row] = await sql<Record<string, number>[]>`
		with h as materialized (select * from ${horizonRows(sql, rules, query.at)}),
		d as materialized (
			select ${present ? sql`d.id` : sql`d.dossier_id as id`}, d.agency_id, d.status, d.phase,
				d.submitted_at, d.received_on, d.due_at, d.due_on, d.promise_on, d.finished_on,
				d.closed_on, d.moved
			from ${table}
			where (d.phase in ('awaiting', 'open', 'paused') or d.status = 9
				or d.closed_on >= ${query.from}::date) and ${held} and ${narrowed(sql, rules, query)}
		),
		k as (
			select dossier_id, count(*) as times, min(valid_from)::date as first_on
			from (
				select dossier_id, valid_from, status,
					lag(status) over (partition by dossier_id order by valid_from) as before
				from dossier_spans
				where dossier_id in (select id from d) and ${known}
					and valid_from <= ${at}::timestamptz
			) spans
			where status = 5 and before is distinct from 5
			group by dossier_id
		)
		select ${counted}
		from d left join k on k.dossier_id = d.id
			left join h on h.agency_id = coalesce(d.agency_id, 0)`;
	const counts = noComparedCounts();
	let i = 0;
	const next = () => row?.[`n${i++}`] ?? 0;
	for (const figure of FIGURES) counts.ours[figure] = next();
	for (const id of OTHER_COUNTS) counts.theirs[id] = next();
	for (const id of CAUSES) counts.causes[id] = next();
	return counts;
}

type Question = Pick<OverviewQuery, 'at' | 'from' | 'to'>;

/** Each figure of theirs by its own formula, whatever ours says. */
function theirConditions(sql: Sql, { at, from, to }: Question): Record<OtherCount, Fragment> {
	const today = dayOf(at);
	const { isOpen, doneIn, received, ended, resolvedIn } = pieces(sql, { at, from, to });
	const toProcess = sql`(${isOpen} or d.phase in ('resolved', 'withdrawn', 'stopped'))
		and (d.received_on between ${from}::date and ${to}::date
			or d.received_on < ${from}::date and (${isOpen} or d.closed_on >= ${from}::date))`;
	const overdue = sql`d.phase = 'open' and d.due_on < ${today}::date`;
	const late = sql`${resolvedIn} and d.finished_on > d.due_on`;
	const early = sql`${resolvedIn} and d.finished_on < d.due_on`;
	const all = sql`d.due_on is not null and (${isOpen} or ${resolvedIn} or (${ended} and ${received}))`;
	return {
		'portal.late': sql`(${isOpen} and d.due_on < ${today}::date)
			or (${doneIn} and d.finished_on > d.due_on)`,
		'portal.toProcess': toProcess,
		'form06.received': toProcess,
		'form06.early': early,
		'form06.onTime': sql`${doneIn} and (${late}) is not true and (${early}) is not true`,
		'form06.late': late,
		'form06.resolved': doneIn,
		'form06.inTime': sql`${isOpen} and (${overdue}) is not true`,
		'form06.overdue': overdue,
		'form06.open': isOpen,
		'qd766.onTime': sql`${all} and ${markOf(sql, today)} <= d.due_on
			and coalesce(k.times, 0) <= 1`,
		'qd766.all': all
	};
}

function causeConditions(
	sql: Sql,
	{ at, from, to }: Question,
	ours: Record<Figure, Fragment>
): Record<CauseId, Fragment> {
	const today = dayOf(at);
	const { doneIn, received, ended, resolvedIn, isOpen } = pieces(sql, { at, from, to });
	const pausedWithDue = sql`d.phase = 'paused' and d.due_on is not null`;
	const endedWithDue = sql`${ended} and ${received} and d.due_on is not null`;
	const inTime = sql`${markOf(sql, today)} <= d.due_on`;
	return {
		'open.inTime': ours['open.inTime'],
		'open.dueSoon': ours['open.dueSoon'],
		'open.overdue': ours['open.overdue'],
		'open.noDue': ours['open.noDue'],
		'open.paused': ours['open.paused'],
		'open.total': ours['open.total'],
		'resolved.noDue': ours['resolved.noDue'],
		'ended.withdrawn': ours['ended.withdrawn'],
		'ended.stopped': ours['ended.stopped'],
		pausedPastDue: sql`d.phase = 'paused' and d.due_on < ${today}::date`,
		endedPastDue: sql`${doneIn} and d.phase <> 'resolved' and d.finished_on > d.due_on`,
		pausedWithDue,
		pausedInTime: sql`${pausedWithDue} and ${inTime}`,
		endedWithDue,
		endedInTime: sql`${endedWithDue} and ${inTime}`,
		askedAgain: sql`k.times > 1 and ${inTime}
			and (${isOpen} or ${resolvedIn} or (${endedWithDue}))`
	};
}

function pieces(sql: Sql, { from, to }: Question) {
	const closedIn = sql`d.closed_on between ${from}::date and ${to}::date`;
	return {
		isOpen: sql`d.phase in ('open', 'paused')`,
		resolvedIn: sql`d.phase = 'resolved' and ${closedIn}`,
		doneIn: sql`d.phase in ('resolved', 'withdrawn', 'stopped') and ${closedIn}`,
		ended: sql`d.phase in ('refused', 'withdrawn', 'stopped') and ${closedIn}`,
		/** Withdrawn ones count for QĐ 766 only once received. */
		received: sql`(d.phase <> 'withdrawn' or d.received_on is not null)`
	};
}

/** The day that QĐ 766 holds against the appointment. */
function markOf(sql: Sql, today: string): Fragment {
	return sql`(case when d.status = 5 then k.first_on
		when d.phase in ('open', 'paused') then ${today}::date else d.finished_on end)`;
}
