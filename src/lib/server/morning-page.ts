import type { Instant } from '#lib/domain/calendar/time.ts';
import { morningContent, type MorningPage } from '#lib/domain/reports/morning-page.ts';
import type { MorningDue } from '#lib/domain/reports/morning-time.ts';
import { withTransaction, type Database } from './store/database.ts';
import { head } from './store/ledger.ts';
import { morningFigures } from './store/morning-figures.ts';
import { keepMorningPage, latestMorningPage } from './store/morning-pages.ts';
import type { Rulebook } from './store/rulebook.ts';

export interface MorningMaker {
	/** As owner. */
	database: Database;
	rulebook: Rulebook;
	/** Whether what is counted is invented: the page says so for ever. */
	demo: boolean;
}

/**
 * Makes the page of a day and keeps it, unless there is one.
 *
 * @param known see {@link morningFigures}
 * @param now the domain's now
 * @returns the page that this call has made; null when another process was before it
 */
export async function makeMorningPage(
	{ database, rulebook, demo }: MorningMaker,
	{ day, asOf }: MorningDue,
	known: 'then' | 'now',
	now: Instant
): Promise<MorningPage | null> {
	const rules = await rulebook.current();
	const page = await withTransaction(
		database,
		async ({ sql }): Promise<MorningPage> => {
			const figures = await morningFigures(sql, rules, { asOf, known }, now);
			const before = await latestMorningPage(sql, day);
			const { calendar, thresholds } = rules;
			const content = morningContent(figures, { day, demo, calendar, thresholds, before });
			return { day, asOf, ...(await head(sql)), madeAt: now, content };
		},
		{ isolation: 'repeatable read', readOnly: true }
	);
	// Apart from the reading: in its snapshot a page of another process would be a failure.
	return (await keepMorningPage(database.sql, page)) ? page : null;
}
