import { closingOn, workingMinutesBetween } from '#lib/domain/calendar/office-hours.ts';
import { dayOf, isoOf, type Day, type Instant } from '#lib/domain/calendar/time.ts';
import { hoursOf } from '#lib/domain/dossiers/rules.ts';
import type { OverviewQuery } from '#lib/domain/reports/overview.ts';
import type { DueToday } from '#lib/domain/wall/board.ts';
import { compareVietnamese } from '#lib/domain/words/collate.ts';
import type { Sql } from './database.ts';
import { narrowed, sourceOf, subtreeOf } from './figures-sql.ts';
import type { LoadedRules } from './rulebook.ts';

interface DueRow {
	agencyId: number | null;
	field: string;
	n: number;
	passed: number;
	/** The next appointed hour of them; null: of all it has passed. */
	next: Instant | null;
}

interface Held {
	count: number;
	hourPassed: number;
	minutesLeft: number;
	fields: Map<string, number>;
}

/** What falls due on the day of `query.at` and is still open, as a wall shows it. */
export async function dueToday(
	sql: Sql,
	rules: LoadedRules,
	query: OverviewQuery,
	now: Instant
): Promise<DueToday> {
	const { at } = query;
	const day = dayOf(at);
	const held = new Map<number, Held>();
	let [total, afterHours] = [0, 0];
	for (const { agencyId, field, n, passed, next } of await dueRows(sql, rules, query, now)) {
		const hours = hoursOf(rules, agencyId, day);
		const closing = closingOn(rules.calendar, hours, day);
		if (closing === null || closing <= at) {
			afterHours += n;
			continue;
		}
		total += n;
		const left = workingMinutesBetween(rules.calendar, hours, at, next ?? closing);
		const holder = agencyId === null ? 0 : holderOf(rules, agencyId, query.agencyId, day);
		const one = held.get(holder);
		const fields = one?.fields ?? new Map<string, number>();
		fields.set(field, (fields.get(field) ?? 0) + n);
		held.set(holder, {
			count: (one?.count ?? 0) + n,
			hourPassed: (one?.hourPassed ?? 0) + passed,
			minutesLeft: Math.min(one?.minutesLeft ?? Infinity, Math.floor(left)),
			fields
		});
	}
	const agencies = [...held].map(([id, { fields, ...counts }]) => ({
		code: rules.codeOf(id),
		name: rules.directory.latest(id)?.name ?? '',
		...counts,
		fields: [...fields]
			.map(([name, count]) => ({ name, count }))
			.sort((a, b) => b.count - a.count || compareVietnamese(a.name, b.name))
	}));
	agencies.sort(
		(a, b) =>
			b.count - a.count || a.minutesLeft - b.minutesLeft || compareVietnamese(a.name, b.name)
	);
	return { total, agencies, afterHours, known: true, ...officeHoursLeft(rules, query) };
}

async function dueRows(
	sql: Sql,
	rules: LoadedRules,
	query: OverviewQuery,
	now: Instant
): Promise<DueRow[]> {
	const { table, held } = sourceOf(sql, query, now);
	return sql<DueRow[]>`
		select d.agency_id as "agencyId", coalesce(min(f.name), d.field_code) as field,
			count(*)::int as n,
			(count(*) filter (where d.due_at <= ${query.at}::timestamptz))::int as passed,
			min(d.due_at) filter (where d.due_at > ${query.at}::timestamptz) as next
		from ${table} left join feed_names f on f.kind = 'field' and f.code = d.field_code
		where d.phase = 'open' and d.due_on = ${dayOf(query.at)}::date
			and ${held} and ${narrowed(sql, rules, query)}
		group by d.agency_id, d.field_code`;
}

/**
 * Who answers for it on a wall: of the province the accountable agency, of one agency what lies directly
 * below it on the way.
 */
function holderOf(
	{ directory }: LoadedRules,
	agencyId: number,
	scope: number | null,
	day: Day
): number {
	if (scope === null) return directory.accountableAncestor(agencyId, day) ?? agencyId;
	const way = [agencyId, ...directory.ancestors(agencyId, day)];
	return way[way.indexOf(scope) - 1] ?? scope;
}

/** Whether anybody in sight works at `at`, and until when. */
function officeHoursLeft(
	rules: LoadedRules,
	{ at, agencyId }: OverviewQuery
): Pick<DueToday, 'hours' | 'until'> {
	const day = dayOf(at);
	const ids =
		agencyId === null
			? rules.directory.active(day).map((version) => version.agencyId)
			: subtreeOf(rules, agencyId, false, at);
	const closings = ids.map(
		(id) => closingOn(rules.calendar, hoursOf(rules, id, day), day) ?? -Infinity
	);
	const last = Math.max(...closings);
	if (last === -Infinity) return { hours: 'rest', until: null };
	return last <= at ? { hours: 'closed', until: null } : { hours: 'open', until: isoOf(last) };
}
