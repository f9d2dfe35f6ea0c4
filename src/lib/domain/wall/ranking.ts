import type { AgencyFigures } from '../reports/overview.ts';
import type { Tally } from '../reports/tally.ts';
import { compareVietnamese } from '../words/collate.ts';
import type { WallAgency, WallGroup } from './board.ts';

type Ranked = Omit<WallAgency, 'lateBefore' | 'overdueBefore' | 'expected' | 'disputed'>;

/**
 * The agencies of a wall of the province: the accountable ones, and the central branches, which are
 * shown and not ranked. Units below are counted in the agency that answers for them.
 */
export function rankedAgencies(agencies: readonly AgencyFigures[]): Ranked[] {
	return agencies
		.filter((agency) => (agency.accountable || agency.vertical) && !agency.ended)
		.map((agency) => ranked(agency, groupOf(agency)));
}

/** What lies directly below an agency: the ranking of a wall that shows that agency alone. */
export function agenciesBelow(agencies: readonly AgencyFigures[], code: string): Ranked[] {
	return agencies
		.filter((agency) => agency.parent === code && !agency.ended)
		.map((agency) => ranked(agency, 'below'));
}

function groupOf({ vertical, level }: AgencyFigures): WallGroup {
	if (vertical) return 'vertical';
	// Before 1 July 2025 districts stood between them and the province; they are tiles as well.
	return level === 'tinh' ? 'department' : 'commune';
}

function ranked({ code, name, tally, freshness }: AgencyFigures, group: WallGroup): Ranked {
	return { code, name, group, tally, freshness };
}

/** Those with most overdue dossiers, most first; equal ones by name. None without. */
export function mostOverdue<T extends Pick<WallAgency, 'name' | 'tally' | 'group'>>(
	agencies: readonly T[],
	atMost: number
): T[] {
	const overdue = (tally: Tally) => tally.open.overdue;
	return agencies
		.filter(({ tally, group }) => group !== 'vertical' && overdue(tally) > 0)
		.toSorted((a, b) => overdue(b.tally) - overdue(a.tally) || compareVietnamese(a.name, b.name))
		.slice(0, atMost);
}
