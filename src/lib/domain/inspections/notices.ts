/**
 * Whom an act on an inspection tells by a notice, and what it settles. The inspected agency is told of
 * nothing before it may know of the inspection: the notice of schedule of a planned one, the opening of
 * an unannounced one. A notice bears a public code and a day, never the agency or what it is about.
 */
import type { Day } from '../calendar/time.ts';
import type { INSPECTION_LEVELS } from '../urging/notice.ts';
import type { Inspection, InspectionEvent } from './inspection.ts';

export type InspectionLevel = (typeof INSPECTION_LEVELS)[number];

/** To the heads of the inspected agency, or to people by account. */
export interface InspectionTold {
	to: 'unit' | readonly number[];
	level: InspectionLevel;
	/** The first day of the inspection, where it is still to come. */
	from: Day | null;
}

/** @param next the inspection after the event, `before` as it was */
export function toldBy(
	{ kind }: Pick<InspectionEvent, 'kind'>,
	before: Inspection,
	next: Inspection
): InspectionTold[] {
	const from = next.days?.from ?? null;
	const unit = (level: InspectionLevel, day: Day | null = null): InspectionTold[] =>
		next.shownAt === null ? [] : [{ to: 'unit', level, from: day }];
	switch (kind) {
		case 'founded':
		case 'team_changed': {
			const were = accountsIn(before);
			const fresh = accountsIn(next).filter((id) => !were.includes(id));
			return [{ to: fresh, level: 'inspection_team', from }];
		}
		case 'noticed':
			return unit('inspection_notice', from);
		case 'rescheduled':
			return [
				{ to: accountsIn(next), level: 'inspection_moved', from },
				...unit('inspection_moved', from)
			];
		case 'opened':
			return unit('inspection_opened');
		case 'minutes_released':
			return unit('inspection_minutes');
		case 'conclusion_drafted':
			return [{ to: [next.orderedBy.accountId], level: 'inspection_to_sign', from: null }];
		case 'concluded':
			return unit('inspection_concluded');
		default:
			return [];
	}
}

/** What has been told and is settled by the event: levels, of everybody or of some accounts. */
export function settledBy(
	{ kind }: Pick<InspectionEvent, 'kind'>,
	before: Inspection,
	next: Inspection
): { levels: readonly InspectionLevel[]; of: 'all' | readonly number[] } {
	switch (kind) {
		case 'team_changed': {
			const are = accountsIn(next);
			const left = accountsIn(before).filter((id) => !are.includes(id));
			return { levels: ['inspection_team', 'inspection_moved'], of: left };
		}
		case 'rescheduled':
			return { levels: ['inspection_moved'], of: 'all' };
		case 'opened':
			return { levels: ['inspection_notice', 'inspection_moved'], of: 'all' };
		case 'minutes_released':
		case 'unit_signed':
		case 'unit_declined':
			return { levels: ['inspection_opened', 'inspection_minutes'], of: 'all' };
		case 'conclusion_drafted':
		case 'conclusion_signed':
			return { levels: ['inspection_to_sign'], of: 'all' };
		case 'concluded':
			return { levels: ['inspection_team', 'inspection_moved', 'inspection_minutes'], of: 'all' };
		case 'cancelled':
			return {
				levels: ['inspection_team', 'inspection_notice', 'inspection_moved'],
				of: 'all'
			};
		default:
			return { levels: [], of: [] };
	}
}

function accountsIn({ team }: Pick<Inspection, 'team'>): number[] {
	return team.flatMap(({ accountId }) => accountId ?? []);
}
