import { dayOf } from '#lib/domain/calendar/time.ts';
import type { Clock } from './clock.ts';
import { sweepEvidence } from './commands/evidence.ts';
import type { Log } from './log.ts';
import type { Database } from './store/database.ts';
import type { EvidenceBytes } from './store/evidence-bytes.ts';

/** Deletes evidence on its day, for as long as the server runs. */
export interface EvidenceSweep {
	/** Ends after the sweep that is under way. */
	close(): Promise<void>;
}

/**
 * Sweeps at the start and on each new day of the domain's clock; what cannot be swept now is tried again
 * at the next look.
 */
export function startEvidenceSweep(options: {
	/** As owner. */
	database: Database;
	bytes: EvidenceBytes;
	clock: Clock;
	log: Log;
	/** Milliseconds of real time between two looks at the day. */
	every?: number;
}): EvidenceSweep {
	const { database, bytes, clock, log, every = 30_000 } = options;
	let swept = '';
	let running: Promise<void> | null = null;

	async function look(): Promise<void> {
		const now = clock.now();
		const today = dayOf(now);
		if (today === swept) return;
		const deleted = await sweepEvidence(database, bytes, { today, now, realNow: Date.now() });
		// More than one sweep takes at once: the rest at the next look.
		if (deleted === 0) swept = today;
		else log.info({ files: deleted }, 'evidence deleted on its day');
	}
	const run = () => {
		running ??= look()
			.catch((error: unknown) => {
				log.warn({ err: error }, 'evidence cannot be swept now');
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
