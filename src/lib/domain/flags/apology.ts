import { addDays, type Day } from '../calendar/time.ts';

/** What the law asks about apologies is read from (Decree 61/2018, Article 19.9). */
export interface Promised {
	/** Day of the appointment that stands. */
	dueOn: Day | null;
	/** The day on which the agency finished; null while it goes on. */
	finishedOn: Day | null;
	/** Whether it is still open: one ended without a result asks other questions. */
	open: boolean;
}

/** A letter of apology that is on record. */
export interface ApologyOnRecord {
	issuedOn: Day;
	/** The appointment that it apologises for. */
	oldDueOn: Day;
	/** The one that it gives instead; null: none. */
	newDueOn: Day | null;
}

/** The parameters of the day. */
export interface ApologyLimits {
	/** An apology is due so many days before the appointment. */
	daysBefore: number;
	/** So many new appointments ask nothing. */
	reappointmentsAtMost: number;
}

/**
 * What is asked about the apology for a late or overdue dossier: whether there is one (N08), whether
 * the first came in time (N09), and whether it gave more new days than the law allows (N10).
 *
 * @param apologies those on record, without those taken back
 * @param since the first day of which the agency records apologies; null where it records none at all:
 *   then nothing is asked, for no record is no sign
 * @param on today
 */
export function apologySigns(
	{ dueOn, finishedOn, open }: Promised,
	apologies: readonly ApologyOnRecord[],
	since: Day | null,
	on: Day,
	{ daysBefore, reappointmentsAtMost }: ApologyLimits
): ('N08' | 'N09' | 'N10')[] {
	const end = finishedOn ?? (open ? on : null);
	if (end === null || dueOn === null) return [];
	const [first] = apologies.toSorted((a, b) => (a.issuedOn < b.issuedOn ? -1 : 1));
	if (first === undefined) {
		return end > dueOn && since !== null && dueOn >= since ? ['N08'] : [];
	}
	const tooLate = end > first.oldDueOn && first.issuedOn > addDays(first.oldDueOn, -daysBefore);
	const given = apologies.filter(({ newDueOn }) => newDueOn !== null).length;
	return [
		...(tooLate ? ['N09' as const] : []),
		...(given > reappointmentsAtMost ? ['N10' as const] : [])
	];
}

/**
 * Whether a move of the appointment has its ground in an apology, so that it asks nothing (N04): the one
 * move was to the day that a letter gave.
 */
export function moveIsApologised(
	dueOn: Day | null,
	apologies: readonly Pick<ApologyOnRecord, 'newDueOn'>[],
	movedOften: boolean
): boolean {
	return !movedOften && dueOn !== null && apologies.some(({ newDueOn }) => newDueOn === dueOn);
}
