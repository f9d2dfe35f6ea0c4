import { SYSTEM } from '#lib/domain/accounts/reader.ts';
import { dayOf, type Day } from '#lib/domain/calendar/time.ts';
import type { Clock } from '../clock.ts';
import { silentLog, type Log } from '../log.ts';
import { agencyMarks, marksWithBelow } from '../store/corrections.ts';
import type { Database } from '../store/database.ts';
import { currentQuery } from '../store/overview.ts';
import { readFiguresAs } from '../store/reading.ts';
import type { LoadedRules } from '../store/rulebook.ts';
import { patiently } from './patiently.ts';

/** Of the overdue dossiers how many are asked to be put right, by the code of each agency with all below it. */
export type Disputed = ReadonlyMap<string, number>;

export interface WallMarks {
	/**
	 * Not older than the question, as the number beside it. While it cannot be read, what was last known of
	 * the same day; nothing where nothing was.
	 *
	 * @param epoch of the database: after a restore nothing that was known is true any more
	 */
	disputed(rules: LoadedRules, epoch: string): Promise<Disputed>;
}

interface Kept {
	epoch: string;
	day: Day;
	disputed: Disputed;
}

const PATIENCE_MS = 1_500;
const NOTHING: Disputed = new Map();

/** Opens the marks beside the numbers of the walls of one process: who asks together shares a reading. */
export function openWallMarks({
	database,
	clock,
	log = silentLog()
}: {
	database: Database;
	clock: Clock;
	log?: Log;
}): WallMarks {
	let kept: Kept | null = null;
	let running: Promise<Disputed> | null = null;
	let next: Promise<Disputed> | null = null;
	let failing = false;

	async function read(rules: LoadedRules, epoch: string): Promise<Disputed> {
		const { at, from, to } = currentQuery(clock.now());
		const day = dayOf(at);
		const marks = await readFiguresAs(database, SYSTEM, async (sql) =>
			agencyMarks(sql, day, { from, to })
		);
		const disputed = new Map(
			marksWithBelow(marks, rules, day).flatMap(({ code, figure, dossiers, figures }) =>
				figure === 'open.overdue' ? [[code, Math.max(dossiers, figures)]] : []
			)
		);
		kept = { epoch, day, disputed };
		failing = false;
		return disputed;
	}

	async function begin(rules: LoadedRules, epoch: string): Promise<Disputed> {
		running = read(rules, epoch).finally(() => (running = null));
		return running;
	}

	/** One that is under way may have begun before what is asked about. */
	async function shared(rules: LoadedRules, epoch: string): Promise<Disputed> {
		if (running === null) return begin(rules, epoch);
		next ??= running
			.catch(() => NOTHING)
			.then(async () => {
				next = null;
				return begin(rules, epoch);
			});
		return next;
	}

	function failed(error: unknown): never {
		if (!failing) log.warn({ err: error }, 'the marks of the walls cannot be read');
		failing = true;
		throw error;
	}

	return {
		disputed: async (rules, epoch) => {
			const day = dayOf(clock.now());
			const known = kept?.epoch === epoch && kept.day === day ? kept : null;
			const asked = shared(rules, epoch).catch(failed);
			return patiently(asked, PATIENCE_MS, known?.disputed ?? NOTHING);
		}
	};
}
