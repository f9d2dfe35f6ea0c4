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
	/** The last reading of the ledger succeeded, and nothing that was announced is still unread. */
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
	/** Milliseconds between attempts while the database is away, at most. */
	retryAtMost?: number;
}

const PAGE = 1000;

/**
 * Follows the ledger: NOTIFY wakes, and the ledger itself is what is read, always from the last entry
 * delivered. So it does not matter whether a notification is lost, repeated or late. postgres.js
 * listens again by itself after a lost connection; every time it does, and every half minute as a
 * safety net, the ledger is read. When the net catches what was not announced (a connection that is
 * dead and does not know it), it is cast every second until announcements come again.
 */
export function openListener(options: ListenerOptions): Listener {
	const { sql, log, onConnect, pollEvery = 30_000, retryAtMost = 2000 } = options;
	const hearers = new Set<Hearer>();
	let position: Position | null = null;
	let state: ListenerHealth = { ok: false, lastSeq: 0, since: Date.now() };
	let wanted = 0;
	let asked = 0;
	let answered = 0;
	let reconnected = true;
	let deaf = false;
	let failures = 0;
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

	async function findPlace(): Promise<void> {
		if (onConnect !== undefined) await onConnect();
		const now = await head(sql);
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
	async function read(): Promise<void> {
		if (reconnected || position === null) await findPlace();
		for (;;) {
			const from = position?.seq ?? 0;
			const entries = await readAfter(sql, from, PAGE);
			const last = entries.at(-1);
			if (closed || position === null || last === undefined) return;
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
				await read();
				answered = upTo;
				failures = 0;
				report(true);
			}
		} catch (error) {
			if (closed) return;
			reconnected = true;
			failures += 1;
			if (failures === 1) {
				log[isDatabaseAway(error) ? 'warn' : 'error']({ err: error }, 'the ledger cannot be read');
			}
			report(false);
			schedule(Math.min(retryAtMost, 50 * 2 ** Math.min(failures, 10)));
		} finally {
			// Here and not in a later callback: whoever asks between the two would wait for nothing.
			running = null;
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
		if (closed) return;
		timer = setTimeout(() => {
			const before = position?.seq;
			const known = wanted;
			void ask().then(() => {
				if (!state.ok || closed) return;
				const found = before !== undefined && (position?.seq ?? 0) > before;
				deaf = found && wanted === known;
				schedule(deaf ? 1000 : pollEvery);
			});
		}, ms);
		timer.unref();
	}

	const announce = (seq: number) => {
		if (!Number.isSafeInteger(seq)) return;
		wanted = Math.max(wanted, seq);
		if (position === null || seq > position.seq) void ask();
	};
	const onListen = () => {
		reconnected = true;
		void ask().then(() => {
			if (state.ok) schedule(pollEvery);
		});
	};

	const listening = sql
		.listen(LEDGER_CHANNEL, (seq) => announce(Number(seq)), onListen)
		.catch((error: unknown) => {
			// postgres.js goes on trying; until it is through, the readings below find what there is.
			log.warn({ err: error }, 'cannot listen to the database yet');
			return null;
		});
	schedule(0);

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
