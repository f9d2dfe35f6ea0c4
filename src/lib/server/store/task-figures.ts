import { addDays, dayOf, type Day, type Instant } from '#lib/domain/calendar/time.ts';
import type { WorkCalendar } from '#lib/domain/calendar/work-calendar.ts';
import { parameterOn } from '#lib/domain/deadlines/parameters.ts';
import {
	noTasks,
	sumTaskTallies,
	tallyTaskGroups,
	type TaskGroup,
	type TaskSort,
	type TaskTally
} from '#lib/domain/tasks/tally.ts';
import { OVERDUE_TASK_AGES } from '#lib/domain/tasks/timeliness.ts';
import type { PendingQuery, Row } from 'postgres';
import type { Sql } from './database.ts';
import type { LoadedRules } from './rulebook.ts';
import { narrowed, type TaskNarrowing } from './tasks.ts';

/** The tasks of all agencies in numbers. */
export interface TaskFigures {
	/** All tasks. */
	province: TaskTally;
	/** Of an agency itself; one without tasks has zeros. The sum over all is the province. */
	own(agencyId: number): TaskTally;
	/** Of an agency with all below it. */
	tally(agencyId: number): TaskTally;
}

/**
 * Counts the tasks of all agencies at once, as {@link timelinessOf} tells them apart: the same rule in
 * PostgreSQL, because 200,000 folded tasks are not read to be counted. That both give the same is
 * recounted by `npm run verify`.
 *
 * @param now the domain's now
 */
export async function taskFigures(
	sql: Sql,
	rules: LoadedRules,
	now: Instant
): Promise<TaskFigures> {
	const today = dayOf(now);
	const rows = await sql<(TaskGroup & { leadId: number })[]>`
		with judged as (${judgedTasks(sql, rules, now)} where state <> 'revoked')
		select lead_id as "leadId", state, timeliness, age, old, mirrored, count(*)::int as count
		from judged group by 1, 2, 3, 4, 5, 6`;
	const owns = new Map(
		[...Map.groupBy(rows, ({ leadId }) => leadId)].map(([id, groups]) => [
			id,
			tallyTaskGroups(groups)
		])
	);
	const own = (agencyId: number) => owns.get(agencyId) ?? noTasks();
	return {
		province: sumTaskTallies(owns.values()),
		own,
		tally: (agencyId) =>
			sumTaskTallies(
				rules.directory.descendants(agencyId, today).flatMap((id) => owns.get(id) ?? [])
			)
	};
}

/**
 * Tasks with all that figures tell them apart by, as {@link timelinessOf} does: a `select` to be
 * narrowed by a `where`. Read off an index alone while nothing else of them is asked for.
 */
export function judgedTasks(sql: Sql, rules: LoadedRules, now: Instant) {
	const today = dayOf(now);
	const working = parameterOn(rules.parameters.taskDueSoonWorkingDays, today);
	const soon = dueSoonUntil(rules.calendar, today, working);
	const days = sql`(coalesce(finished_on, ${today}::date) - due)`;
	const timeliness = sql`case
		when state = 'revoked' then null
		when state = 'done' then case
			when due is null or finished_on is null then 'done_no_date'
			when finished_on <= due then 'done_on_time'
			else 'done_late' end
		when state = 'paused' then 'paused'
		when waits then 'waiting'
		when due is null then 'no_date'
		when ${days} > 0 then 'overdue'
		when finished_on is null and due <= ${soon}::date then 'due_soon'
		else 'in_time'
	end`;
	const aged = sql`state not in ('revoked', 'done', 'paused') and not waits`;
	return sql`
		select id, lead_id, directive_id, due, state, ${timeliness} as timeliness,
			case when ${aged} and ${days} > 0 then ${agesSql(sql, days)} end as age,
			${aged} and due is null
				and assigned_on < (${today}::date - interval '3 months')::date as old,
			origin_system is not null as mirrored, origin_system
		from tasks`;
}

/**
 * The tasks of a narrowing in groups of those that are alike in all that figures tell apart, and the
 * ids of all that are of some of these sorts, to read no other.
 */
export async function sortedTasks(
	sql: Sql,
	rules: LoadedRules,
	now: Instant,
	narrowing: TaskNarrowing
): Promise<{ groups: TaskGroup[]; idsOf(sorts: readonly TaskSort[]): PendingQuery<Row[]> }> {
	const judged = () =>
		sql`(${judgedTasks(sql, rules, now)} where ${narrowed(sql, narrowing)}) as judged`;
	const sort = sql`concat_ws('|', state, coalesce(timeliness, '-'), coalesce(age, '-'), old, mirrored)`;
	const groups = await sql<TaskGroup[]>`
		select state, timeliness, age, old, mirrored, count(*)::int as count
		from ${judged()} group by 1, 2, 3, 4, 5`;
	return {
		groups: [...groups],
		idsOf: (sorts) => {
			const names = sorts.map(({ state, timeliness, age, old, mirrored }) =>
				[state, timeliness ?? '-', age ?? '-', old ? 't' : 'f', mirrored ? 't' : 'f'].join('|')
			);
			return sql`select id from ${judged()} where ${sort} = any(${names}::text[])`;
		}
	};
}

/** The last day that is at most so many working days away: see {@link timelinessOf}. */
function dueSoonUntil(calendar: WorkCalendar, today: Day, workingDays: number): Day {
	let last = today;
	for (let left = workingDays; ; last = addDays(last, 1)) {
		if (calendar.isWorkingDay(addDays(last, 1)) && left-- === 0) return last;
	}
}

function agesSql(sql: Sql, days: PendingQuery<Row[]>) {
	return OVERDUE_TASK_AGES.reduceRight(
		(rest, { bucket, max }) =>
			max === null
				? sql`${bucket}::text`
				: sql`case when ${days} <= ${max} then ${bucket}::text else ${rest} end`,
		sql`null::text`
	);
}
