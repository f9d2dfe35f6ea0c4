import type { Instant } from '../calendar/time.ts';
import { compareText } from './arrivals.ts';
import { eventTime, happenings, type Recorded, type Snapshot } from './message.ts';

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
	const told = new Set(snapshots.flatMap(({ content }) => happenings(content)));
	const instants = [...told].sort((a, b) => a - b);
	let next = 0;
	return snapshots
		.map((message) => ({ message, time: eventTime(message) }))
		.sort(
			(a, b) =>
				a.time - b.time ||
				a.message.arrivedAt - b.message.arrivedAt ||
				compareText(a.message.hash, b.message.hash)
		)
		.map(({ message, time }) => {
			while ((instants[next] ?? Infinity) <= time) next++;
			const overtakenAt = instants[next] ?? Infinity;
			return { ...message, time, overtakenAt, newsAt: Math.min(message.arrivedAt, overtakenAt) };
		});
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
