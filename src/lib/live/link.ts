import type { Instant } from '../domain/calendar/time.ts';
import type { Bye, Changed, Resume, Resumed, Tallies, Welcome } from './contract.ts';
import { withTallies, type LiveFigures } from './merge.ts';
import { REFUSALS } from './names.ts';
import { serverTime } from './server-time.ts';

/**
 * - `connecting`: the page has just come and shows what it was made with
 * - `live`: what is shown is what is
 * - `old`: connected, but the server cannot say whether the figures still hold
 * - `reconnecting`, `offline`: the connection is lost; for long, or for good until somebody signs in
 */
export type LiveStatus = 'connecting' | 'live' | 'old' | 'reconnecting' | 'offline';

export interface LinkState {
	status: LiveStatus;
	figures: LiveFigures | null;
	/** The server's last word on what time it is, ISO 8601; null before the first. */
	asOf: string | null;
	/** The server runs another build than when this page came: a reload brings the new one. */
	newBuild: boolean;
}

/** A Socket.IO connection as far as a link needs it; does not reconnect by itself. */
export interface Wire {
	connect(): void;
	disconnect(): void;
	connected(): boolean;
	/** Rejects when there is no answer in time. */
	resume(from: Resume, patience: number): Promise<Resumed>;
}

/** What a wire tells. */
export interface WireEvents {
	welcome(message: Welcome): void;
	tallies(message: Tallies): void;
	changed(message: Changed): void;
	bye(message: Bye): void;
	lost(): void;
	refused(reason: string): void;
}

export interface LinkInput {
	wire: (events: WireEvents) => Wire;
	/** The ledger entry up to which the page was made; null when it does not know. */
	page: Resume | null;
	/** Something of the state is new. */
	changed: (state: LinkState) => void;
	/** What to read again; a hint for each room when everything may be different. */
	hint: (hint: Pick<Changed, 'room' | 'ids'>) => void;
	/** Everything may be different: another epoch, or too much was missed. */
	reload: () => void;
	/** The server does not know us any more. */
	refused: () => void;
	patience?: Partial<Patience>;
	/** Monotonic milliseconds. */
	elapsed?: () => number;
	chance?: () => number;
}

/** Milliseconds. */
export interface Patience {
	/** A loss shorter than this is not shown: a page that is reloaded, a server that starts again. */
	grace: number;
	/** After this it is no longer "reconnecting". */
	offline: number;
	/** The server says every six seconds at the latest that it is there. */
	silence: number;
	/** For an answer of a server that may be gone. */
	answer: number;
	/** To the first attempt, and at most between attempts. */
	retry: [number, number];
	/** To an attempt after a refusal. */
	refused: number;
}

const PATIENCE: Patience = {
	grace: 3000,
	offline: 30_000,
	silence: 12_000,
	answer: 1200,
	retry: [500, 8_000],
	refused: 30_000
};

export interface Link {
	state(): LinkState;
	/** The domain's now: the server's last word, carried on; null before the first. */
	now(): Instant | null;
	/** The page is seen again, or the network is back: right within two seconds (T25). */
	wake(): void;
	/** The page is being left: what happens to its connection is no loss (T27). */
	leaving(is: boolean): void;
	close(): void;
}

/**
 * Keeps one page in step with the server: connects, reconnects with chance in the delays so that a
 * thousand screens do not come back in one instant, asks for what was missed, and says how far what is
 * shown can be trusted. Values stay while they are renewed (T24).
 */
export function openLink(input: LinkInput): Link {
	const patience = { ...PATIENCE, ...input.patience };
	const { elapsed = () => performance.now(), chance = Math.random } = input;
	const time = serverTime();
	let state: LinkState = { status: 'connecting', figures: null, asOf: null, newBuild: false };
	let place = input.page;
	let build: string | null = null;
	let lostAt: number | null = elapsed();
	let heardAt = elapsed();
	let beats = false;
	let attempts = 0;
	let refusedNow = false;
	let left = false;
	let retry: ReturnType<typeof setTimeout> | undefined;
	/** A sequence number that was told, and when: hints up to it have come once some time has passed. */
	let settling: { seq: number; at: number } | null = null;

	function set(part: Partial<LinkState>): void {
		const next = { ...state, ...part };
		const same = (Object.keys(next) as (keyof LinkState)[]).every(
			(key) => next[key] === state[key]
		);
		if (same) return;
		state = next;
		input.changed(state);
	}

	function judge(): void {
		if (left) return;
		if (lostAt === null) {
			const silent = beats && elapsed() - heardAt > patience.silence;
			set({ status: silent ? 'old' : 'live' });
			return;
		}
		const since = elapsed() - lostAt;
		if (refusedNow || since > patience.offline) set({ status: 'offline' });
		else if (since > patience.grace) set({ status: 'reconnecting' });
	}

	function lost(delay?: number): void {
		lostAt ??= elapsed();
		beats = false;
		settling = null;
		judge();
		const [first, most] = patience.retry;
		const wait = delay ?? Math.min(most, first * 2 ** attempts);
		attempts += 1;
		clearTimeout(retry);
		if (!left) retry = setTimeout(connect, wait * (0.5 + chance()));
	}

	function connect(): void {
		clearTimeout(retry);
		if (!wire.connected()) wire.disconnect();
		wire.connect();
	}

	async function catchUp(from: Resume): Promise<void> {
		const answer = await wire.resume(from, patience.answer);
		if ('reload' in answer) {
			place = { epoch: from.epoch, seq: answer.seq };
			input.reload();
			return;
		}
		for (const { room, ids } of answer.missed) input.hint({ room, ids });
		reached(from.epoch, answer.seq);
	}

	function reached(epoch: string, seq: number): void {
		if (place?.epoch === epoch) place = { epoch, seq: Math.max(place.seq, seq) };
	}

	const wire = input.wire({
		welcome: (message) => {
			const { epoch, seq, asOf } = message;
			const before = place;
			lostAt = null;
			refusedNow = false;
			attempts = 0;
			heardAt = elapsed();
			time.heard(asOf, heardAt);
			build ??= message.build;
			set({ asOf, newBuild: build !== message.build });
			place ??= { epoch, seq };
			if (before !== null && before.epoch !== epoch) {
				place = { epoch, seq };
				set({ figures: null });
				input.reload();
			} else if (before !== null && before.seq < seq) {
				// Without an answer the connection is no better than none.
				catchUp(before).catch(connectAnew);
			}
			judge();
		},
		tallies: (message) => {
			heardAt = elapsed();
			beats = true;
			time.heard(message.asOf, heardAt);
			if (settling !== null && heardAt - settling.at > 2000) {
				reached(message.epoch, settling.seq);
				settling = null;
			}
			settling ??= { seq: message.seq, at: heardAt };
			set({ figures: withTallies(state.figures, message), asOf: message.asOf });
			judge();
		},
		changed: ({ epoch, seq, room, ids }) => {
			heardAt = elapsed();
			reached(epoch, seq);
			input.hint({ room, ids });
			judge();
		},
		bye: ({ reason }) => {
			// Another role, agency or post: what the page shows may not be this reader's any more.
			if (reason === 'rights changed') input.reload();
			lost(reason === 'misuse' ? patience.refused : undefined);
		},
		lost: () => {
			if (lostAt === null) lost();
		},
		refused: (reason) => {
			const unknown = reason === REFUSALS.unauthorised;
			if (unknown && !refusedNow && !left) input.refused();
			refusedNow = unknown;
			lost(unknown ? patience.refused : undefined);
		}
	});

	function connectAnew(): void {
		if (left) return;
		lostAt ??= elapsed();
		wire.disconnect();
		connect();
	}

	function wake(): void {
		if (left) return;
		judge();
		if (!wire.connected()) {
			attempts = 0;
			connect();
		} else if (place !== null && elapsed() - askedAt > 1000) {
			askedAt = elapsed();
			catchUp(place).catch(connectAnew);
		}
	}

	let askedAt = -Infinity;
	let tickedAt = Date.now();
	const ticking = setInterval(() => {
		// Ticks that did not come are a machine that slept, with the page in sight all the while.
		const slept = Date.now() - tickedAt > 5000;
		tickedAt = Date.now();
		if (slept) wake();
		else judge();
	}, 1000);
	wire.connect();

	return {
		state: () => state,
		now: () => time.at(elapsed()),
		wake,
		leaving: (is) => {
			left = is;
			clearTimeout(retry);
		},
		close: () => {
			left = true;
			clearInterval(ticking);
			clearTimeout(retry);
			wire.disconnect();
		}
	};
}
