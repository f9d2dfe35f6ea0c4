import type { Clock } from './clock.ts';
import type { Log } from './log.ts';
import { dayOf } from '#lib/domain/calendar/time.ts';
import type { Database } from './store/database.ts';
import { learnRhythms } from './store/rhythms.ts';
import type { Rulebook } from './store/rulebook.ts';

/** Learns what is usual for each agency, for as long as the server runs. */
export interface Rhythms {
	/** Ends after the learning that is under way. */
	close(): Promise<void>;
}

export interface RhythmsOptions {
	/** As owner. */
	database: Database;
	rulebook: Rulebook;
	clock: Clock;
	log: Log;
	/** Milliseconds of real time between two looks at the day. */
	every?: number;
}

/**
 * Learns at the start, on each new day of the domain's clock, and when the calendar, the hours or the
 * parameters have changed. What cannot be learned now is tried again at the next look; until then what
 * was learned before holds.
 */
export function startRhythms(options: RhythmsOptions): Rhythms {
	const { database, rulebook, clock, log, every = 5_000 } = options;
	let learned = '';
	let running: Promise<void> | null = null;

	async function look(): Promise<void> {
		const rules = await rulebook.current();
		const now = clock.now();
		const state = `${dayOf(now)} ${rules.version}`;
		if (state === learned) return;
		const agencies = await learnRhythms(database, rules, now);
		learned = state;
		log.debug({ agencies }, 'rhythms learned');
	}
	const run = () => {
		running ??= look()
			.catch((error: unknown) => {
				log.warn({ err: error }, 'the rhythms of the agencies cannot be learned now');
			})
			.finally(() => (running = null));
	};
	run();
	const timer = setInterval(run, every).unref();
	return {
		close: async () => {
			clearInterval(timer);
			await running;
		}
	};
}
