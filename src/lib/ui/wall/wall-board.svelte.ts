import { SvelteMap } from 'svelte/reactivity';
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
	#stamp = { epoch: '', seq: 0, asOf: '' };
	readonly #agencies = new SvelteMap<string, WallAgency>();

	constructor(board: WallBoard) {
		this.take(board);
	}

	/** A board that was read. */
	take(board: WallBoard): void {
		this.read = board;
		const { epoch, seq, asOf } = board;
		if (epoch === this.#stamp.epoch && isNewer(this.#stamp, { epoch, seq, asOf })) return;
		this.#stamp = { epoch, seq, asOf };
		this.asOf = asOf;
		this.whole = board.whole;
		this.pending = board.pending;
		this.#agencies.clear();
		for (const agency of board.agencies) this.#agencies.set(agency.code, agency);
	}

	/** What is pushed: absolute values, at most four times a second. */
	apply(pushed: Tallies): void {
		const { epoch, seq, asOf } = pushed;
		if (epoch === this.#stamp.epoch && isNewer(this.#stamp, pushed)) return;
		this.#stamp = { epoch, seq, asOf };
		this.asOf = asOf;
		this.pending = pushed.pending;
		const scope = this.read.scope?.code ?? null;
		if (scope === null) this.whole = pushed.province;
		for (const { code, tally, freshness } of pushed.agencies) {
			if (code === scope) this.whole = tally;
			const known = this.#agencies.get(code);
			if (known) this.#agencies.set(code, { ...known, tally, freshness });
		}
	}

	get agencies(): WallAgency[] {
		return [...this.#agencies.values()];
	}
}
