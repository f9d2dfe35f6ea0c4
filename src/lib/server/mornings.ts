import type { Account } from '#lib/domain/accounts/account.ts';
import { may, readerFor } from '#lib/domain/accounts/reader.ts';
import { dayOf, type Day, type Instant } from '#lib/domain/calendar/time.ts';
import type { MorningPage } from '#lib/domain/reports/morning-page.ts';
import { morningDue } from '#lib/domain/reports/morning-time.ts';
import type { Clock } from './clock.ts';
import type { Log } from './log.ts';
import { makeMorningPage, type MorningMaker } from './morning-page.ts';
import { awaitingPage, claimSending, settleSending } from './store/morning-mail.ts';
import { hadBegun, lastMorning, morningPageOf } from './store/morning-pages.ts';

/** What became of one mail. `unknown`: handed over, and no answer came. */
export type Delivery = 'sent' | 'refused' | 'later' | 'unknown';

/** How pages leave by mail; see `mail/morning-post.ts`. */
export interface MorningPost {
	/** Whether the mail server can be reached and lets us in. */
	ready(): Promise<boolean>;
	/** One mail to one person. */
	send(to: Pick<Account, 'id' | 'email' | 'name'>, page: MorningPage): Promise<Delivery>;
	close(): void;
}

export interface MorningsOptions extends MorningMaker {
	clock: Clock;
	log: Log;
	/** Null: no mail server is set, pages are only read in the program. */
	post: MorningPost | null;
	/** Milliseconds of real time between two looks. */
	every?: number;
	/** Real time, for the waits between two tries. */
	realNow?: () => number;
}

/** The sweep that makes morning pages and sends them, for as long as the server runs. */
export interface Mornings {
	/** One look, now: for tests; the sweep itself does the same. */
	look(): Promise<void>;
	/** Ends after the mail that is under way. */
	close(): Promise<void>;
}

const MINUTE = 60_000;
/** A mail server that asks to wait is asked again after 1, 2, 4 … and at most 15 minutes. */
const LONGEST_WAIT = 15 * MINUTE;

/**
 * Makes the page of each working day when the domain's clock comes to it, and sends it to those who
 * want it. Of several processes each looks; the row of the day and the row of each sending decide
 * which of them acts.
 */
export function startMornings(options: MorningsOptions): Mornings {
	const { database, rulebook, clock, log, post, every = 5_000 } = options;
	const realNow = options.realNow ?? (() => Date.now());
	const stopped = new AbortController();
	/** The newest page that there is known to be; undefined: to be asked. */
	let last: Day | null | undefined;
	let quietUntil = -Infinity;
	let running: Promise<void> = Promise.resolve();

	async function make(now: Instant): Promise<void> {
		last ??= await lastMorning(database.sql);
		const due = morningDue(await rulebook.current(), last, now);
		if (due === null) return;
		// Another process may have made it since; and a province that told nothing yet has no page.
		last = await lastMorning(database.sql);
		if (last === due.day || !(await hadBegun(database.sql, due.asOf))) {
			return;
		}
		const page = await makeMorningPage(options, due, 'then', now);
		last = due.day;
		if (page !== null) log.info({ day: due.day, seq: page.seq }, 'morning page made');
	}

	async function send(now: Instant): Promise<void> {
		const today = dayOf(now);
		if (post === null || last !== today || realNow() < quietUntil) return;
		const page = await morningPageOf(database.sql, today);
		if (page === null) return;
		const { directory } = await rulebook.current();
		const people = (await awaitingPage(database.sql, page, realNow())).filter((account) =>
			may(readerFor(account, directory, today), 'receiveMorningPage')
		);
		if (people.length === 0) return;
		// Nothing is taken in hand while the server is away: it can all be tried again.
		if (!(await post.ready())) {
			quietUntil = realNow() + MINUTE;
			log.warn({ waiting: people.length }, 'the mail server is away; morning pages wait');
			return;
		}
		for (const account of people) {
			if (stopped.signal.aborted) return;
			await sendTo(post, account, page);
		}
	}

	async function sendTo(post: MorningPost, account: Account, page: MorningPage): Promise<void> {
		const sending = { day: page.day, accountId: account.id };
		const tries = await claimSending(database.sql, page.day, account.id, realNow());
		if (tries === null) return;
		const delivery = await post.send(account, page);
		log[delivery === 'sent' ? 'info' : 'warn']({ ...sending, delivery }, 'morning page by mail');
		// Nobody knows whether it arrived, so it stays in hand and is not sent again.
		if (delivery === 'unknown') return;
		const at = realNow();
		const state = delivery === 'later' ? 'waiting' : delivery;
		const wait = Math.min(LONGEST_WAIT, MINUTE * 2 ** (tries - 1));
		await settleSending(database.sql, sending, { state, notBefore: at + wait }, at);
	}

	let toldAt = -Infinity;
	async function once(): Promise<void> {
		try {
			const now = clock.now();
			await make(now);
			await send(now);
		} catch (error) {
			last = undefined;
			if (performance.now() - toldAt < MINUTE) return;
			toldAt = performance.now();
			log.error({ err: error }, 'the morning page failed and is tried again');
		}
	}

	const look = async () => (running = running.then(once));
	let looking = false;
	const timer = setInterval(() => {
		// A mail server that is slow must not gather looks behind it.
		if (looking) return;
		looking = true;
		void look().finally(() => (looking = false));
	}, every);
	timer.unref();
	return {
		look,
		close: async () => {
			stopped.abort();
			clearInterval(timer);
			await running;
			post?.close();
		}
	};
}
