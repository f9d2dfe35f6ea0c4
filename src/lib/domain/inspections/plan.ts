import { may, type Reader } from '../accounts/reader.ts';
import type { AgencyVersion } from '../agencies/agency.ts';
import { addWorkingDays, type WorkCalendar } from '../calendar/work-calendar.ts';
import type { Day, Instant } from '../calendar/time.ts';
import { accepted, refused, type Decision } from '../refusal.ts';
import {
	endedOn,
	type Inspection,
	type InspectionEvent,
	type InspectionTerms
} from './inspection.ts';

/** Working days from the end of the inspection to its conclusion (TT 02/2017/TT-VPCP, Điều 46). */
export const CONCLUSION_WORKING_DAYS = 15;

/** Puts an inspection on the plan, or orders an unannounced one. */
export function planned(
	terms: InspectionTerms,
	by: Reader,
	at: Instant
): Decision<InspectionEvent & { kind: 'planned' }> {
	if (!may(by, 'planInspections') || by.own.includes(terms.agencyId)) {
		return refused('inspection.not_yours', { act: 'planned' });
	}
	const { expected } = terms;
	if (expected !== null && expected.from > expected.to) return refused('inspection.days_reversed');
	return accepted({ kind: 'planned', terms, at });
}

/**
 * Whether an agency can be inspected without knowing. Not the Committee's Office: it keeps the plan,
 * founds the team and reads every inspection, so its own would stand before its people's eyes.
 */
export function canBeUnannounced({ kind, level }: Pick<AgencyVersion, 'kind' | 'level'>): boolean {
	return kind !== 'vp_ubnd' || level !== 'tinh';
}

/** The day by which the conclusion is due; null: the conduct has not ended. */
export function conclusionDue(
	inspection: Pick<Inspection, 'days' | 'releasedAt'>,
	calendar: WorkCalendar
): Day | null {
	const ended = endedOn(inspection);
	return ended === null ? null : addWorkingDays(calendar, ended, CONCLUSION_WORKING_DAYS);
}

/** Of a year's plan: how many were inspected to the conclusion, of how many (aim 100 %). */
export function planProgress(inspections: readonly Pick<Inspection, 'kind' | 'state'>[]): {
	planned: number;
	concluded: number;
} {
	const counted = inspections.filter(
		({ kind, state }) => kind === 'planned' && state !== 'cancelled'
	);
	const concluded = counted.filter(({ state }) => state === 'concluded').length;
	return { planned: counted.length, concluded };
}
