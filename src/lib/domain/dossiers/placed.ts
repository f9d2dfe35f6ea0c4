import type { Instant } from '../calendar/time.ts';
import { compareText } from './arrivals.ts';
import { eventTime, happenings, latestHappening, type Recorded, type Snapshot } from './message.ts';

/** A snapshot in its place among the others of its dossier. */
export interface Placed extends Recorded<Snapshot> {
	/** Its own time: the latest happening inside it, else its first arrival. */
	time: Instant;
	/**
	 * The first happening after its time that any snapshot tells: from then on it was out of date,
	 * however late it came.
	 */
	overtakenAt: Instant;
	/** When what it tells without a date was news: its arrival, or before if overtaken by then. */
	newsAt: Instant;
}

/** Snapshots in event order: by their own time, then by first arrival (contract section 2). */
export function inOrder(snapshots: readonly Recorded<Snapshot>[]): Placed[] {
	const placed = snapshots.map((message) => placedAt(message, eventTime(message)));
	const [only] = placed;
	if (placed.length === 1 && only && latestHappening(only.content) <= only.time) return placed;
	placed.sort(
		(a, b) => a.time - b.time || a.arrivedAt - b.arrivedAt || compareText(a.hash, b.hash)
	);
	const instants = snapshots.flatMap(({ content }) => happenings(content));
	instants.sort((a, b) => a - b);
	let next = 0;
	for (const snapshot of placed) {
		while ((instants[next] ?? Infinity) <= snapshot.time) next++;
		snapshot.overtakenAt = instants[next] ?? Infinity;
		snapshot.newsAt = Math.min(snapshot.arrivedAt, snapshot.overtakenAt);
	}
	return placed;
}

/** Field by field: a spread of some thousand messages costs more than all else that is done here. */
function placedAt(message: Recorded<Snapshot>, time: Instant): Placed {
	const { hash, arrivedAt, backfill, agencyId, content } = message;
	return {
		hash,
		arrivedAt,
		backfill,
		agencyId,
		content,
		time,
		overtakenAt: Infinity,
		newsAt: arrivedAt
	};
}

/** The value of the last snapshot that tells one. */
export function lastTold<T>(placed: readonly Placed[], of: (content: Snapshot) => T | null) {
	for (let i = placed.length - 1; i >= 0; i--) {
		const snapshot = placed[i];
		const value = snapshot ? of(snapshot.content) : null;
		if (value !== null) return value;
	}
	return null;
}
