import type { AgencyFigures } from '#lib/domain/reports/overview.ts';
import type { Tally } from '#lib/domain/reports/tally.ts';
import { compareVietnamese } from '#lib/domain/words/collate.ts';

/** An agency as the wall knows it: aggregates and a name, nothing of any dossier. */
export type WallAgency = Pick<AgencyFigures, 'code' | 'name' | 'tally' | 'freshness'>;

/**
 * The accountable agencies of a wall's ranking. Central branches are shown elsewhere and not ranked;
 * units below are counted in the agency that answers for them.
 */
export function rankedAgencies(agencies: readonly AgencyFigures[]): WallAgency[] {
	return agencies
		.filter((agency) => agency.accountable && !agency.vertical && !agency.ended)
		.map(({ code, name, tally, freshness }) => ({ code, name, tally, freshness }));
}

/** What lies directly below an agency: the ranking of a wall that shows that agency alone. */
export function agenciesBelow(agencies: readonly AgencyFigures[], code: string): WallAgency[] {
	return agencies
		.filter((agency) => agency.parent === code && !agency.ended)
		.map(({ code, name, tally, freshness }) => ({ code, name, tally, freshness }));
}

/** Those with most overdue dossiers, most first; equal ones by name. None without. */
export function mostOverdue(agencies: readonly WallAgency[], atMost: number): WallAgency[] {
	const overdue = (tally: Tally) => tally.open.overdue;
	return agencies
		.filter(({ tally }) => overdue(tally) > 0)
		.toSorted((a, b) => overdue(b.tally) - overdue(a.tally) || compareVietnamese(a.name, b.name))
		.slice(0, atMost);
}
