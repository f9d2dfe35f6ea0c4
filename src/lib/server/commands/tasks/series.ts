import { may } from '#lib/domain/accounts/reader.ts';
import { actorOf } from '#lib/domain/audit/entry.ts';
import { dayOf, type Day, type Instant } from '#lib/domain/calendar/time.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import type { WorkCalendar } from '#lib/domain/calendar/work-calendar.ts';
import type { TaskTerms } from '#lib/domain/tasks/task.ts';
import { record } from '#lib/server/store/audit.ts';
import type { Database } from '#lib/server/store/database.ts';
import { endSeriesOn, holdSeries, holdSeriesDue } from '#lib/server/store/task-series.ts';
import { makePeriodsOf } from './periods.ts';
import { announce, inTurn, type TaskActor } from './turn.ts';

/**
 * Makes the tasks of all periods that have begun, each with its own due day, and each once: a series is
 * held while its periods are made, and the key of the table refuses a second task of one period. What
 * was missed while nothing ran is made in one go and told to open pages as one change.
 *
 * @returns the codes of the tasks made
 */
export async function makePeriods(
	database: Database,
	calendar: WorkCalendar,
	now: Instant
): Promise<string[]> {
	const today = dayOf(now);
	return inTurn(database, async (sql) => {
		const codes: string[] = [];
		const terms: TaskTerms[] = [];
		for (;;) {
			const series = await holdSeriesDue(sql, today);
			if (series === null) break;
			codes.push(...(await makePeriodsOf(sql, series, { calendar, now, today })));
			terms.push(series.terms);
		}
		if (codes.length > 0) await announce(sql, now, codes, terms);
		return codes;
	});
}

/** Ends work that comes again by a document: what has been made stays, nothing more is made. */
export async function endSeries(
	database: Database,
	{ code, document }: { code: string; document: string },
	by: TaskActor
): Promise<Decision<{ code: string; endedOn: Day }>> {
	if (!may(by.reader, 'assignTasks')) return refused('task.not_yours', { act: 'ended' });
	return inTurn(database, async (sql) => {
		const series = await holdSeries(sql, code);
		if (series === null) return refused('series.unknown');
		if (series.endedOn !== null) return refused('series.ended');
		const endedOn = dayOf(by.now);
		await endSeriesOn(sql, series.id, endedOn, document);
		await record(sql, {
			at: by.realNow,
			actor: actorOf(by.reader, by.address),
			action: 'task.end_series',
			subject: `task_series:${code}`,
			before: null,
			after: { endedOn, document }
		});
		await announce(sql, by.now, [code], [series.terms]);
		return accepted({ code, endedOn });
	});
}
