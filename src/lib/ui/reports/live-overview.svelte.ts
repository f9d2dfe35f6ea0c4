import { untrack } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import type { AgencyFigures, Freshness, Overview } from '#lib/domain/reports/overview.ts';
import type { Tally } from '#lib/domain/reports/tally.ts';

/** Absolute values as the server pushes them (contract section 5). */
export interface PushedTallies {
	epoch: string;
	seq: number;
	asOf: string;
	pending: number;
	province: Tally;
	agencies: { code: string; tally: Tally; own: Tally; freshness: Freshness }[];
}

/**
 * An overview that follows what is pushed. Every value is absolute and ordered by (epoch, seq, asOf),
 * so a message that comes twice or late changes nothing.
 */
export class LiveOverview {
	province: Tally = $state.raw() as Tally;
	asOf: string = $state('');
	pending: number = $state(0);
	/** In the directory's order; their values are in `figuresOf`. */
	agencies: readonly AgencyFigures[] = $state.raw([]);
	readonly #figures = new SvelteMap<string, AgencyFigures>();
	#epoch = '';
	#seq = 0;

	constructor(overview: Overview) {
		this.start(overview);
	}

	/** Another answer was read: it replaces what is here, unless what is here is newer. */
	start(overview: Overview): void {
		this.agencies = overview.agencies;
		this.province = overview.province;
		this.asOf = overview.asOf;
		this.pending = overview.pending;
		this.#epoch = overview.epoch;
		this.#seq = overview.seq;
		this.#figures.clear();
		for (const agency of overview.agencies) this.#figures.set(agency.code, agency);
	}

	figuresOf = (code: string): AgencyFigures | undefined => this.#figures.get(code);

	/** Takes what was pushed, unless what is here is newer. May be called inside an effect. */
	apply(pushed: PushedTallies): void {
		// It writes what it reads: an effect that followed that would begin itself anew for ever.
		untrack(() => this.#take(pushed));
	}

	#take(pushed: PushedTallies): void {
		if (pushed.epoch === this.#epoch && isOlder(pushed, this.#seq, this.asOf)) return;
		this.#epoch = pushed.epoch;
		this.#seq = pushed.seq;
		this.asOf = pushed.asOf;
		this.pending = pushed.pending;
		this.province = pushed.province;
		for (const { code, tally, own, freshness } of pushed.agencies) {
			const known = this.#figures.get(code);
			if (known) this.#figures.set(code, { ...known, tally, own, freshness });
		}
	}
}

function isOlder(pushed: PushedTallies, seq: number, asOf: string): boolean {
	return pushed.seq < seq || (pushed.seq === seq && Date.parse(pushed.asOf) < Date.parse(asOf));
}
