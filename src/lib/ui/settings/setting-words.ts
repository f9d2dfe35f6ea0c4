import type { ParameterForm, ParameterName } from '#lib/domain/deadlines/parameter-values.ts';
import { m } from '#lib/paraglide/messages.js';
import { formatCount } from '../words/numbers.ts';

export const PARAMETER_WORDS: Record<ParameterName, () => string> = {
	dueSoonWindowMinutes: m.parameter_due_soon_window,
	receptionLimitMinutes: m.parameter_reception_limit,
	sameDayCutoffMinute: m.parameter_same_day_cutoff,
	financialDutyPauses: m.parameter_financial_duty_pauses,
	staleAfterWorkingMinutes: m.parameter_stale_after,
	rhythmWorkingDays: m.parameter_rhythm_days,
	rhythmTolerancePercent: m.parameter_rhythm_tolerance,
	rhythmAtLeastMinutes: m.parameter_rhythm_at_least,
	supplementNoticeWorkingDays: m.parameter_supplement_notice,
	supplementsAtMost: m.parameter_supplements_at_most,
	reappointmentsAtMost: m.parameter_reappointments_at_most,
	lateArrivalHours: m.parameter_late_arrival,
	batchClosingCount: m.parameter_batch_closing,
	longPauseDays: m.parameter_long_pause,
	unsolvedPercent: m.parameter_unsolved_percent,
	unsolvedAmongAtLeast: m.parameter_unsolved_among,
	apologyDaysBefore: m.parameter_apology_before,
	taskDueSoonWorkingDays: m.parameter_task_due_soon,
	ladderFirstDays: m.parameter_ladder_first,
	ladderSecondDays: m.parameter_ladder_second,
	ladderUnitDays: m.parameter_ladder_unit,
	ladderAgencyDays: m.parameter_ladder_agency,
	ladderTrackerDays: m.parameter_ladder_tracker,
	ladderReportDays: m.parameter_ladder_report,
	ladderUrgentHours: m.parameter_ladder_urgent,
	urgingReplyDays: m.parameter_urging_reply,
	correctionAnswerDays: m.parameter_correction_answer,
	taskAcknowledgeWorkingDays: m.parameter_task_acknowledge,
	taskAcknowledgeManyWorkingDays: m.parameter_task_acknowledge_many,
	taskAcknowledgeUrgentHours: m.parameter_task_acknowledge_urgent,
	evidencePhotoDays: m.parameter_evidence_photo_days,
	morningPageMinute: m.parameter_morning_page
};

/** A value with its unit, as a person says it: 900 minutes of the day is 15:00. */
export function parameterText(unit: ParameterForm['unit'], value: number): string {
	switch (unit) {
		case 'minute_of_day': {
			const two = (n: number) => String(n).padStart(2, '0');
			return `${two(Math.floor(value / 60))}:${two(value % 60)}`;
		}
		case 'yes':
			return value === 0 ? m.parameter_no() : m.parameter_yes();
		case 'working_minutes':
			return m.parameter_unit_working_minutes({ n: formatCount(value) });
		case 'working_days':
			return m.parameter_unit_working_days({ n: formatCount(value) });
		case 'times':
			return m.parameter_unit_times({ n: formatCount(value) });
		case 'hours':
			return m.parameter_unit_hours({ n: formatCount(value) });
		case 'count':
			return formatCount(value);
	}
}
