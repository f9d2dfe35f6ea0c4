import { mayTo, type Reader } from '#lib/domain/accounts/reader.ts';
import { dayOf } from '#lib/domain/calendar/time.ts';
import { FINDING_STATES, type FindingState } from '#lib/domain/findings/finding.ts';
import { heatRows } from '#lib/domain/findings/heat.ts';
import type { Desk } from '../desk.ts';
import { ANY_FINDING, listFindings } from '../store/findings.ts';
import { readAs } from '../store/reading.ts';

/** The findings of an agency with all below it, as far as somebody sees them. */
export interface AgencyFindings {
	total: number;
	/** Those that there are, in the order of a finding's life. */
	states: { state: FindingState; count: number }[];
	/** Closed at least once, and how many of those came back: severe ones only after the conclusion. */
	closed: number;
	relapsed: number;
	/** Null: nothing to divide by. */
	recurrence: number | null;
}

/** @returns null for who sees no findings of the agency */
export async function findingsOfAgency(
	{ db, rulebook, clock }: Desk,
	reader: Reader,
	agencyId: number
): Promise<AgencyFindings | null> {
	if (!mayTo(reader, 'seeFindings', agencyId)) return null;
	const { directory } = await rulebook.current();
	const agencyIds = directory.descendants(agencyId, dayOf(clock.now()));
	const kept = await readAs(db, reader, async (sql) =>
		listFindings(sql, { ...ANY_FINDING, agencyIds })
	);
	const findings = kept.map(({ finding }) => finding);
	const rows = heatRows(findings);
	const closed = rows.reduce((sum, row) => sum + row.closed, 0);
	const relapsed = rows.reduce((sum, row) => sum + row.relapsed, 0);
	return {
		total: findings.length,
		states: FINDING_STATES.map((state) => ({
			state,
			count: findings.filter((one) => one.state === state).length
		})).filter(({ count }) => count > 0),
		...{ closed, relapsed, recurrence: closed === 0 ? null : relapsed / closed }
	};
}
