/**
 * Measures against officials whose work was late: nhắc nhở, phê bình, kiểm điểm; and apart from them
 * kỷ luật, which another law orders (Luật Cán bộ, công chức). The program decides none of them: it keeps
 * what a document with a number has already said, for few to read.
 */
import type { Day } from '../calendar/time.ts';
import { accepted, refused, type Decision } from '../refusal.ts';

/** The mildest first. */
export const MEASURE_KINDS = ['reminder', 'criticism', 'review', 'discipline'] as const;
export type MeasureKind = (typeof MEASURE_KINDS)[number];

/** Those that are no discipline (kỷ luật). No number adds the two. */
export const MILDER_MEASURES = ['reminder', 'criticism', 'review'] as const satisfies MeasureKind[];

/** A measure as it is recorded. */
export interface MeasureTold {
	kind: MeasureKind;
	/** Number of the document that says it. */
	number: string;
	/** The day of that document. */
	decidedOn: Day;
	/** Public code of the dossier, the task or the finding that it is about; empty: none was told. */
	ground: string;
	/** The official, never a citizen: who handled a dossier is named here, who handed it in never. */
	official: string;
	/** What the official is (chức danh). */
	title: string;
}

/** How many measures of each kind. */
export type MeasureCounts = Record<MeasureKind, number>;

/** A public code has no blank in it, so no name fits. */
const CODE = /^[\p{L}\p{N}./-]{1,60}$/u;
/** Nine digits or more in a row are an identity card, a telephone or an account. */
const PERSONAL_NUMBER = /\d[\d .-]{7,}\d/;

/** Decides whether a measure can be put on record. */
export function recordMeasure(told: MeasureTold, today: Day): Decision<MeasureTold> {
	const { number, decidedOn, ground, official, title } = told;
	if (number === '') return refused('measure.number_missing', { field: 'number' });
	if (official === '') return refused('measure.official_missing', { field: 'official' });
	if (decidedOn > today) return refused('measure.future', { field: 'decidedOn' });
	if (ground !== '' && !CODE.test(ground)) {
		return refused('measure.ground_no_code', { field: 'ground' });
	}
	if (PERSONAL_NUMBER.test(official) || PERSONAL_NUMBER.test(title)) {
		return refused('measure.personal_number', { field: 'official' });
	}
	return accepted(told);
}

/**
 * Takes back an entry that was made by mistake; it stays, with why. What the Committee recorded is not
 * its agency's to take back: it may be about the very head.
 */
export function takeBackMeasure(
	held: { ofProvince: boolean; takenBack: boolean },
	by: { ofProvince: boolean },
	reason: string
): Decision<null> {
	if (held.ofProvince && !by.ofProvince) return refused('measure.not_yours');
	if (held.takenBack) return refused('measure.already_withdrawn');
	if (reason === '') return refused('measure.reason_missing', { field: 'reason' });
	return accepted(null);
}
