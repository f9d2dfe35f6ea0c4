import { dayOf, type Instant } from '#lib/domain/calendar/time.ts';
import type { WatchedFigure } from '#lib/domain/findings/category.ts';
import type { Tally } from '#lib/domain/reports/tally.ts';
import type { Sql } from './database.ts';
import { overviewOf } from './overview.ts';
import type { LoadedRules } from './rulebook.ts';

/**
 * The watched figures of all agencies as they stand now.
 * @param needed false: nobody asks for one, and a province is not counted for nothing
 */
export async function figuresNow(
	sql: Sql,
	rules: LoadedRules,
	now: Instant,
	needed: boolean
): Promise<(agencyId: number, figure: WatchedFigure) => number | null> {
	if (!needed) return () => null;
	const today = dayOf(now);
	const { agencies } = await overviewOf(
		sql,
		rules,
		{
			...{ at: now, knownAt: null, from: `${today.slice(0, 7)}-01`, to: today },
			...{ agencyId: null, own: false, receivedBy: null, field: null, channel: null }
		},
		now
	);
	const byCode = new Map(agencies.map(({ code, tally }) => [code, tally]));
	return (agencyId, figure) => figureOf(byCode.get(rules.codeOf(agencyId)), figure);
}

/** A watched figure as it stands in a tally. */
export function figureOf(tally: Tally | undefined, figure: WatchedFigure): number | null {
	if (tally === undefined) return null;
	switch (figure) {
		case 'open.overdue':
			return tally.open.overdue;
		case 'open.noDue':
			return tally.open.noDue;
		case 'open.paused':
			return tally.open.paused;
		case 'awaiting.overdue':
			return tally.awaiting.overdue;
		case 'resolved.notHandedOver':
			return tally.resolved.notHandedOver;
	}
}
