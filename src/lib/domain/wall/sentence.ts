import type { WallAgency, WallBoard } from './board.ts';
import { overThreshold } from './over.ts';

/** What somebody would say who has looked at the wall; the interface makes words of it. */
export interface TodaySentence {
	/** Agencies over at least one threshold, each once; null: the office has set none, nothing is said. */
	over: number | null;
	/** null: not counted yet, nothing is said. */
	due:
		| { hours: 'open'; count: number; until: string }
		/** The offices have closed, or nobody works today: what was due and has no result yet. */
		| { hours: 'closed' | 'rest'; count: number }
		| null;
	/** Agencies that are silent: what they would add is not known. */
	silent: number;
	/** Nothing that could be said is bad. */
	good: boolean;
}

/**
 * The sentence of *Hôm nay*: how many agencies are over a threshold, and how many dossiers fall due before
 * the office closes.
 *
 * @param isSilent by default what the server judged
 */
export function todaySentence<A extends Pick<WallAgency, 'name' | 'group' | 'tally' | 'freshness'>>(
	{
		agencies,
		limits,
		dueToday
	}: { agencies: readonly A[] } & Pick<WallBoard, 'limits' | 'dueToday'>,
	isSilent: (agency: A) => boolean = ({ freshness }) => freshness.stale
): TodaySentence {
	const over =
		Object.keys(limits).length === 0 ? null : overThreshold(agencies, limits, isSilent).length;
	const due = dueSentence(dueToday);
	const silent = agencies.filter(isSilent).length;
	return { over, due, silent, good: (over ?? 0) === 0 && (due?.count ?? 0) === 0 && silent === 0 };
}

function dueSentence({ known, hours, until, total, afterHours }: WallBoard['dueToday']) {
	if (!known) return null;
	if (hours === 'open' && until !== null) return { hours, count: total, until };
	return { hours: hours === 'rest' ? ('rest' as const) : ('closed' as const), count: afterHours };
}
