import { addDays, type Day } from '../calendar/time.ts';

/** What the law asks about apologies is read from (Decree 61/2018, Article 19.9). */
export interface Promised {
	/** Day of the appointment that was not, or will not be, kept. */
	dueOn: Day | null;
	/** The day on which the agency finished; null while it goes on. */
	finishedOn: Day | null;
	/** Whether it is still open: one ended without a result asks other questions. */
	open: boolean;
}

/**
 * What is asked about the apology for a late or overdue dossier: whether there is one (N08), and
 * whether it came in time (N09).
 *
 * @param apologies days of issue; null where the agency's apologies are not recorded at all: then
 *   nothing is asked, for no record is no sign
 * @param on today
 * @param daysBefore an apology is due so many days before the appointment
 */
export function apologySigns(
	{ dueOn, finishedOn, open }: Promised,
	apologies: readonly Day[] | null,
	on: Day,
	daysBefore: number
): ('N08' | 'N09')[] {
	if (apologies === null || dueOn === null) return [];
	const end = finishedOn ?? (open ? on : null);
	if (end === null || end <= dueOn) return [];
	const first = apologies.toSorted()[0];
	if (first === undefined) return ['N08'];
	return first > addDays(dueOn, -daysBefore) ? ['N09'] : [];
}
