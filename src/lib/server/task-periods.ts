import { dayOf } from '#lib/domain/calendar/time.ts';
import type { Clock } from './clock.ts';
import { makePeriods } from './commands/tasks/series.ts';
import type { Log } from './log.ts';
import { withTransaction, type Database } from './store/database.ts';
import type { Rulebook } from './store/rulebook.ts';
import { hasSeriesDue } from './store/task-series.ts';

/** Makes the tasks of work that comes again, for as long as the server runs. */
export interface TaskPeriods {
	/** One look, now: for tests; the sweep itself does the same. */
	look(): Promise<void>;
	/** Ends after the look that is under way. */
	close(): Promise<void>;
}

export interface TaskPeriodsOptions {
	/** As owner. */
	database: Database;
	rulebook: Rulebook;
	clock: Clock;
	log: Log;
	/** Milliseconds of real time between two looks at the day. */
	every?: number;
}

/**
 * Looks at the domain's day, so that a period opens when its first day comes, and those that came while
 * nothing ran are made at the start. Of several processes each looks; the row of a series decides which
 * of them makes its tasks.
 */
export function startTaskPeriods(options: TaskPeriodsOptions): TaskPeriods {
	const { database, rulebook, clock, log, every = 3_000 } = options;
	let running: Promise<void> = Promise.resolve();
	let looking = false;

	async function once(): Promise<void> {
		const now = clock.now();
		const due = await withTransaction(database, async ({ sql }) => hasSeriesDue(sql, dayOf(now)), {
			scope: 'tasks',
			readOnly: true
		});
		if (!due) return;
		const { calendar } = await rulebook.current();
		const codes = await makePeriods(database, calendar, now);
		if (codes.length > 0) log.info({ tasks: codes.length }, 'periods of recurring tasks made');
	}
	const look = async () => (running = running.then(once));
	const run = () => {
		if (looking) return;
		looking = true;
		void look()
			.catch((error: unknown) => {
				running = Promise.resolve();
				log.warn({ err: error }, 'the periods of recurring tasks cannot be made now');
			})
			.finally(() => (looking = false));
	};
	run();
	const timer = setInterval(run, every).unref();
	return {
		look,
		close: async () => {
			clearInterval(timer);
			await running.catch(() => undefined);
		}
	};
}
