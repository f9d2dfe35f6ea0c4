import type { BodyKind, ConsultationStanding } from '#lib/domain/consultations/consultation.ts';
import { m } from '#lib/paraglide/messages.js';

export const BODY_WORDS: Record<BodyKind, () => string> = {
	department: m.consultations_body_department,
	committee: m.consultations_body_committee,
	party: m.consultations_body_party,
	council: m.consultations_body_council,
	ministry: m.consultations_body_ministry,
	government: m.consultations_body_government
};
export const CONSULTATION_WORDS: Record<ConsultationStanding, () => string> = {
	waiting: m.consultations_waiting,
	waitingLate: m.consultations_waiting_late,
	onTime: m.consultations_on_time,
	late: m.consultations_late,
	answeredNoDue: m.consultations_answered
};

/** An opinion asked, as a page has it. */
export interface ShownConsultation {
	code: string;
	dossier: string;
	bodyKind: BodyKind;
	body: { code: string | null; name: string };
	number: string;
	askedOn: string;
	dueOn: string | null;
	answeredOn: string | null;
	answer: string;
	standing: ConsultationStanding;
	mayExplain: boolean;
}
