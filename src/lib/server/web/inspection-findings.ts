import type { Reader } from '#lib/domain/accounts/reader.ts';
import type { Instant } from '#lib/domain/calendar/time.ts';
import { mayLog } from '#lib/domain/findings/acts.ts';
import { seatIn } from '../commands/findings/seats.ts';
import type { Sql } from '../store/database.ts';
import { ANY_FINDING, listFindings } from '../store/findings.ts';
import type { LoadedRules } from '../store/rulebook.ts';
import type { FindingItem } from './finding-shapes.ts';
import { shownFindings } from './findings.ts';

/** The findings of an inspection as its reader sees them, and whether they may log another there. */
export interface InspectionFindings {
	findings: FindingItem[];
	logsFindings: boolean;
}

/**
 * What was found in an inspection that exists for the reader: first records for its team and who reads
 * all inspections, what was confirmed for its agency too. The latest first.
 */
export async function findingsOfInspection(
	sql: Sql,
	inspection: { code: string; agencyId: number },
	{ reader, rules, now }: { reader: Reader; rules: LoadedRules; now: Instant }
): Promise<InspectionFindings> {
	const { code, agencyId } = inspection;
	const seat = await seatIn(sql, code, reader, now);
	const kept = await listFindings(sql, { ...ANY_FINDING, inspection: code });
	return {
		findings: await shownFindings(sql, kept, { rules, reader, now }),
		// A key that reads logs nothing in the name of the account behind it.
		logsFindings:
			seat !== null && reader.keyScope !== 'read' && mayLog(reader, agencyId, seat).accepted
	};
}
