import type { Instant } from '#lib/domain/calendar/time.ts';
import type { LiveStatus } from '#lib/live/link.ts';

/**
 * How far a whole wall can be trusted: its values are those of now; the server is there and cannot say
 * whether they still hold; nothing is known of the server.
 */
export type Trust = 'live' | 'old' | 'lost';

/** The server speaks every six seconds at least: after eight of silence nobody may take this for now. */
const SILENCE_MS = 8000;

/** Judged by what the server says and by the time that passes, never by the screen's own clock. */
export class WallTrust {
	/** Whole minutes since the values were right, by the server's time. */
	minutesOld = $state(0);
	#silent = $state(false);
	/** A sign of life that said nothing of the figures. */
	#there = $state(false);
	#status: LiveStatus = $state('connecting');
	#saidAt = -Infinity;
	#confirmedAt: number;
	readonly #elapsed: () => number;

	/** @param elapsed a monotonic clock in milliseconds */
	constructor(elapsed: () => number = () => performance.now()) {
		this.#elapsed = elapsed;
		this.#confirmedAt = elapsed();
	}

	get trust(): Trust {
		if (this.#status === 'reconnecting' || this.#status === 'offline') return 'lost';
		if (!this.#silent) return 'live';
		return this.#there ? 'old' : 'lost';
	}

	/**
	 * Figures came that were right at `asOf` (ISO 8601). The same instant again confirms nothing: it is
	 * the last that was known, told once more.
	 */
	heard(asOf: string): void {
		const at = Date.parse(asOf);
		if (!(at > this.#saidAt)) return;
		this.#saidAt = at;
		this.#confirmedAt = this.#elapsed();
		this.#silent = false;
	}

	/**
	 * As time passes.
	 *
	 * @param now the server's time, carried on; null while it is not known
	 * @param aliveAt when the server last gave a sign of life, of the monotonic clock
	 */
	look(status: LiveStatus, now: Instant | null, aliveAt: number): void {
		this.#status = status;
		this.#silent = this.#elapsed() - this.#confirmedAt > SILENCE_MS;
		this.#there = aliveAt > this.#confirmedAt;
		if (now === null || this.#saidAt === -Infinity) return;
		this.minutesOld = Math.max(0, Math.floor((now - this.#saidAt) / 60_000));
	}
}
