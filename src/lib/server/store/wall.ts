import type { Day, Instant } from '#lib/domain/calendar/time.ts';
import type { OverviewQuery } from '#lib/domain/reports/overview.ts';
import { noCounts, tallyOf } from '#lib/domain/reports/tally.ts';
import type { Compared, WallBoard } from '#lib/domain/wall/board.ts';
import type { Sql } from './database.ts';
import type { LoadedRules } from './rulebook.ts';

/** What a board holds beyond the overview of now. */
export type SlowFigures = Pick<
	WallBoard,
	'slowAsOf' | 'monthBefore' | 'lastYear' | 'dueToday' | 'fields' | 'weeks'
> & {
	lateBefore: ReadonlyMap<string, number | null>;
	overdueBefore: ReadonlyMap<string, number>;
};

/**
 * The figures of a wall that do not move from second to second, in one transaction.
 *
 * @param query the current month, narrowed to the agency that the wall shows
 */
export async function slowFigures(
	_sql: Sql,
	_rules: LoadedRules,
	query: OverviewQuery,
	_now: Instant
): Promise<SlowFigures> {
	const nothing = (from: Day, to: Day): Compared => ({
		...{ from, to, reorganised: false, known: false },
		tally: tallyOf(noCounts())
	});
	return Promise.resolve({
		slowAsOf: null,
		monthBefore: nothing(query.from, query.to),
		lastYear: nothing(query.from, query.to),
		dueToday: {
			...{ total: 0, agencies: [], afterHours: 0, known: false },
			hours: 'rest',
			until: null
		},
		fields: [],
		weeks: [],
		lateBefore: new Map(),
		overdueBefore: new Map()
	});
}
