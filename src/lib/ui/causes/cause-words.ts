import type { CauseCode, CauseStanding, LateKind, Nature } from '#lib/domain/causes/cause.ts';
import { m } from '#lib/paraglide/messages.js';
import { formatMoment } from '../words/dates.ts';

export const CAUSE_WORDS: Record<CauseCode, () => string> = {
	PHOI_HOP: m.causes_code_phoi_hop,
	CHO_Y_KIEN: m.causes_code_cho_y_kien,
	NHAN_SU: m.causes_code_nhan_su,
	QUA_TAI: m.causes_code_qua_tai,
	QUY_DINH: m.causes_code_quy_dinh,
	HE_THONG: m.causes_code_he_thong,
	NGHIA_VU_TC: m.causes_code_nghia_vu_tc,
	CONG_DAN: m.causes_code_cong_dan,
	CHU_QUAN: m.causes_code_chu_quan,
	KHAC: m.causes_code_khac
};
export const NATURE_WORDS: Record<Nature, () => string> = {
	subjective: m.causes_subjective,
	objective: m.causes_objective
};
export const CAUSE_STANDING_WORDS: Record<CauseStanding | 'none', () => string> = {
	none: m.causes_none,
	declared: m.causes_declared,
	confirmed: m.causes_confirmed,
	rejected: m.causes_rejected
};
export const LATE_WORDS: Record<LateKind, () => string> = {
	late: m.causes_of_late,
	overdue: m.causes_of_overdue,
	endedAfterDue: m.causes_of_ended
};

/** Something that was said about a cause, as a page has it. */
export interface SaidOfCause {
	declaration: number;
	kind: 'declared' | 'confirmed' | 'rejected';
	cause: CauseCode | null;
	nature: Nature | null;
	text: string;
	at: string;
	by: string;
}

export function saidWords({ kind, cause, nature, at, by: name }: SaidOfCause): string {
	const moment = formatMoment(at);
	const by = name === '' ? m.delays_by_agency() : name;
	if (kind === 'confirmed') return m.causes_said_confirmed({ by, moment });
	if (kind === 'rejected') return m.causes_said_rejected({ by, moment });
	return m.causes_said_declared({
		...{ by, moment, cause: cause === null ? '' : CAUSE_WORDS[cause]() },
		nature: nature === null ? '' : NATURE_WORDS[nature]()
	});
}

/** The causes that are the main one: one, or all that are equally frequent. */
export function causesWords(causes: readonly CauseCode[]): string {
	return causes.map((cause) => CAUSE_WORDS[cause]()).join('; ');
}
