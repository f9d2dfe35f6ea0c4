import type { Changed, LiveRoom } from '#lib/live/contract.ts';
import { joined, type Hint } from './audience.ts';

/** Says hints at once, and those that follow quickly together. */
export interface Hints {
	say(hint: Hint, epoch: string, seq: number): void;
	/** What still waits is dropped: who comes back reads the ledger. */
	close(): void;
}

/** Twenty a second for each room at most. */
const WINDOW_MS = 50;

/**
 * The first hint for a room goes out at once; those that come within the window after it go out as
 * one, with the last sequence number and all ids that can still be named.
 */
export function openHints(emit: (to: string[], message: Changed) => void): Hints {
	interface Lane {
		timer: NodeJS.Timeout;
		waiting: Changed | null;
	}
	const lanes = new Map<string, Lane>();

	function flush(name: string, to: string[]): void {
		const waiting = lanes.get(name)?.waiting ?? null;
		if (waiting === null) {
			lanes.delete(name);
			return;
		}
		lanes.set(name, open(name, to));
		emit(to, waiting);
	}
	function open(name: string, to: string[]): Lane {
		const timer = setTimeout(() => {
			flush(name, to);
		}, WINDOW_MS);
		return { timer: timer.unref(), waiting: null };
	}

	return {
		say: ({ to, room, ids }, epoch, seq) => {
			const name = laneOf(to, room);
			const lane = lanes.get(name);
			if (lane === undefined) {
				lanes.set(name, open(name, to));
				emit(to, { epoch, seq, room, ids });
				return;
			}
			const before = lane.waiting?.epoch === epoch ? lane.waiting : null;
			lane.waiting = { epoch, seq, room, ids: before ? joined(before.ids, ids) : ids };
		},
		close: () => {
			for (const { timer } of lanes.values()) clearTimeout(timer);
			lanes.clear();
		}
	};
}

function laneOf(to: string[], room: LiveRoom): string {
	return `${room} ${to.join(' ')}`;
}
