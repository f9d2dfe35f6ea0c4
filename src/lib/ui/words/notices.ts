import type { NoticeLevel } from '#lib/domain/urging/notice.ts';
import { m } from '#lib/paraglide/messages.js';

/** What a notice of each level says. */
export const LEVEL_WORDS: Record<NoticeLevel, () => string> = {
	assigned: m.notice_level_assigned,
	due_first: m.notice_level_due_first,
	due_second: m.notice_level_due_second,
	due_day: m.notice_level_due_day,
	overdue_unit: m.notice_level_overdue_unit,
	overdue_agency: m.notice_level_overdue_agency,
	overdue_tracker: m.notice_level_overdue_tracker,
	overdue_report: m.notice_level_overdue_report,
	acknowledge_agency: m.notice_level_acknowledge_agency,
	acknowledge_tracker: m.notice_level_acknowledge_tracker,
	acknowledge_report: m.notice_level_acknowledge_report,
	morning: m.notice_level_morning,
	morning_province: m.notice_level_morning_province,
	digest: m.notice_level_digest,
	urging: m.notice_level_urging,
	urging_reply: m.notice_level_urging_reply,
	correction_asked: m.notice_level_correction_asked,
	correction_answered: m.notice_level_correction_answered,
	finding: m.notice_level_finding,
	finding_severe: m.notice_level_finding_severe,
	finding_relapse: m.notice_level_finding_relapse,
	inspection_team: m.notice_level_inspection_team,
	inspection_notice: m.notice_level_inspection_notice,
	inspection_moved: m.notice_level_inspection_moved,
	inspection_opened: m.notice_level_inspection_opened,
	inspection_minutes: m.notice_level_inspection_minutes,
	inspection_to_sign: m.notice_level_inspection_to_sign,
	inspection_concluded: m.notice_level_inspection_concluded
};
