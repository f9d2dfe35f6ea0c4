/**
 * The rules' numbers as dated data, each with its basis: laws change, and a province decides some of
 * them itself. Where the text of a decree could not be read, the basis says so; a figure is always
 * computed with the value that held on the day of the event.
 */
import type { Day } from '../calendar/time.ts';
import { fold } from '../words/fold.ts';

/** A value and the days on which it holds, both included; null: without limit. */
export interface Dated<T> {
	from: Day | null;
	to: Day | null;
	value: T;
	/** The text, or the decision, or the practice that it rests on. */
	basis: string;
}

/** A value for one field of procedures (its code, or its name without regard to case and marks). */
export interface DatedByField<T> extends Dated<T> {
	/** null: every field that no other entry names. */
	field: string | null;
}

export interface Parameters {
	/** sắp đến hạn: at most this much working time is left, by the processing agency's hours. */
	dueSoonWindowMinutes: readonly Dated<number>[];
	/** chờ tiếp nhận quá hạn: more than this has passed since NgayNopHoSo. */
	receptionLimitMinutes: readonly Dated<number>[];
	/** Minutes since 00:00; a same-day procedure received after it is due the next working day. */
	sameDayCutoffMinute: readonly Dated<number>[];
	/** Whether status 6 stops the clock. */
	financialDutyPauses: readonly DatedByField<boolean>[];
	/** An agency's figures are stale when nothing has arrived for this long. */
	staleAfterWorkingMinutes: readonly Dated<number>[];
	/** What is usual for an agency is learned from so many working days before today. */
	rhythmWorkingDays: readonly Dated<number>[];
	/** A wall calls an agency silent after this much of its usual silence, in percent. */
	rhythmTolerancePercent: readonly Dated<number>[];
	/** But never after less than this, however often the agency speaks. */
	rhythmAtLeastMinutes: readonly Dated<number>[];
	/** A supplement is asked for at the latest on this working day after reception (N06). */
	supplementNoticeWorkingDays: readonly Dated<number>[];
	/** More supplement requests than this raise a question (N05). */
	supplementsAtMost: readonly Dated<number>[];
	/** More re-appointments than this raise a question (N10). */
	reappointmentsAtMost: readonly Dated<number>[];
	/** A message that arrives longer after its event raises a question (N11). */
	lateArrivalHours: readonly Dated<number>[];
	/** This many dossiers of one agency finished in one minute raise a question (N15). */
	batchClosingCount: readonly Dated<number>[];
	/** Papers that stay out longer than so many days raise a question (U05). */
	longPauseDays: readonly Dated<number>[];
	/** An agency that ends more than this many in a hundred without a result is asked about it (N16). */
	unsolvedPercent: readonly Dated<number>[];
	/** But only if it ended at least so many dossiers in the period. */
	unsolvedAmongAtLeast: readonly Dated<number>[];
	/** An apology is sent at the latest this many days before the appointment (N09). */
	apologyDaysBefore: readonly Dated<number>[];
	/** A task with at most this many working days left is due soon. */
	taskDueSoonWorkingDays: readonly Dated<number>[];
	/** A head acknowledges a task by the end of this working day after it was assigned. */
	taskAcknowledgeWorkingDays: readonly Dated<number>[];
	/** The same for an agency that one document gives several tasks. */
	taskAcknowledgeManyWorkingDays: readonly Dated<number>[];
	/** A HỎA TỐC task is acknowledged within this many hours of the clock. */
	taskAcknowledgeUrgentHours: readonly Dated<number>[];
	/** The ladder of a task, in working days: this long before the due day it is spoken of first … */
	ladderFirstDays: readonly Dated<number>[];
	/** … and again. */
	ladderSecondDays: readonly Dated<number>[];
	/** So long past the due day: the head of the unit is told, … */
	ladderUnitDays: readonly Dated<number>[];
	/** … the head of the agency, … */
	ladderAgencyDays: readonly Dated<number>[];
	/** … the tracking unit, … */
	ladderTrackerDays: readonly Dated<number>[];
	/** … and the Office, which has a report ready to be sent up. */
	ladderReportDays: readonly Dated<number>[];
	/** Of a HỎA TỐC task each of these days is so many hours of the clock. */
	ladderUrgentHours: readonly Dated<number>[];
	/** Who is urged answers within so many working days. */
	urgingReplyDays: readonly Dated<number>[];
	/** The centre answers a request to put a number right within so many working days. */
	correctionAnswerDays: readonly Dated<number>[];
	/** Pictures handed in as evidence are deleted after so many days, unless their sender names a day. */
	evidencePhotoDays: readonly Dated<number>[];
	/** Minutes since 00:00 of a working day at which the morning page is made. */
	morningPageMinute: readonly Dated<number>[];
}

const OWN = 'Mặc định của hệ thống, tỉnh quyết định';
const ND61 = 'Nghị định 61/2018/NĐ-CP';
const ND118 = 'Nghị định 118/2025/NĐ-CP (giữ quy định của Nghị định 61/2018/NĐ-CP, cần đối chiếu)';

function always<T>(value: T, basis: string): Dated<T>[] {
	return [{ from: null, to: null, value, basis }];
}

/** A rule of Decree 61 that Decree 118 is taken to continue since 1/7/2025. */
function sinceDecree61<T>(value: T, article: string): Dated<T>[] {
	return [
		{ from: null, to: '2025-06-30', value, basis: `${ND61}, ${article}` },
		{ from: '2025-07-01', to: null, value, basis: ND118 }
	];
}

export const PARAMETERS: Parameters = {
	dueSoonWindowMinutes: always(480, OWN),
	receptionLimitMinutes: always(480, OWN),
	sameDayCutoffMinute: sinceDecree61(15 * 60, 'Điều 18 khoản 2, 3'),
	financialDutyPauses: [
		{
			field: null,
			from: null,
			to: null,
			value: true,
			basis:
				'Thực hành của hệ thống một cửa: không tính thời gian thực hiện nghĩa vụ tài chính; luật chuyên ngành quyết định từng lĩnh vực'
		}
	],
	staleAfterWorkingMinutes: always(120, OWN),
	rhythmWorkingDays: always(20, OWN),
	rhythmTolerancePercent: always(150, OWN),
	rhythmAtLeastMinutes: always(15, OWN),
	supplementNoticeWorkingDays: sinceDecree61(3, 'Điều 19 khoản 4'),
	supplementsAtMost: always(1, 'Quyết định 766/QĐ-TTg: bổ sung quá một lần tính là trễ hạn'),
	reappointmentsAtMost: sinceDecree61(1, 'Điều 19 khoản 9'),
	lateArrivalHours: always(24, OWN),
	batchClosingCount: always(10, OWN),
	longPauseDays: always(45, OWN),
	unsolvedPercent: always(20, OWN),
	unsolvedAmongAtLeast: always(20, OWN),
	apologyDaysBefore: sinceDecree61(1, 'Điều 19 khoản 9'),
	taskDueSoonWorkingDays: always(3, OWN),
	taskAcknowledgeWorkingDays: always(1, OWN),
	taskAcknowledgeManyWorkingDays: always(2, OWN),
	taskAcknowledgeUrgentHours: always(2, OWN),
	ladderFirstDays: always(3, OWN),
	ladderSecondDays: always(1, OWN),
	ladderUnitDays: always(1, OWN),
	ladderAgencyDays: always(2, OWN),
	ladderTrackerDays: always(3, OWN),
	ladderReportDays: always(5, OWN),
	ladderUrgentHours: always(4, OWN),
	urgingReplyDays: always(3, OWN),
	correctionAnswerDays: always(2, OWN),
	evidencePhotoDays: always(365, OWN),
	morningPageMinute: always(6 * 60 + 55, OWN)
};

/**
 * The value that holds on a day; of several the last in the list, so that a province's own entry goes
 * behind the default that it replaces.
 *
 * @throws RangeError when nothing holds: a gap in the data, never a quiet default
 */
export function parameterOn<T>(entries: readonly Dated<T>[], day: Day): T {
	const held = entries.findLast((entry) => holds(entry, day));
	if (!held) throw new RangeError(`no parameter holds on ${day}`);
	return held.value;
}

/**
 * Whether status 6 (nghĩa vụ tài chính) stops the clock for a field on a day. An entry that names the
 * field, by code or by name, comes before the one for all fields.
 */
export function financialDutyPauses(
	entries: readonly DatedByField<boolean>[],
	field: { code: string; name: string },
	day: Day
): boolean {
	const names = new Set([fold(field.code), fold(field.name)]);
	const own = entries.filter((entry) => entry.field !== null && names.has(fold(entry.field)));
	const held =
		own.findLast((entry) => holds(entry, day)) ??
		entries.findLast((entry) => entry.field === null && holds(entry, day));
	return held?.value ?? true;
}

function holds(entry: Dated<unknown>, day: Day): boolean {
	return (entry.from === null || entry.from <= day) && (entry.to === null || day <= entry.to);
}
