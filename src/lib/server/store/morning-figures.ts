import { dayOf, type Day, type Instant } from '#lib/domain/calendar/time.ts';
import { latelyBefore, type MorningFigures } from '#lib/domain/reports/morning-page.ts';
import type { OverviewQuery } from '#lib/domain/reports/overview.ts';
import { foldTask } from '#lib/domain/tasks/task.ts';
import { timelinessOf } from '#lib/domain/tasks/timeliness.ts';
import type { Sql } from './database.ts';
import { sourceOf } from './figures-sql.ts';
import { currentQuery, overviewOf } from './overview.ts';
import type { LoadedRules } from './rulebook.ts';
import { tasksBegunBy } from './tasks.ts';

/**
 * All that a morning page tells, as it was at `asOf`.
 *
 * @param sql one repeatable-read transaction, so that all numbers are of one state
 * @param known `then`: only what had arrived by `asOf`, however late the page comes to be made; `now`:
 *   also what was told afterwards, for days before the province had this program
 * @param now the domain's now
 */
export async function morningFigures(
	sql: Sql,
	rules: LoadedRules,
	{ asOf, known }: { asOf: Instant; known: 'then' | 'now' },
	now: Instant
): Promise<MorningFigures> {
	const knownAt = known === 'then' ? asOf : null;
	const query: OverviewQuery = { ...currentQuery(asOf), knownAt };
	const lately = { ...query, ...latelyBefore(rules.calendar, dayOf(asOf)) };
	return {
		overview: await overviewOf(sql, rules, query, now),
		// Read off the same state: what was finished since is finished here too, as on the page.
		lately: (await overviewOf(sql, rules, lately, now)).province,
		due: await dueOn(sql, rules, query, now),
		tasksOverdue: await tasksOverdueAt(sql, rules, asOf),
		silent: known === 'then' ? await silentAt(sql, rules, asOf) : null,
		pending: await pendingAt(sql, asOf, known)
	};
}

/** Open dossiers that fall due on the day, by the accountable agency; '' where none is known. */
async function dueOn(
	sql: Sql,
	rules: LoadedRules,
	query: OverviewQuery,
	now: Instant
): Promise<Map<string, number>> {
	const { table, held } = sourceOf(sql, query, now);
	const day = dayOf(query.at);
	const rows = await sql<{ agencyId: number | null; n: number }[]>`
		select d.agency_id as "agencyId", count(*)::int as n from ${table}
		where d.phase = 'open' and d.due_on = ${day}::date and ${held}
		group by d.agency_id`;
	const due = new Map<string, number>();
	for (const { agencyId, n } of rows) {
		const code = agencyId === null ? '' : rules.codeOf(answeringFor(rules, agencyId, day));
		due.set(code, (due.get(code) ?? 0) + n);
	}
	return due;
}

/**
 * Tasks that were overdue at an instant, by who answers for them: as what had happened by then makes
 * them, however late the page is made.
 * @returns null when there was no task yet
 */
async function tasksOverdueAt(
	sql: Sql,
	rules: LoadedRules,
	at: Instant
): Promise<Map<string, number> | null> {
	const overdue = new Map<string, number>();
	let any = false;
	for (let after = 0; ;) {
		const rows = await tasksBegunBy(sql, at, { after, atMost: 2000 });
		for (const { events } of rows) {
			any = true;
			const task = foldTask(events);
			if (timelinessOf(task, at, rules.calendar, 0) !== 'overdue' || task.state === 'done')
				continue;
			const code = rules.codeOf(answeringFor(rules, task.leadId, dayOf(at)));
			overdue.set(code, (overdue.get(code) ?? 0) + 1);
		}
		const last = rows.at(-1);
		if (last === undefined) return any ? overdue : null;
		after = last.id;
	}
}

function answeringFor({ directory }: LoadedRules, agencyId: number, day: Day): number {
	return directory.accountableAncestor(agencyId, day) ?? agencyId;
}

/**
 * Agencies that had fallen silent, with when they were last heard, judged as every overview judges them.
 * One that has been heard again before the page was made is not named: when it was heard last before
 * that is not kept.
 */
async function silentAt(sql: Sql, rules: LoadedRules, at: Instant): Promise<Map<string, Instant>> {
	// Arrivals are known of the present alone, so the present is asked for, as of that minute.
	const { agencies } = await overviewOf(sql, rules, currentQuery(at), at);
	const silent = new Map<string, Instant>();
	for (const { code, freshness } of agencies) {
		const last = freshness.lastArrivalAt === null ? Infinity : Date.parse(freshness.lastArrivalAt);
		if (freshness.stale && last <= at) silent.set(code, last);
	}
	return silent;
}

async function pendingAt(sql: Sql, at: Instant, known: 'then' | 'now'): Promise<number> {
	const [row] = await sql<{ n: number }[]>`
		select count(*)::int as n from quarantine
		where ${
			known === 'now'
				? sql`settled_at is null`
				: sql`arrived_at <= ${at}::timestamptz
					and (settled_at is null or settled_at > ${at}::timestamptz)`
		}`;
	return row?.n ?? 0;
}
