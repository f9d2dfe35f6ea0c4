import { SYSTEM } from '#lib/domain/accounts/reader.ts';
import { dayOf, type Day, type Instant } from '#lib/domain/calendar/time.ts';
import type { Clock } from '../clock.ts';
import { silentLog, type Log } from '../log.ts';
import type { Database } from '../store/database.ts';
import { currentQuery } from '../store/overview.ts';
import { readFiguresAs } from '../store/reading.ts';
import type { LoadedRules } from '../store/rulebook.ts';
import { agencyOfScreen } from '../store/screens.ts';
import { noSlowFigures, slowFigures, type PastFigures, type SlowFigures } from '../store/wall.ts';
import { patiently } from './patiently.ts';

/** What walls need besides the figures of now; nothing of it fails that was known once. */
export interface WallFigures {
	/**
	 * The agency that a paired wall shows, as it was last known; null: the whole province.
	 * @throws what the database says when it is away and nothing was ever known
	 */
	agencyOf(screenId: number): Promise<number | null>;
	/**
	 * The slow figures of the province or of one agency, computed once for all walls that show it and not
	 * more than half a minute old; while they cannot be computed the last ones known, which say of when
	 * they are.
	 *
	 * @param epoch of the database: after a restore nothing that was known is true any more
	 */
	slow(rules: LoadedRules, epoch: string, agencyId: number | null): Promise<SlowFigures>;
}

interface Kept {
	epoch: string;
	rules: number;
	day: Day;
	/** The domain's instant that is told. */
	at: Instant;
	/** When they were computed, and when their past was; milliseconds that only go forward. */
	elapsed: number;
	pastElapsed: number;
	past: PastFigures;
	figures: SlowFigures;
}

/** No wall shows an older appointment than this as the next one. */
const AT_MOST_MS = 30_000;
/** However fast the domain's clock runs in training. */
const AT_LEAST_MS = 2_000;
/** What is told later of the past is seen on a wall no later than this. */
const PAST_MS = 300_000;
/** Whoever has something to show does not wait longer; who has nothing, a little longer. */
const PATIENCE_MS = 1_500;
const PATIENCE_WITH_NOTHING_MS = 8_000;
/** One for each agency that a wall may show, and no more than a province has. */
const SCOPES_KEPT = 400;

/**
 * Opens the slow figures of the walls of one process.
 *
 * @param elapsed a monotonic clock in milliseconds
 */
export function openWallFigures({
	database,
	clock,
	log = silentLog(),
	elapsed = () => performance.now()
}: {
	database: Database;
	clock: Clock;
	log?: Log;
	elapsed?: () => number;
}): WallFigures {
	const kept = new Map<number | null, Kept>();
	const pending = new Map<number | null, Promise<Kept>>();
	const screens = new Map<number, number | null>();
	let turn: Promise<unknown> = Promise.resolve();
	let failing = false;

	/** Whether it may be taken for now. */
	function isRight(one: Kept, rules: LoadedRules, epoch: string): boolean {
		const now = clock.now();
		const age = elapsed() - one.elapsed;
		return (
			isOfNow(one, rules, epoch, now) &&
			age < AT_MOST_MS &&
			(Math.abs(now - one.at) < AT_MOST_MS || age < AT_LEAST_MS)
		);
	}

	async function compute(
		rules: LoadedRules,
		epoch: string,
		agencyId: number | null
	): Promise<Kept> {
		const before = kept.get(agencyId);
		const now = clock.now();
		const began = elapsed();
		const again =
			before !== undefined &&
			isOfNow(before, rules, epoch, now) &&
			began - before.pastElapsed < PAST_MS;
		const query = { ...currentQuery(now), agencyId };
		const figures = await readFiguresAs(database, SYSTEM, async (sql) =>
			slowFigures(sql, rules, query, now, again ? before.past : undefined)
		);
		const made: Kept = {
			...{ epoch, rules: rules.version, day: dayOf(now), at: now, figures },
			elapsed: began,
			pastElapsed: again ? before.pastElapsed : began,
			past: again ? before.past : pastOf(figures)
		};
		kept.delete(agencyId);
		kept.set(agencyId, made);
		for (const oldest of kept.keys()) if (kept.size > SCOPES_KEPT) kept.delete(oldest);
		return made;
	}

	/** One computation for all who ask, and never two at once: walls do not take the desk's connections. */
	async function computed(
		rules: LoadedRules,
		epoch: string,
		agencyId: number | null
	): Promise<Kept> {
		const underWay = pending.get(agencyId);
		if (underWay) return underWay;
		const own = turn.then(async () => compute(rules, epoch, agencyId));
		turn = own.catch(() => undefined);
		pending.set(agencyId, own);
		try {
			const made = await own;
			failing = false;
			return made;
		} catch (error) {
			if (!failing) log.warn({ err: error }, 'the figures of the walls cannot be computed');
			failing = true;
			throw error;
		} finally {
			pending.delete(agencyId);
		}
	}

	return {
		slow: async (rules, epoch, agencyId) => {
			const held = kept.get(agencyId);
			const known = held?.epoch === epoch ? held : undefined;
			if (known && isRight(known, rules, epoch)) return known.figures;
			const fallback = lastKnown(known, clock.now());
			const patience = known ? PATIENCE_MS : PATIENCE_WITH_NOTHING_MS;
			return patiently(
				computed(rules, epoch, agencyId).then(({ figures }) => figures),
				patience,
				fallback
			);
		},
		agencyOf: async (screenId) => {
			const asked = agencyOfScreen(database.sql, screenId).then((agencyId) => {
				screens.set(screenId, agencyId);
				return agencyId;
			});
			const known = screens.get(screenId);
			// Another agency's figures under a wall's name would be worse than none.
			return known === undefined ? asked : patiently(asked, PATIENCE_MS, known);
		}
	};
}

function isOfNow(one: Kept, rules: LoadedRules, epoch: string, now: Instant): boolean {
	return one.epoch === epoch && one.rules === rules.version && one.day === dayOf(now);
}

/** What was known; of what fell due today nothing may be said on another day. */
function lastKnown(known: Kept | undefined, now: Instant): SlowFigures {
	const nothing = noSlowFigures(currentQuery(now));
	if (known === undefined) return nothing;
	if (known.day === dayOf(now)) return known.figures;
	return { ...known.figures, dueToday: nothing.dueToday };
}

function pastOf({ weeks, ...figures }: SlowFigures): PastFigures {
	const { monthBefore, lastYear, lateBefore, overdueBefore } = figures;
	return {
		...{ monthBefore, lastYear, lateBefore, overdueBefore },
		weeks: weeks.slice(0, -1),
		runningKnown: weeks.at(-1)?.known ?? false
	};
}
