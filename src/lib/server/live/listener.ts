import { setTimeout as wait } from 'node:timers/promises';
import type postgres from 'postgres';
import type { Log } from '../log.ts';
import { isDatabaseAway } from '../store/database.ts';
import { head, LEDGER_CHANNEL, readAfter, type LedgerEntry } from '../store/ledger.ts';

/** Up to where the ledger was read. */
export interface Position {
	epoch: string;
	seq: number;
}

export interface ListenerHealth {
	/** The last reading of the ledger succeeded, and what follows it will be announced. */
	ok: boolean;
	/** The last entry that was delivered. */
	lastSeq: number;
	/** Real time (epoch ms) since when `ok` is as it is. */
	since: number;
}

export interface Hearer {
	/** Entries in commit order; over all calls, each exactly once. */
	entries?(entries: LedgerEntry[]): void;
	/** The database was restored: nothing known before holds, reading goes on from `position`. */
	restored?(position: Position): void;
	/** The database was found again, or lost. */
	health?(health: ListenerHealth): void;
}

export interface Listener {
	/** @returns how to stop hearing */
	hear(hearer: Hearer): () => void;
	/** Null until the ledger was first read. */
	position(): Position | null;
	/** Reads what has been committed by now, for an answer that must not be older than its question. */
	catchUp(): Promise<void>;
	/** The highest sequence number that is known to be committed, whether it was read yet or not. */
	announced(): number;
	/** Tells of a commit that this process itself has made, before PostgreSQL does. */
	committed(seq: number): void;
	health(): ListenerHealth;
	close(): Promise<void>;
}

export interface ListenerOptions {
	sql: postgres.Sql;
	log: Log;
	/**
	 * Called before the first reading and after every reconnection: the owner's `ensureEpoch`, so that
	 * a restore under a running process is noticed too.
	 */
	onConnect?: () => Promise<unknown>;
	/** Milliseconds between readings that nobody announced. */
	pollEvery?: number;
	/** Milliseconds that a reading may take before the database counts as lost. */
	patience?: number;
}

const PAGE = 1000;

/**
 * Follows the ledger: NOTIFY wakes, and the ledger itself is what is read, always from the last entry
 * delivered. So it does not matter whether a notification is lost, repeated or late. postgres.js
 * listens again by itself after a lost connection. Every time it does, and every two seconds, the
 * ledger is read: that finds what nobody announced (a connection that is dead and does not know it),
 * and it is how a lost database is noticed when nothing happens in it.
 */
export function openListener(options: ListenerOptions): Listener {
	const { sql, log, onConnect, pollEvery = 2000, patience = 5000 } = options;
	const hearers = new Set<Hearer>();
	let position: Position | null = null;
	let state: ListenerHealth = { ok: false, lastSeq: 0, since: Date.now() };
	let wanted = 0;
	let asked = 0;
	let answered = 0;
	let listens = false;
	let reconnected = true;
	let failures = 0;
	/** Of the reading that counts: one that took too long delivers nothing any more. */
	let attempt = 0;
	let running: Promise<void> | null = null;
	let closed = false;
	let timer: NodeJS.Timeout | undefined;

	const tell = (say: (hearer: Hearer) => void) => {
		for (const hearer of hearers) {
			try {
				say(hearer);
			} catch (error) {
				log.error({ err: error }, 'somebody who hears the ledger failed');
			}
		}
	};
	const report = (ok: boolean) => {
		const changed = ok !== state.ok;
		const lastSeq = position?.seq ?? 0;
		state = { ok, lastSeq, since: changed ? Date.now() : state.since };
		if (!changed) return;
		tell((hearer) => hearer.health?.(state));
	};

	async function findPlace(mine: number): Promise<void> {
		if (onConnect !== undefined) await onConnect();
		const now = await head(sql);
		if (mine !== attempt) return;
		if (position === null) position = now;
		else if (position.epoch !== now.epoch || now.seq < position.seq) {
			position = now;
			wanted = now.seq;
			log.warn({ seq: now.seq }, 'the database was restored; a new epoch begins');
			tell((hearer) => hearer.restored?.(now));
		}
		reconnected = false;
	}

	/** One reading, up to the end of the ledger. */
	async function read(mine: number): Promise<void> {
		if (reconnected || position === null) await findPlace(mine);
		for (;;) {
			const entries = await readAfter(sql, position?.seq ?? 0, PAGE);
			const last = entries.at(-1);
			if (closed || mine !== attempt || position === null || last === undefined) return;
			position = { epoch: position.epoch, seq: last.seq };
			state = { ...state, lastSeq: last.seq };
			tell((hearer) => hearer.entries?.(entries));
			if (entries.length < PAGE) return;
		}
	}

	/** Readings never overlap; one asked for meanwhile follows. Does not throw. */
	async function drain(): Promise<void> {
		try {
			while (answered < asked && !closed) {
				const upTo = asked;
				attempt += 1;
				await within(patience, read(attempt));
				answered = upTo;
				failures = 0;
				report(listens);
			}
		} catch (error) {
			if (closed) return;
			attempt += 1;
			reconnected = true;
			failures += 1;
			if (failures === 1) {
				log[isDatabaseAway(error) ? 'warn' : 'error']({ err: error }, 'the ledger cannot be read');
			}
			report(false);
		} finally {
			// Here and not in a later callback: whoever asks between the two would wait for nothing.
			running = null;
			schedule(failures === 0 ? pollEvery : Math.min(pollEvery, 50 * 2 ** Math.min(failures, 8)));
		}
	}

	async function ask(): Promise<void> {
		if (closed) return;
		asked += 1;
		running ??= drain();
		await running;
	}

	function schedule(ms: number): void {
		clearTimeout(timer);
		if (!closed) timer = setTimeout(() => void ask(), ms).unref();
	}

	const announce = (seq: number) => {
		if (!Number.isSafeInteger(seq)) return;
		wanted = Math.max(wanted, seq);
		if (position === null || seq > position.seq) void ask();
	};
	const onListen = () => {
		listens = true;
		reconnected = true;
		void ask();
	};
	const listening = sql
		.listen(
			LEDGER_CHANNEL,
			(seq) => {
				announce(Number(seq));
			},
			onListen
		)
		.catch((error: unknown) => {
			// postgres.js goes on trying; until it is through, the readings find what there is.
			log.warn({ err: error }, 'cannot listen to the database yet');
			return null;
		});
	void ask();

	return {
		hear: (hearer) => {
			hearers.add(hearer);
			return () => hearers.delete(hearer);
		},
		position: () => position,
		catchUp: ask,
		announced: () => Math.max(wanted, position?.seq ?? 0),
		committed: announce,
		health: () => state,
		close: async () => {
			closed = true;
			clearTimeout(timer);
			hearers.clear();
			await running;
			const subscription = await Promise.race([listening, Promise.resolve(null)]);
			await subscription?.unlisten().catch(() => undefined);
		}
	};
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
	const done = new AbortController();
	const late = wait(ms, undefined, { ref: false, signal: done.signal }).then(() => {
		throw Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' });
	});
	late.catch(() => undefined);
	try {
		return await Promise.race([work, late]);
	} finally {
		done.abort();
	}
}
