import type { Overview } from '#lib/domain/reports/overview.ts';
import { isoOf } from '#lib/domain/calendar/time.ts';
import type { AgencyTallies, Tallies } from '#lib/live/contract.ts';
import { dice } from '../chaos/lives.ts';

/** So many messages of figures a second of the replayed day. */
export const UPDATES_A_SECOND = 5;

/** The figures of a province that never rests, as its live server would tell them. */
export interface Replay {
	/** Everything, as a page is told that has just come. */
	whole(): Tallies;
	/** What happened until an instant of the replayed day, one message for each fifth of a second. */
	until(at: number): Tallies[];
	sent(): number;
}

/**
 * Starts from the figures that a real server gives and moves dossiers on, one or two agencies at a
 * time. Numbers wander and stay in bounds, so that the page's own growth is all that can be measured.
 */
export function openReplay(start: Overview, seed: number): Replay {
	const chance = dice(seed);
	const roll = (sides: number) => Math.floor(chance() * sides);
	const began = Date.parse(start.asOf);
	const rows: AgencyTallies[] = start.agencies.map(({ code, tally, own, freshness }) => ({
		...{ code, tally, own, freshness }
	}));
	let province = start.province;
	let sent = 0;

	function message(agencies: AgencyTallies[]): Tallies {
		const { epoch, pending } = start;
		const asOf = isoOf(began + (sent * 1000) / UPDATES_A_SECOND);
		return { epoch, seq: start.seq + sent, asOf, pending, province, agencies };
	}

	function step(): Tallies {
		sent += 1;
		const changed = new Map<string, AgencyTallies>();
		for (let n = roll(2) + 1; n > 0; n -= 1) {
			const at = roll(rows.length);
			const row = rows[at];
			if (row === undefined) continue;
			const by = roll(2) === 0 ? 1 : -1;
			const tally = moved(row.tally, by);
			if (tally === null) continue;
			province = moved(province, by) ?? province;
			const lastArrivalAt = isoOf(began + (sent * 1000) / UPDATES_A_SECOND);
			const next = { ...row, tally, freshness: { ...row.freshness, lastArrivalAt } };
			rows[at] = next;
			changed.set(next.code, next);
		}
		return message([...changed.values()]);
	}

	return {
		whole: () => message([...rows]),
		until: (at) => {
			const due = Math.floor(((at - began) * UPDATES_A_SECOND) / 1000);
			const messages: Tallies[] = [];
			while (sent < due) messages.push(step());
			return messages;
		},
		sent: () => sent
	};
}

type Tally = Tallies['province'];

/** A dossier that becomes overdue, or is resolved late at last; null when there is none to move. */
function moved(tally: Tally, by: 1 | -1): Tally | null {
	const { open, resolved } = tally;
	const [overdue, inTime] = [open.overdue + by, open.inTime - by];
	const [late, total] = [resolved.late - by, resolved.total - by];
	if (Math.min(overdue, inTime, late, total) < 0) return null;
	return {
		...tally,
		open: { ...open, overdue, inTime },
		resolved: { ...resolved, late, total }
	};
}
