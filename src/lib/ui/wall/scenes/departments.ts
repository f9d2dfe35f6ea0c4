import type { WallAgency, WallLimits } from '#lib/domain/wall/board.ts';
import { isRanked, RANKED_FROM } from '#lib/domain/wall/over.ts';
import { crosses } from '#lib/domain/settings/thresholds.ts';
import { compareVietnamese } from '#lib/domain/words/collate.ts';

export interface Placed {
	/** Those with something overdue or late first, worst first; then the silent ones, whose numbers are old. */
	table: WallAgency[];
	/** Ranked, nothing overdue, and few late: below the office's threshold, or none where it has set none. */
	good: WallAgency[];
	/** Too few resolved for a rate to say anything. */
	few: WallAgency[];
	/** Central branches: shown and not ranked. */
	vertical: WallAgency[];
}

/** Where each agency of *Sở, ngành* stands; each is in one place. */
export function placed(
	agencies: readonly WallAgency[],
	limits: WallLimits,
	isSilent: (agency: WallAgency) => boolean
): Placed {
	const good: WallAgency[] = [];
	const behind: WallAgency[] = [];
	const silent: WallAgency[] = [];
	const few: WallAgency[] = [];
	const vertical: WallAgency[] = [];
	for (const agency of agencies.toSorted(byOverdue)) {
		if (agency.group === 'vertical') vertical.push(agency);
		else if (agency.tally.resolved.total < RANKED_FROM) few.push(agency);
		else if (!isRanked(agency, isSilent(agency))) silent.push(agency);
		else if (isGood(agency, limits)) good.push(agency);
		else behind.push(agency);
	}
	const byName = (a: WallAgency, b: WallAgency) => compareVietnamese(a.name, b.name);
	return { table: [...behind, ...silent], good: good.toSorted(byName), few, vertical };
}

function isGood({ tally }: WallAgency, limits: WallLimits): boolean {
	const { late } = tally.rates;
	if (tally.open.overdue > 0 || late === null) return false;
	return limits.late === undefined ? late === 0 : !crosses('late', late, limits.late.value);
}

function byOverdue(a: WallAgency, b: WallAgency): number {
	return (
		b.tally.open.overdue - a.tally.open.overdue ||
		(b.tally.rates.late ?? -1) - (a.tally.rates.late ?? -1) ||
		compareVietnamese(a.name, b.name)
	);
}
