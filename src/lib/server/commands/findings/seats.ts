import type { Reader } from '#lib/domain/accounts/reader.ts';
import type { TeamSeat } from '#lib/domain/findings/acts.ts';
import type { Sql } from '#lib/server/store/database.ts';

/** An inspection as far as findings ask for it. */
export interface InspectionSeat extends TeamSeat {
	agencyId: number;
}

/**
 * Where somebody sits in an inspection.
 * @returns null for an inspection that nobody knows
 */
export async function seatIn(
	_sql: Sql,
	_inspection: string,
	_by: Reader
): Promise<InspectionSeat | null> {
	return null;
}
