import type { DossierItem } from '#lib/domain/reports/overview.ts';
import { m } from '#lib/paraglide/messages.js';

const STATUS_WORDS = [
	m.status_1,
	m.status_2,
	m.status_3,
	m.status_4,
	m.status_5,
	m.status_6,
	m.status_7,
	m.status_8,
	m.status_9,
	m.status_10
];

/** The national status codes in the product's words. */
export function statusWord(status: number): string {
	return STATUS_WORDS[status - 1]?.() ?? String(status);
}

const FLAG_WORDS: Record<string, () => string> = {
	N01: m.flag_n01,
	N02: m.flag_n02,
	N03: m.flag_n03,
	N04: m.flag_n04,
	N05: m.flag_n05,
	N06: m.flag_n06,
	N07: m.flag_n07,
	N08: m.flag_n08,
	N09: m.flag_n09,
	N10: m.flag_n10,
	N11: m.flag_n11,
	N12: m.flag_n12,
	N13: m.flag_n13,
	N14: m.flag_n14,
	N15: m.flag_n15,
	N16: m.flag_n16,
	N17: m.flag_n17,
	N18: m.flag_n18,
	U01: m.flag_u01,
	U02: m.flag_u02,
	U03: m.flag_u03,
	U04: m.flag_u04,
	U05: m.flag_u05
};

/** A sign to look into, as the question that it asks. */
export function flagQuestion(code: string): string {
	return FLAG_WORDS[code]?.() ?? m.flag_other({ code });
}

export function channelWord(channel: string): string {
	if (channel === '1') return m.filter_channel_1();
	if (channel === '2') return m.filter_channel_2();
	if (channel === '3') return m.filter_channel_3();
	return channel === '' ? m.dossier_not_told() : channel;
}

export function applicantWord(kind: string): string {
	if (kind === '1') return m.dossier_applicant_1();
	if (kind === '2') return m.dossier_applicant_2();
	if (kind === '3') return m.dossier_applicant_3();
	if (kind === '4') return m.dossier_applicant_4();
	return kind === '' ? m.dossier_not_told() : kind;
}

/** The standing with its days, "quá hạn 12 ngày làm việc"; null where nothing is late. */
export function lateness({ standing, daysLate }: DossierItem): string | null {
	if (daysLate === null) return null;
	return standing === 'overdue'
		? m.dossiers_days_overdue({ days: daysLate })
		: m.dossiers_days_late({ days: daysLate });
}

/** What stands beside the standing, in words. */
export function markWords({ marks, standing }: DossierItem): string[] {
	return [
		marks.notHandedOver ? m.mark_not_handed_over() : null,
		marks.endedAfterDue ? m.mark_ended_after_due() : null,
		marks.movedDue ? m.mark_moved_due() : null,
		marks.lateByPromise && standing !== 'resolved_late' ? m.mark_late_by_promise() : null
	].filter((word) => word !== null);
}
