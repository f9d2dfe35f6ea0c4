import type { Day } from '../calendar/time.ts';
import type { CauseCode } from '../causes/cause.ts';
import { accepted, refused, type Decision } from '../refusal.ts';

/**
 * What the letter of apology is. Kept as its kind: form 04 is "Phiếu xin lỗi và hẹn lại ngày trả kết quả"
 * by TT 01/2018/TT-VPCP and "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết" by TT
 * 03/2025/TT-VPCP.
 */
export const APOLOGY_FORMS = ['apology_reappointment', 'apology_extension'] as const;
export type ApologyForm = (typeof APOLOGY_FORMS)[number];

/** Forms by the first day on which they hold, the latest first, as the rule book has all it is told of law. */
const FORMS: readonly { since: Day; form: ApologyForm; name: string; basis: string }[] = [
	{
		since: '2025-07-01',
		form: 'apology_extension',
		name: 'Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết',
		basis: 'Thông tư 03/2025/TT-VPCP'
	},
	{
		since: '0001-01-01',
		form: 'apology_reappointment',
		name: 'Phiếu xin lỗi và hẹn lại ngày trả kết quả',
		basis: 'Thông tư 01/2018/TT-VPCP'
	}
];

/** The form that holds on the day of issue, by its name and legal basis. */
export function apologyFormOn(on: Day): { form: ApologyForm; name: string; basis: string } {
	const held = FORMS.find(({ since }) => since <= on);
	if (!held) throw new Error('no form of apology holds then');
	return held;
}

/** What an agency tells of a letter that it issued. Never to whom. */
export interface ApologyTold {
	number: string;
	issuedOn: Day;
	/** The appointment that it apologises for; null: the one that stands, or stood before this letter. */
	oldDueOn: Day | null;
	/** The appointment that it gives instead; null: none. */
	newDueOn: Day | null;
	cause: CauseCode | null;
}

/** A letter as it is kept. */
export interface Apology extends ApologyTold {
	form: ApologyForm;
	oldDueOn: Day;
}

/** What of a dossier decides whether a letter can be about it. */
export interface Apologised {
	receivedOn: Day | null;
	/** The appointment that stands, and the promise that re-appointments do not move. */
	dueOn: Day | null;
	promiseOn: Day | null;
	/** Letters on record, without those taken back. */
	apologies: readonly Apology[];
}

/**
 * A letter of apology is put on record. That it came late, or gives a second new appointment, is no reason
 * to refuse it: those are questions to ask (N09, N10), and a record that was refused asks none.
 *
 * @param today the domain's day
 * @returns what is to be kept; null when the same letter is on record
 */
export function recordApology(
	dossier: Apologised,
	told: ApologyTold,
	today: Day
): Decision<Apology | null> {
	const { number, issuedOn, newDueOn } = told;
	const { receivedOn, dueOn, promiseOn, apologies } = dossier;
	if (dueOn === null) return refused('apology.no_appointment');
	if (issuedOn > today) return refused('apology.future');
	if (receivedOn !== null && issuedOn < receivedOn) return refused('apology.before_received');
	// The system may have moved the appointment to the new day before the letter is entered.
	const stood = newDueOn !== null && newDueOn === dueOn ? (promiseOn ?? dueOn) : dueOn;
	const oldDueOn = told.oldDueOn ?? stood;
	if (newDueOn !== null && newDueOn <= oldDueOn) return refused('apology.not_later');
	const same = apologies.find((one) => one.number === number && one.issuedOn === issuedOn);
	if (same) {
		return same.newDueOn === newDueOn ? accepted(null) : refused('apology.number_taken');
	}
	return accepted({ ...told, oldDueOn, form: apologyFormOn(issuedOn).form });
}

/** How often a dossier was given another day by letter; the law allows once (NĐ 61/2018 Điều 19.9). */
export function reappointments(apologies: readonly Pick<Apology, 'newDueOn'>[]): number {
	return apologies.filter(({ newDueOn }) => newDueOn !== null).length;
}

/** Whether a late dossier has its letter. */
export const APOLOGY_STANDINGS = ['apologised', 'without', 'noData'] as const;
export type ApologyStanding = (typeof APOLOGY_STANDINGS)[number];

/**
 * Whether a late dossier has its letter: where its agency records none at all, or had not begun to when
 * the appointment passed, nothing can be said ("chưa có số liệu").
 *
 * @param since the first day of which the agency records letters; null: never
 */
export function apologyStanding(dueOn: Day, letters: number, since: Day | null): ApologyStanding {
	if (letters > 0) return 'apologised';
	return since !== null && dueOn >= since ? 'without' : 'noData';
}
