import { dayOf, MINUTE, type Instant } from '#lib/domain/calendar/time.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { withTransaction, type Database, type Sql } from '../store/database.ts';
import { append } from '../store/ledger.ts';
import { dueByUnit } from '../store/morning-lists.ts';
import {
	changedSince,
	clearNotices,
	holdTelling,
	pastMornings,
	peopleToTell,
	saidOf,
	standingRungs,
	tell,
	unfinishedTasks
} from '../store/notices.ts';
import type { LoadedRules, Rulebook } from '../store/rulebook.ts';
import { climb, keyOf } from './climbing.ts';
import { awaitingLists, morningLists, morningOf } from './mornings.ts';

export interface TellingOptions {
	/** As owner. */
	database: Database;
	rulebook: Rulebook;
	clock: Clock;
	log: Log;
	/** The ways out that are set up. */
	channels: readonly ('mail' | 'webhook')[];
	/** Told when something may have to leave. */
	onTold?: () => void;
	/** Milliseconds of real time between two looks. */
	every?: number;
}

/** The sweep that tells people what falls due, for as long as the server runs. */
export interface Telling {
	/** One look, now: for tests; the sweep itself does the same. */
	look(): Promise<void>;
	/** Ends after the look that is under way. */
	close(): Promise<void>;
}

/**
 * Looks at the domain's clock: says what the ladders of tasks and the lists of the morning come to, and
 * clears what is settled. It looks in earnest when a task, a person or a rule has changed, and once a
 * minute of the domain's time. Nothing is planned ahead: a server that was away says on return what is
 * due then, once, and in working time.
 */
export function startTelling(options: TellingOptions): Telling {
	const { database, rulebook, clock, log, every = 5_000 } = options;
	let seen = 0;
	let lookedAt = -Infinity;
	let running: Promise<void> = Promise.resolve();
	let toldAt = -Infinity;

	async function once(forced: boolean): Promise<void> {
		const now = clock.now();
		const { changed, seq } = await changedSince(database.sql, seen);
		if (!forced && !changed && now - lookedAt < MINUTE) {
			seen = seq;
			return;
		}
		const rules = await rulebook.current();
		await withTransaction(database, async ({ sql }) => sweep(sql, rules, options, now));
		[seen, lookedAt] = [seq, now];
		options.onTold?.();
	}
	async function guarded(forced: boolean): Promise<void> {
		try {
			await once(forced);
		} catch (error) {
			if (performance.now() - toldAt < MINUTE) return;
			toldAt = performance.now();
			log.error({ err: error }, 'people could not be told, which is tried again');
		}
	}
	const look = async (forced: boolean) => (running = running.then(async () => guarded(forced)));
	let looking = false;
	const timer = setInterval(() => {
		if (looking) return;
		looking = true;
		void look(false).finally(() => (looking = false));
	}, every).unref();
	return {
		look: async () => look(true),
		close: async () => {
			clearInterval(timer);
			await running;
		}
	};
}

async function sweep(
	sql: Sql,
	rules: LoadedRules,
	{ channels, log }: TellingOptions,
	now: Instant
): Promise<void> {
	await holdTelling(sql);
	const tasks = await unfinishedTasks(sql);
	const accounts = await peopleToTell(sql);
	const { due, standing } = climb(tasks, accounts, rules, now);
	const morning = morningOf(dayOf(now));
	const said = await saidOf(sql, [...new Set([...due.map(({ event }) => event), morning])]);
	const awaiting = awaitingLists(
		accounts,
		rules,
		now,
		(id) => said.has(`${id} ${morning} morning`) || said.has(`${id} ${morning} morning_province`)
	);
	const lists =
		awaiting.heads.length + awaiting.watchers.length === 0
			? []
			: morningLists(awaiting, await dueByUnit(sql, dayOf(now)), tasks, rules, now);
	const fresh = due.filter((one) => !said.has(`${one.accountId} ${keyOf(one)}`));
	const told = [
		...(await tell(sql, fresh, now, channels)),
		...(await tell(sql, lists, now, channels))
	];
	const settled = (await standingRungs(sql)).filter((one) => !standing.has(keyOf(one)));
	const over = [...settled.map(({ id }) => id), ...(await pastMornings(sql, morning))];
	const cleared = await clearNotices(sql, over, now);
	const people = [...new Set([...told, ...cleared])];
	if (people.length === 0) return;
	log.debug({ people: people.length, told: fresh.length + lists.length }, 'people told');
	await append(sql, {
		...{ at: now, kind: 'notices', agencies: [] },
		ids: people.map((id) => `account:${id}`)
	});
}
