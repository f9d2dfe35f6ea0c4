import type { Group, IndicatorId, OwnId } from '#lib/domain/indicators/registry.ts';
import type { CauseId, OtherId } from '#lib/domain/indicators/others.ts';
import { m } from '#lib/paraglide/messages.js';

/** A word of the messages: in the reader's language, or in the one that is asked for. */
export type Word = (inputs?: Record<never, never>, options?: { locale?: 'vi' | 'en' }) => string;

/** What a number of the registry is called, wherever it stands. */
export interface IndicatorWords {
	/** In full, where nothing around it says what it belongs to: "đã giải quyết trễ hạn". */
	name: Word;
	/** By itself on a tile or a wall: "trễ hạn". */
	short: Word;
	/** Under the word of its group, as in the head of a table: "tổng số". */
	inGroup: Word;
	/** One line under a number, where there is room for one. */
	gloss?: Word;
}

/** The same word in full and in short. */
const one = (word: Word): IndicatorWords => ({ name: word, short: word, inGroup: word });
const words = (name: Word, short: Word, inGroup = short, gloss?: Word): IndicatorWords => ({
	name,
	short,
	inGroup,
	...(gloss === undefined ? {} : { gloss })
});

/** The words of our own numbers. One that is missing does not compile. */
export const INDICATOR_WORDS: Record<OwnId, IndicatorWords> = {
	received: words(m.figure_received, m.figure_received, m.column_received),
	carriedOver: one(m.figure_carried_over),
	'resolved.early': words(m.figure_resolved_early, m.column_early),
	'resolved.onTime': words(m.figure_resolved_on_time, m.column_on_time),
	'resolved.late': words(
		m.figure_resolved_late,
		m.column_late,
		m.column_late,
		m.gloss_resolved_late
	),
	'resolved.noDue': words(m.figure_resolved_no_due, m.figure_resolved_no_due, m.column_no_due),
	'resolved.total': words(m.figure_resolved_total, m.figure_resolved_total, m.column_total),
	'resolved.lateByPromise': words(m.figure_resolved_late_by_promise, m.column_late_by_promise),
	'resolved.withPromise': one(m.figure_resolved_with_promise),
	'resolved.notHandedOver': words(m.figure_resolved_not_handed_over, m.column_not_handed_over),
	'open.inTime': words(m.figure_open_in_time, m.column_in_time),
	'open.dueSoon': words(
		m.figure_open_due_soon,
		m.column_due_soon,
		m.column_due_soon,
		m.gloss_open_due_soon
	),
	'open.overdue': words(
		m.figure_open_overdue,
		m.column_overdue,
		m.column_overdue,
		m.gloss_open_overdue
	),
	'open.noDue': words(m.figure_open_no_due, m.column_no_due),
	'open.paused': words(m.figure_open_paused, m.column_paused),
	'open.total': words(m.figure_open_total, m.figure_open_total, m.column_total),
	'awaiting.total': words(m.figure_awaiting_total, m.figure_awaiting_total, m.column_total),
	'awaiting.overdue': words(m.figure_awaiting_overdue, m.figure_awaiting_overdue, m.column_overdue),
	'ended.withdrawn': words(m.figure_ended_withdrawn, m.column_withdrawn),
	'ended.stopped': one(m.figure_ended_stopped),
	'ended.afterDue': words(m.figure_ended_after_due, m.column_ended_after_due),
	refused: one(m.figure_refused),
	movedDue: one(m.figure_moved_due),
	'rates.onTimeOrEarly': words(m.rate_on_time_or_early, m.column_rate_on_time_or_early),
	'rates.late': words(m.rate_late, m.rate_late, m.column_late),
	'rates.lateByPromise': words(
		m.rate_late_by_promise,
		m.rate_late_by_promise,
		m.column_late_by_promise
	),
	'shares.overdue': one(m.share_overdue),
	'shares.awaitingOverdue': one(m.share_awaiting_overdue),
	'tasks.total': words(m.taskfig_total, m.taskfig_total_short),
	'tasks.done.onTime': words(m.taskfig_done_on_time, m.taskfig_done_on_time_short),
	'tasks.done.late': words(m.taskfig_done_late, m.taskfig_done_late_short),
	'tasks.done.noDate': words(m.taskfig_done_no_date, m.taskfig_done_no_date_short),
	'tasks.done.total': words(m.taskfig_done_total, m.taskfig_done_total_short),
	'tasks.open.inTime': words(m.taskfig_open_in_time, m.taskfig_open_in_time_short),
	'tasks.open.dueSoon': words(m.taskfig_open_due_soon, m.taskfig_open_due_soon_short),
	'tasks.open.overdue': words(m.taskfig_open_overdue, m.taskfig_open_overdue_short),
	'tasks.open.noDate': words(m.taskfig_open_no_date, m.taskfig_open_no_date_short),
	'tasks.open.standing': words(m.taskfig_open_standing, m.taskfig_open_standing_short),
	'tasks.open.total': words(m.taskfig_open_total, m.taskfig_open_total_short),
	'tasks.unacknowledged': words(m.taskfig_unacknowledged, m.taskfig_unacknowledged_short),
	'tasks.submitted': words(m.taskfig_submitted, m.taskfig_submitted_short),
	'tasks.noDateOld': words(m.taskfig_no_date_old, m.taskfig_no_date_old_short),
	'tasks.overdueAge.le7': words(m.taskfig_age_le7, m.taskfig_age_le7_short),
	'tasks.overdueAge.d8_30': words(m.taskfig_age_d8_30, m.taskfig_age_d8_30_short),
	'tasks.overdueAge.d31_90': words(m.taskfig_age_d31_90, m.taskfig_age_d31_90_short),
	'tasks.overdueAge.gt90': words(m.taskfig_age_gt90, m.taskfig_age_gt90_short),
	'tasks.done.notLate': words(m.taskfig_done_not_late, m.taskfig_done_not_late_short),
	'tasks.open.notOverdue': words(m.taskfig_open_not_overdue, m.taskfig_open_not_overdue_short),
	'tasks.onTimeRate': words(m.taskfig_on_time_rate, m.taskfig_on_time_rate_short),
	'delays.cause.none': one(m.delayfig_cause_none),
	'delays.cause.declared': one(m.delayfig_cause_declared),
	'delays.cause.confirmed': one(m.delayfig_cause_confirmed),
	'delays.cause.rejected': one(m.delayfig_cause_rejected),
	'delays.apology.apologised': one(m.delayfig_apology_apologised),
	'delays.apology.without': one(m.delayfig_apology_without),
	'delays.apology.noData': one(m.delayfig_apology_no_data),
	'delays.consultation.waiting': one(m.delayfig_consultation_waiting),
	'delays.consultation.waitingLate': one(m.delayfig_consultation_waiting_late),
	'delays.consultation.onTime': one(m.delayfig_consultation_on_time),
	'delays.consultation.late': one(m.delayfig_consultation_late),
	'delays.consultation.answeredNoDue': one(m.delayfig_consultation_answered_no_due),
	'delays.consultation.onTimeRate': one(m.delayfig_consultation_on_time_rate)
};

/** What others call their numbers, with who does. */
export const OTHER_WORDS: Record<OtherId, Word> = {
	'portal.late': m.other_portal_late,
	'portal.toProcess': m.other_portal_to_process,
	'portal.lateRate': m.other_portal_late_rate,
	'form06.received': m.other_form06_received,
	'form06.early': m.other_form06_early,
	'form06.onTime': m.other_form06_on_time,
	'form06.late': m.other_form06_late,
	'form06.resolved': m.other_form06_resolved,
	'form06.inTime': m.other_form06_in_time,
	'form06.overdue': m.other_form06_overdue,
	'form06.open': m.other_form06_open,
	'qd766.onTime': m.other_qd766_on_time,
	'qd766.all': m.other_qd766_all,
	'qd766.onTimeRate': m.other_qd766_on_time_rate
};

/** The name in full of any number of the registry. */
export function indicatorName(id: IndicatorId): string {
	return nameWord(id)();
}

export function nameWord(id: IndicatorId): Word {
	return id in OTHER_WORDS ? OTHER_WORDS[id as OtherId] : INDICATOR_WORDS[id as OwnId].name;
}

export const GROUP_WORDS: Record<Group, Word> = {
	received: m.column_received_group,
	resolved: m.column_resolved_group,
	open: m.column_open_group,
	awaiting: m.column_awaiting_group,
	ended: m.column_ended_group,
	rates: m.column_rates_group,
	tasks: m.column_tasks_group,
	delays: m.column_delays_group,
	portal: m.other_portal,
	form06: m.other_form06,
	qd766: m.other_qd766
};

/** The dossiers that one of two numbers counts and the other does not. */
export const CAUSE_WORDS: Record<CauseId, Word> = {
	'open.inTime': m.figure_open_in_time,
	'open.dueSoon': m.figure_open_due_soon,
	'open.overdue': m.figure_open_overdue,
	'open.noDue': m.figure_open_no_due,
	'open.paused': m.figure_open_paused,
	'open.total': m.figure_open_total,
	'resolved.noDue': m.figure_resolved_no_due,
	'ended.withdrawn': m.figure_ended_withdrawn,
	'ended.stopped': m.figure_ended_stopped,
	pausedPastDue: m.cause_paused_past_due,
	endedPastDue: m.cause_ended_past_due,
	pausedWithDue: m.cause_paused_with_due,
	pausedInTime: m.cause_paused_in_time,
	endedWithDue: m.cause_ended_with_due,
	endedInTime: m.cause_ended_in_time,
	askedAgain: m.cause_asked_again
};

/** A word that begins a line: "quá hạn" as "Quá hạn". */
export function atBeginning(word: string): string {
	return word.charAt(0).toLocaleUpperCase('vi') + word.slice(1);
}
