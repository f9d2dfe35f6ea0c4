import { SvelteMap } from 'svelte/reactivity';
import type { Tallies } from '#lib/live/contract.ts';
import { isNewer } from '#lib/live/merge.ts';
import { mostOverdue, type WallAgency } from './ranking.ts';

export interface WallSnapshot {
	epoch: string;
	seq: number;
	asOf: string;
	/** Code of the agency that the wall shows; null: the whole province. */
	scope: string | null;
	/** Of the province, or of that agency with all below it. */
	whole: Tallies['province'];
	agencies: WallAgency[];
}

/** A wall's values: kept whatever happens to the connection, replaced only by newer ones. */
export class WallFigures {
	whole: Tallies['province'] = $state.raw() as Tallies['province'];
	/** The instant at which the values were last said to be right. */
	asOf = $state('');
	#scope: string | null = null;
	#stamp = { epoch: '', seq: 0, asOf: '' };
	readonly #agencies = new SvelteMap<string, WallAgency>();

	constructor(snapshot: WallSnapshot) {
		this.start(snapshot);
	}

	start({ epoch, seq, asOf, scope, whole, agencies }: WallSnapshot): void {
		if (epoch === this.#stamp.epoch && isNewer(this.#stamp, { epoch, seq, asOf })) return;
		this.#stamp = { epoch, seq, asOf };
		this.asOf = asOf;
		this.#scope = scope;
		this.whole = whole;
		this.#agencies.clear();
		for (const agency of agencies) this.#agencies.set(agency.code, agency);
	}

	apply(pushed: Tallies): void {
		const { epoch, seq, asOf } = pushed;
		if (epoch === this.#stamp.epoch && isNewer(this.#stamp, pushed)) return;
		this.#stamp = { epoch, seq, asOf };
		this.asOf = asOf;
		if (this.#scope === null) this.whole = pushed.province;
		for (const { code, tally, freshness } of pushed.agencies) {
			if (code === this.#scope) this.whole = tally;
			const known = this.#agencies.get(code);
			if (known) this.#agencies.set(code, { ...known, tally, freshness });
		}
	}

	top(atMost: number): WallAgency[] {
		return mostOverdue([...this.#agencies.values()], atMost);
	}
}
