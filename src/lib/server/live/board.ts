import type { AgencyTallies, Tallies } from '#lib/live/contract.ts';
import { noCounts, tallyOf } from '#lib/domain/reports/tally.ts';
import type { Overview } from '#lib/domain/reports/overview.ts';

/**
 * What the screens have been told, so that only what changed is told again. Every agency is written
 * out once for each new overview, however many screens there are.
 */
export interface Board {
	/** All of it as JSON, for who has just come: a thousand who come at once cost one writing. */
	full(overview: Overview): string;
	/** The agencies whose figures are others than when they were last told; remembers them as told. */
	changes(overview: Overview): Tallies;
	/** The province alone: still so. */
	heartbeat(overview: Overview): Tallies;
}

export function openBoard(): Board {
	let told = new Map<string, string>();
	let written: { of: readonly AgencyTallies[]; seq: number; text: string } | null = null;

	function changes(overview: Overview): Tallies {
		const now = new Map<string, string>();
		const changed: AgencyTallies[] = [];
		for (const figures of overview.agencies) {
			const row = rowOf(figures);
			const text = JSON.stringify(row);
			now.set(row.code, text);
			if (told.get(row.code) !== text) changed.push(row);
		}
		for (const code of told.keys()) {
			// Ended, and since the month turned without a number: screens that still show it learn so.
			if (!now.has(code)) changed.push(nothingOf(code));
		}
		told = now;
		return message(overview, changed);
	}

	return {
		full: (overview) => {
			const { agencies: of, seq } = overview;
			if (written?.of !== of || written.seq !== seq) {
				written = { of, seq, text: JSON.stringify(message(overview, of.map(rowOf))) };
			}
			return written.text;
		},
		changes,
		heartbeat: (overview) => message(overview, [])
	};
}

function rowOf({ code, tally, own, freshness }: AgencyTallies): AgencyTallies {
	return { code, tally, own, freshness };
}

function nothingOf(code: string): AgencyTallies {
	const nothing = tallyOf(noCounts());
	const freshness = { lastEventAt: null, lastArrivalAt: null, stale: false };
	return { code, tally: nothing, own: nothing, freshness };
}

function message(overview: Overview, agencies: AgencyTallies[]): Tallies {
	const { epoch, seq, asOf, pending, province } = overview;
	return { epoch, seq, asOf, pending, province, agencies };
}
