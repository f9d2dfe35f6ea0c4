import { addDays, type Day, type Instant } from '#lib/domain/calendar/time.ts';
import type { WorkCalendar } from '#lib/domain/calendar/work-calendar.ts';
import { periodsUntil } from '#lib/domain/tasks/recurrence.ts';
import { begun, type TaskTerms } from '#lib/domain/tasks/task.ts';
import type { Sql } from '#lib/server/store/database.ts';
import { periodsMade, seriesMadeTo, type KeptSeries } from '#lib/server/store/task-series.ts';
import { insertTask } from '#lib/server/store/tasks.ts';

/**
 * The tasks of the periods of one series that have begun and are not made yet.
 * @param series held by the transaction
 * @returns their codes, the oldest period first
 */
export async function makePeriodsOf(
	sql: Sql,
	series: KeptSeries,
	{ calendar, now, today }: { calendar: WorkCalendar; now: Instant; today: Day }
): Promise<string[]> {
	const { rule, startsOn, directiveId, path } = series;
	const periods = periodsUntil(rule, { from: startsOn, today }, calendar);
	const made = await periodsMade(sql, series.id);
	const codes: string[] = [];
	for (const { name, due } of periods) {
		if (made.has(name)) continue;
		const terms: TaskTerms = { ...series.terms, due, dueFrom: 'document', period: name };
		const event = { kind: 'assigned' as const, at: now, terms };
		const task = begun(event);
		codes.push(
			await insertTask(sql, { directiveId, path, seriesId: series.id, task, event }, null)
		);
	}
	const last = periods.at(-1);
	await seriesMadeTo(sql, series.id, addDays(last === undefined ? today : last.to, 1));
	return codes;
}
