import { createAttachmentKey } from 'svelte/attachments';
import { SvelteMap } from 'svelte/reactivity';
import { isoOf, type Instant } from '#lib/domain/calendar/time.ts';
import { isQuiet } from '#lib/domain/reports/quiet.ts';
import type { WallAgency, WallBoard } from '#lib/domain/wall/board.ts';
import type { Tallies } from '#lib/live/contract.ts';
import { isNewer } from '#lib/live/merge.ts';

/**
 * A wall's values: kept whatever happens to the connection, replaced only by newer ones. What is pushed
 * is laid over the board that was read; a board older than what was pushed brings its slower figures
 * and leaves the live ones.
 */
export class LiveBoard {
	/** As it was read last. */
	read: WallBoard = $state.raw() as WallBoard;
	whole: WallBoard['whole'] = $state.raw() as WallBoard['whole'];
	/** The instant at which the live values were last said to be right. */
	asOf = $state('');
	pending = $state(0);
	/** Codes of the agencies that are silent for longer than they usually are. */
	quiet: readonly string[] = $state.raw([]);
	#stamp = { epoch: '', seq: 0, asOf: '' };
	readonly #agencies = new SvelteMap<string, WallAgency>();
	/** The server's time as far as the page knows it. */
	#now: Instant = -Infinity;

	constructor(board: WallBoard) {
		this.take(board);
	}

	/** A board that was read. */
	take(board: WallBoard): void {
		this.read = board;
		const { epoch, seq, asOf } = board;
		const behind = epoch === this.#stamp.epoch && isNewer(this.#stamp, { epoch, seq, asOf });
		const agencies = board.agencies.map((agency) => {
			const { tally, freshness } = (behind && this.#agencies.get(agency.code)) || agency;
			return { ...agency, tally, freshness };
		});
		if (!behind) {
			this.#stamp = { epoch, seq, asOf };
			this.asOf = asOf;
			this.whole = board.whole;
			this.pending = board.pending;
		}
		this.#agencies.clear();
		for (const agency of agencies) this.#agencies.set(agency.code, agency);
		this.judge();
	}

	/**
	 * What is pushed: absolute values, at most four times a second.
	 *
	 * @returns whether a number has moved of which a part is asked to be put right
	 */
	apply(pushed: Tallies): boolean {
		const { epoch, seq, asOf } = pushed;
		if (epoch === this.#stamp.epoch && isNewer(this.#stamp, pushed)) return false;
		let moved = false;
		this.#stamp = { epoch, seq, asOf };
		this.asOf = asOf;
		this.pending = pushed.pending;
		const scope = this.read.scope?.code ?? null;
		if (scope === null) this.whole = pushed.province;
		for (const { code, tally, freshness } of pushed.agencies) {
			if (code === scope) this.whole = tally;
			const known = this.#agencies.get(code);
			if (!known) continue;
			moved ||= known.disputed > 0 && known.tally.open.overdue !== tally.open.overdue;
			this.#agencies.set(code, { ...known, tally, freshness });
		}
		this.judge();
		return moved;
	}

	/**
	 * Who is silent now; to be asked as time passes, because nothing comes of whom nothing is heard.
	 *
	 * @param now the server's time, carried on; null while it is not known
	 */
	judge(now: Instant | null = null): void {
		this.#now = now ?? Math.max(this.#now, Date.parse(this.asOf));
		const quiet = this.agencies
			.filter((agency) => isQuiet(agency, this.#now))
			.map(({ code }) => code);
		if (quiet.join() !== this.quiet.join()) this.quiet = quiet;
	}

	get agencies(): WallAgency[] {
		return [...this.#agencies.values()];
	}

	isQuiet({ code }: Pick<WallAgency, 'code'>): boolean {
		return this.quiet.includes(code);
	}

	/**
	 * What a tile or a row of an agency knows of its age, for its outermost element: when its source
	 * last spoke, when that arrived, when it was painted, all by the server's time, and whether it is silent.
	 */
	tile(agency: WallAgency) {
		const { lastEventAt, lastArrivalAt } = agency.freshness;
		const painted = (element: HTMLElement) => {
			const frame = requestAnimationFrame(() => {
				element.dataset['paintedAt'] = isoOf(this.#now);
			});
			return () => {
				cancelAnimationFrame(frame);
			};
		};
		return {
			'data-agency': agency.code,
			'data-event-at': lastEventAt,
			'data-arrived-at': lastArrivalAt,
			'data-quiet': this.isQuiet(agency) ? '' : undefined,
			[createAttachmentKey()]: painted
		};
	}
}
