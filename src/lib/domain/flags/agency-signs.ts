import { dayOf, MINUTE, type Day, type Instant } from '../calendar/time.ts';
import type { Phase } from '../dossiers/status.ts';

/** What the signs of an agency are read from, of each of its dossiers that ended in the period. */
export interface Ended {
	code: string;
	phase: Phase;
	closedOn: Day;
	finishedAt: Instant | null;
}

/**
 * Dossiers of one agency that were finished together with many others of its within one minute (N15).
 *
 * @param atLeast how many are many, on a day
 */
export function closedTogether(ended: readonly Ended[], atLeast: (on: Day) => number): string[] {
	const minutes = new Map<number, Ended[]>();
	for (const one of ended) {
		const { phase, finishedAt, closedOn } = one;
		if (phase !== 'resolved' || finishedAt === null || dayOf(finishedAt) !== closedOn) continue;
		const minute = Math.floor(finishedAt / MINUTE);
		const held = minutes.get(minute);
		if (held) held.push(one);
		else minutes.set(minute, [one]);
	}
	return [...minutes.values()].flatMap((held) => {
		const [first] = held;
		return first && held.length >= atLeast(first.closedOn) ? held.map(({ code }) => code) : [];
	});
}

/** Whether a dossier ended without a result: refused, withdrawn or stopped. */
export function isUnsolved(phase: Phase): boolean {
	return phase === 'refused' || phase === 'withdrawn' || phase === 'stopped';
}

/**
 * Dossiers of one agency that ended without a result, where their share is above the threshold (N16).
 *
 * @param percent strictly more than this many in a hundred; counted in whole numbers
 * @param among and of at least so many that ended
 */
export function muchUnsolved(ended: readonly Ended[], percent: number, among: number): string[] {
	const unsolved = ended.filter(({ phase }) => isUnsolved(phase));
	if (ended.length < among || unsolved.length * 100 <= percent * ended.length) return [];
	return unsolved.map(({ code }) => code);
}
