import type { Day } from '../calendar/time.ts';
import { accepted, refused, type Decision } from '../refusal.ts';

/** Whom an opinion is asked of (notice 123/TB-UBND of Vĩnh Phúc names them). */
export const BODY_KINDS = [
	'department',
	'committee',
	'party',
	'council',
	'ministry',
	'government'
] as const;
export type BodyKind = (typeof BODY_KINDS)[number];

/** An opinion asked about a dossier, as the agency that asks tells it. */
export interface ConsultationTold {
	bodyKind: BodyKind;
	/** Number of the letter in which it was asked; empty: not told. */
	number: string;
	askedOn: Day;
	/** The day by which an answer was asked for; null: none was named. */
	dueOn: Day | null;
}

export interface Consultation extends ConsultationTold {
	/** The day of the answer; null: none yet. */
	answeredOn: Day | null;
}

/**
 * Where an opinion asked stands. The dossier's own clock goes on all the while (NĐ 61/2018 Điều 19.5):
 * waiting is a cause, never more time.
 */
export const CONSULTATION_STANDINGS = [
	'waiting',
	'waitingLate',
	'onTime',
	'late',
	'answeredNoDue'
] as const;
export type ConsultationStanding = (typeof CONSULTATION_STANDINGS)[number];

/** @param today an answer may still come on the last day */
export function consultationStanding(
	{ dueOn, answeredOn }: Pick<Consultation, 'dueOn' | 'answeredOn'>,
	today: Day
): ConsultationStanding {
	if (answeredOn === null) return dueOn !== null && dueOn < today ? 'waitingLate' : 'waiting';
	if (dueOn === null) return 'answeredNoDue';
	return answeredOn <= dueOn ? 'onTime' : 'late';
}

/** Puts an opinion asked on record. */
export function ask(
	{ receivedOn }: { receivedOn: Day | null },
	told: ConsultationTold,
	today: Day
): Decision<ConsultationTold> {
	const { askedOn, dueOn } = told;
	if (askedOn > today) return refused('consultation.future', { field: 'askedOn' });
	if (receivedOn !== null && askedOn < receivedOn) {
		return refused('consultation.before_received', { field: 'askedOn' });
	}
	if (dueOn !== null && dueOn < askedOn) {
		return refused('consultation.due_before_asked', { field: 'dueOn' });
	}
	return accepted(told);
}

/** Puts its answer on record, once. */
export function answer(
	held: { askedOn: Day; ended: boolean },
	answeredOn: Day,
	today: Day
): Decision<{ answeredOn: Day }> {
	if (held.ended) return refused('consultation.already_ended');
	if (answeredOn > today) return refused('consultation.future', { field: 'answeredOn' });
	if (answeredOn < held.askedOn) {
		return refused('consultation.before_asked', { field: 'answeredOn' });
	}
	return accepted({ answeredOn });
}

/** Opinions asked of one body, by how they stand. */
export type ConsultationCounts = Record<ConsultationStanding, number>;

/**
 * The share that was answered in time: of those answered, and of those not answered whose day has
 * passed. What may still come in time says nothing yet, nor what was asked without a day.
 *
 * @returns null: nothing to divide by
 */
export function onTimeShare({ onTime, late, waitingLate }: ConsultationCounts): number | null {
	const all = onTime + late + waitingLate;
	return all === 0 ? null : onTime / all;
}
