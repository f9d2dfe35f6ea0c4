/** The heat map category × agency, and how often what was closed came back. */
import { FINDING_CATEGORIES, type FindingCategory } from '../inspections/checklist.ts';
import type { Finding } from './finding.ts';

/** Findings that nobody counts: not confirmed, taken back, or explained. */
const UNCOUNTED: readonly Finding['state'][] = ['logged', 'withdrawn', 'cleared'];

/**
 * Whether a finding stands in a list that sets agencies side by side, or leaves the program: only what
 * was confirmed, and what is severe only after the conclusion.
 */
export function isCompared(finding: Pick<Finding, 'state' | 'severity' | 'concludedAt'>): boolean {
	if (UNCOUNTED.includes(finding.state)) return false;
	return finding.severity !== 'severe' || finding.concludedAt !== null;
}

export interface HeatRow {
	agencyId: number;
	counts: Readonly<Record<FindingCategory, number>>;
	total: number;
	/** Still open: neither ended nor watched. */
	open: number;
	/** Closed at least once. */
	closed: number;
	/** Came back at least once after it was closed. */
	relapsed: number;
	/** Of those that were closed; null: nothing to divide by. */
	recurrence: number | null;
}

type Counted = Pick<
	Finding,
	'agencyId' | 'category' | 'state' | 'severity' | 'concludedAt' | 'relapses'
>;

/** One row for each agency that has any, in no order of merit: the caller sorts by name. */
export function heatRows(findings: readonly Counted[]): HeatRow[] {
	const compared = findings.filter(isCompared);
	return [...Map.groupBy(compared, ({ agencyId }) => agencyId)].map(([agencyId, own]) => {
		const counts = Object.fromEntries(
			FINDING_CATEGORIES.map((category) => [
				category,
				own.filter((one) => one.category === category).length
			])
		) as Record<FindingCategory, number>;
		const isClosed = ({ state }: Counted) => state === 'watched' || state === 'ended';
		const relapsed = own.filter(({ relapses }) => relapses > 0).length;
		const closed = own.filter((one) => isClosed(one) || one.relapses > 0).length;
		return {
			...{ agencyId, counts, total: own.length },
			open: own.filter((one) => !isClosed(one)).length,
			...{ closed, relapsed, recurrence: closed === 0 ? null : relapsed / closed }
		};
	});
}
