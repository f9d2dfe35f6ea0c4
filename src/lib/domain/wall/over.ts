import { shareOf } from '../reports/shares.ts';
import type { Tally } from '../reports/tally.ts';
import { crosses, INDICATOR_NAMES, type IndicatorName } from '../settings/thresholds.ts';
import { compareVietnamese } from '../words/collate.ts';
import type { WallAgency, WallLimits } from './board.ts';

/** Below so many resolved in the period a rate says more of chance than of an office. */
export const RANKED_FROM = 30;

/**
 * By which indicators a tally is over what the office has decided, by the same rule as the marks of the
 * desk's table: late, overdue and waiting each by itself. None decided: none.
 */
export function overBy(tally: Tally, limits: WallLimits): IndicatorName[] {
	return INDICATOR_NAMES.filter((name) => {
		const limit = limits[name];
		return limit !== undefined && crosses(name, shareOf(tally, name), limit.value);
	});
}

/**
 * Whether an agency may be held against the others: it answers to the Chairman, speaks (an old number is
 * no rank), and has resolved enough.
 *
 * @param silent it has not been heard of for longer than it should
 */
export function isRanked(
	{ group, tally, freshness }: Pick<WallAgency, 'group' | 'tally' | 'freshness'>,
	silent: boolean = freshness.stale
): boolean {
	return group !== 'vertical' && !silent && tally.resolved.total >= RANKED_FROM;
}

export interface Over<A> {
	agency: A;
	by: IndicatorName[];
}

/**
 * The agencies over at least one threshold, each once, those over most first, equal ones by how many are
 * overdue. Central branches are not the office's to measure; a silent agency is marked as silent and not
 * by numbers that nobody stands behind any more.
 *
 * @param isSilent by default what the server judged
 */
export function overThreshold<A extends Pick<WallAgency, 'name' | 'group' | 'tally' | 'freshness'>>(
	agencies: readonly A[],
	limits: WallLimits,
	isSilent: (agency: A) => boolean = ({ freshness }) => freshness.stale
): Over<A>[] {
	const overdue = ({ agency }: Over<A>) => agency.tally.open.overdue;
	return agencies
		.filter((agency) => agency.group !== 'vertical' && !isSilent(agency))
		.map((agency) => ({ agency, by: overBy(agency.tally, limits) }))
		.filter(({ by }) => by.length > 0)
		.sort(
			(a, b) =>
				b.by.length - a.by.length ||
				overdue(b) - overdue(a) ||
				compareVietnamese(a.agency.name, b.agency.name)
		);
}
