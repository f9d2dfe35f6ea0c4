import { setTimeout as wait } from 'node:timers/promises';
import { SYSTEM } from '#lib/domain/accounts/reader.ts';
import { latestDueWithin } from '#lib/domain/calendar/office-hours.ts';
import { dayOf, isoOf, type Instant } from '#lib/domain/calendar/time.ts';
import { parameterOn } from '#lib/domain/deadlines/parameters.ts';
import { hoursOf } from '#lib/domain/dossiers/rules.ts';
import type { AgencyFigures, Overview } from '#lib/domain/reports/overview.ts';
import type { Expected } from '#lib/domain/reports/rhythm.ts';
import type { Clock } from '../clock.ts';
import { silentLog, type Log } from '../log.ts';
import type { Database } from '../store/database.ts';
import { countOverview, currentQuery } from '../store/overview.ts';
import { readAs } from '../store/reading.ts';
import { expectations } from '../store/rhythms.ts';
import type { LoadedRules, Rulebook } from '../store/rulebook.ts';
import { openListener, type Listener } from './listener.ts';

/** The overview of the current month, and whether it is known to be right. */
export interface CurrentFigures {
	value: Overview;
	/** The database cannot be asked: the value is the last one known. */
	old: boolean;
	/** The domain's instant at which it was last known to be right: now, unless `old`. */
	since: Instant;
	/** Until when something should be heard of each agency, by its code. */
	expected: ReadonlyMap<string, Expected>;
}

export interface Figures {
	/**
	 * Not older than the question: whatever was known to be committed when it was asked is in it.
	 * @throws what the database says when it is away
	 */
	current(): Promise<Overview>;
	/** The same, or the last value known, marked as old; throws only when none was ever known. */
	latest(): Promise<CurrentFigures>;
	/**
	 * Hears every value that is newer than those told so far, while somebody watches: at most four a second, the last one never left
	 * out. Without watchers nothing is computed that nobody asks for.
	 */
	watch(hear: (figures: CurrentFigures) => void): () => void;
	/** This process has committed the ledger entry `seq`: answers from now on contain it. */
	committed(seq: number): void;
	/** Whether the last attempt to tell the figures succeeded, and since when (real time). */
	health(): { ok: boolean; since: Instant };
	close(): Promise<void>;
}

export interface FiguresInput {
	database: Database;
	rulebook: Rulebook;
	clock: Clock;
	log?: Log;
	/** Shared with the live server; by default the figures follow the ledger by themselves. */
	listener?: Listener;
}

interface Held {
	/** Which computation it is of. */
	run: number;
	overview: Overview;
	expected: ReadonlyMap<string, Expected>;
	at: Instant;
	/** From this instant on the figures are others, by time alone. */
	boundary: Instant;
	/** When agencies become stale, soonest first. */
	flips: { at: Instant; index: number }[];
	/** The agencies as of the last flip that has passed. */
	agencies: AgencyFigures[];
	/** The last instant for which it was known to be right. */
	toldAt: Instant;
}

/** Four a second. */
const GAP_MS = 250;
const TICK_MS = 200;
const CLOCK_BACK_MS = 1000;

/**
 * The figures of now, computed once for everybody: again only when the ledger has moved or an instant
 * has passed at which time alone changes them. Never two computations at once. Time is looked at five
 * times a second and not waited for, so it does not matter how fast the domain's clock runs or jumps.
 */
export function openFigures(input: FiguresInput): Figures {
	const { database, rulebook, clock, log = silentLog() } = input;
	const listener = input.listener ?? openListener({ sql: database.sql, log });
	const watchers = new Set<(figures: CurrentFigures) => void>();
	let held: Held | null = null;
	let runs = 0;
	let pending: Promise<void> | null = null;
	let notBefore = 0;
	let state = { ok: false, since: Date.now() };
	let publishing = false;
	let publishedAt = -Infinity;
	/** What the watchers were told last: by whom it was asked for first does not matter. */
	let published: readonly AgencyFigures[] | null = null;
	let closed = false;

	/** Whether what is held still tells the truth at `now`. */
	function isRight(now: Instant): boolean {
		return (
			held !== null &&
			listener.health().ok &&
			held.overview.epoch === listener.position()?.epoch &&
			held.overview.seq >= listener.announced() &&
			now < held.boundary &&
			now > held.at - CLOCK_BACK_MS
		);
	}

	async function compute(): Promise<void> {
		const early = notBefore - performance.now();
		if (early > 0) await wait(early);
		runs += 1;
		const run = runs;
		const began = performance.now();
		notBefore = began + GAP_MS;
		const rules = await rulebook.current();
		const at = clock.now();
		const { overview, boundary, heard } = await readAs(database, SYSTEM, async (sql) =>
			countOverview(sql, rules, currentQuery(at), at)
		);
		notBefore = Math.max(notBefore, performance.now() + (performance.now() - began));
		const flips = overview.agencies
			.map((agency, index) => ({ at: staleFrom(agency, rules, at), index }))
			.filter((flip) => flip.at < Infinity)
			.sort((a, b) => a.at - b.at);
		const expected = expectations(rules, heard, at);
		const { agencies } = overview;
		held = { run, overview, expected, at, boundary, flips, agencies, toldAt: at };
	}

	async function recompute(): Promise<void> {
		pending ??= compute().then(
			() => {
				pending = null;
				report(true);
			},
			(error: unknown) => {
				pending = null;
				if (state.ok || runs === 1) log.warn({ err: error }, 'the figures cannot be computed');
				report(false);
				throw error;
			}
		);
		await pending;
	}

	function report(ok: boolean): void {
		if (ok !== state.ok) state = { ok, since: Date.now() };
	}

	/** What is right for a question asked now; later commits do not keep the asker waiting. */
	async function right(): Promise<Held> {
		if (listener.position() === null) await listener.catchUp();
		const asked = clock.now();
		if (held !== null && isRight(asked)) return held;
		const before = runs;
		const [epoch, seq] = [listener.position()?.epoch, listener.announced()];
		for (;;) {
			await recompute();
			if (held === null) continue;
			// One that was under way when the question came may already know all that was announced.
			if (held.run > before) return held;
			if (held.overview.epoch !== epoch || held.overview.seq < seq) continue;
			if (asked < held.boundary) return held;
		}
	}

	function tell(from: Held, now: Instant): Overview {
		let agencies = from.agencies;
		while (from.flips[0] !== undefined && from.flips[0].at <= now) {
			const index = from.flips.shift()?.index ?? -1;
			const agency = agencies[index];
			if (agency === undefined) continue;
			const freshness = { ...agency.freshness, stale: true };
			agencies = agencies.with(index, { ...agency, freshness });
		}
		from.agencies = agencies;
		from.toldAt = Math.max(from.toldAt, Math.min(now, from.boundary - 1));
		return { ...from.overview, asOf: isoOf(from.toldAt), agencies };
	}

	const known = (from: Held, now: Instant): CurrentFigures => {
		const { expected } = from;
		return { value: tell(from, now), old: false, since: now, expected };
	};

	async function publish(): Promise<void> {
		if (publishing) return;
		publishing = true;
		try {
			do {
				const early = publishedAt + GAP_MS - performance.now();
				if (early > 0) await wait(early);
				const from = await right().catch(() => null);
				// `recompute` has said why; the next tick tries again.
				if (from === null) return;
				const now = clock.now();
				const figures = known(from, now);
				publishedAt = performance.now();
				published = figures.value.agencies;
				for (const hear of watchers) hear(figures);
			} while (!isRight(clock.now()) && watchers.size > 0 && !closed);
		} catch (error) {
			log.error({ err: error }, 'somebody who watches the figures failed');
		} finally {
			publishing = false;
		}
	}

	/** After a failure it goes on trying, so that `health` tells the truth though nobody watches. */
	function tick(): void {
		if (watchers.size === 0 && state.ok) return;
		const now = clock.now();
		const flip = held?.flips[0]?.at ?? Infinity;
		if (!isRight(now) || flip <= now || held?.agencies !== published) void publish();
	}
	const ticking = setInterval(tick, TICK_MS).unref();

	const leave = listener.hear({
		entries: (entries) => {
			if (
				entries.some(
					({ kind }) => kind === 'agencies' || kind === 'procedures' || kind === 'settings'
				)
			) {
				rulebook.refresh();
			}
			if (watchers.size > 0) void publish();
		},
		restored: () => {
			rulebook.refresh();
			if (watchers.size > 0) void publish();
		}
	});

	return {
		current: async () => {
			const from = await right();
			return tell(from, clock.now());
		},
		latest: async () => {
			const old = (from: Held): CurrentFigures => ({ ...known(from, from.toldAt), old: true });
			if (held !== null && listener.position() !== null && !listener.health().ok) return old(held);
			try {
				const from = await right();
				return known(from, clock.now());
			} catch (error) {
				if (held === null) throw error;
				return old(held);
			}
		},
		watch: (hear) => {
			watchers.add(hear);
			tick();
			return () => watchers.delete(hear);
		},
		committed: (seq) => {
			listener.committed(seq);
		},
		health: () => state,
		close: async () => {
			closed = true;
			watchers.clear();
			clearInterval(ticking);
			leave();
			await pending?.catch(() => undefined);
			if (input.listener === undefined) await listener.close();
		}
	};
}

/** When an agency becomes stale if nothing more arrives; never for one that is, or that never sent. */
function staleFrom({ code, freshness }: AgencyFigures, rules: LoadedRules, at: Instant): Instant {
	if (freshness.stale || freshness.lastArrivalAt === null) return Infinity;
	const agencyId = rules.directory.byCode(code);
	const limit = parameterOn(rules.parameters.staleAfterWorkingMinutes, dayOf(at));
	const hours = hoursOf(rules, agencyId, dayOf(at));
	return latestDueWithin(rules.calendar, hours, Date.parse(freshness.lastArrivalAt), limit) + 1;
}
