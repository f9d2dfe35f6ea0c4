import { DOCUMENTS, type LegalBasis } from '#lib/domain/indicators/bases.ts';
import type { Formula, Indicator, IndicatorId, Kind } from '#lib/domain/indicators/registry.ts';
import { m } from '#lib/paraglide/messages.js';
import { indicatorName, type Word } from './indicators.ts';

/** The definitions in words: long, so apart from the names, which every page needs. */
export const INDICATOR_DEFINITIONS: Record<IndicatorId, Word> = {
	received: m.define_received,
	carriedOver: m.define_carried_over,
	'resolved.early': m.define_resolved_early,
	'resolved.onTime': m.define_resolved_on_time,
	'resolved.late': m.define_resolved_late,
	'resolved.noDue': m.define_resolved_no_due,
	'resolved.total': m.define_resolved_total,
	'resolved.lateByPromise': m.define_resolved_late_by_promise,
	'resolved.withPromise': m.define_resolved_with_promise,
	'resolved.notHandedOver': m.define_resolved_not_handed_over,
	'open.inTime': m.define_open_in_time,
	'open.dueSoon': m.define_open_due_soon,
	'open.overdue': m.define_open_overdue,
	'open.noDue': m.define_open_no_due,
	'open.paused': m.define_open_paused,
	'open.total': m.define_open_total,
	'awaiting.total': m.define_awaiting_total,
	'awaiting.overdue': m.define_awaiting_overdue,
	'ended.withdrawn': m.define_ended_withdrawn,
	'ended.stopped': m.define_ended_stopped,
	'ended.afterDue': m.define_ended_after_due,
	refused: m.define_refused,
	movedDue: m.define_moved_due,
	'rates.onTimeOrEarly': m.define_rates_on_time_or_early,
	'rates.late': m.define_rates_late,
	'rates.lateByPromise': m.define_rates_late_by_promise,
	'shares.overdue': m.define_shares_overdue,
	'shares.awaitingOverdue': m.define_shares_awaiting_overdue,
	'tasks.total': m.define_tasks_total,
	'tasks.done.onTime': m.define_tasks_done_on_time,
	'tasks.done.late': m.define_tasks_done_late,
	'tasks.done.noDate': m.define_tasks_done_no_date,
	'tasks.done.total': m.define_tasks_done_total,
	'tasks.open.inTime': m.define_tasks_open_in_time,
	'tasks.open.dueSoon': m.define_tasks_open_due_soon,
	'tasks.open.overdue': m.define_tasks_open_overdue,
	'tasks.open.noDate': m.define_tasks_open_no_date,
	'tasks.open.standing': m.define_tasks_open_standing,
	'tasks.open.total': m.define_tasks_open_total,
	'tasks.unacknowledged': m.define_tasks_unacknowledged,
	'tasks.submitted': m.define_tasks_submitted,
	'tasks.noDateOld': m.define_tasks_no_date_old,
	'tasks.overdueAge.le7': m.define_tasks_age_le7,
	'tasks.overdueAge.d8_30': m.define_tasks_age_d8_30,
	'tasks.overdueAge.d31_90': m.define_tasks_age_d31_90,
	'tasks.overdueAge.gt90': m.define_tasks_age_gt90,
	'tasks.done.notLate': m.define_tasks_done_not_late,
	'tasks.open.notOverdue': m.define_tasks_open_not_overdue,
	'tasks.onTimeRate': m.define_tasks_on_time_rate,
	'delays.cause.none': m.define_delays_cause_none,
	'delays.cause.declared': m.define_delays_cause_declared,
	'delays.cause.confirmed': m.define_delays_cause_confirmed,
	'delays.cause.rejected': m.define_delays_cause_rejected,
	'delays.apology.apologised': m.define_delays_apology_apologised,
	'delays.apology.without': m.define_delays_apology_without,
	'delays.apology.noData': m.define_delays_apology_no_data,
	'delays.consultation.waiting': m.define_delays_consultation_waiting,
	'delays.consultation.waitingLate': m.define_delays_consultation_waiting_late,
	'delays.consultation.onTime': m.define_delays_consultation_on_time,
	'delays.consultation.late': m.define_delays_consultation_late,
	'delays.consultation.answeredNoDue': m.define_delays_consultation_answered_no_due,
	'delays.consultation.onTimeRate': m.define_delays_consultation_on_time_rate,
	'portal.late': m.define_portal_late,
	'portal.toProcess': m.define_portal_to_process,
	'portal.lateRate': m.define_portal_late_rate,
	'form06.received': m.define_form06_received,
	'form06.early': m.define_form06_early,
	'form06.onTime': m.define_form06_on_time,
	'form06.late': m.define_form06_late,
	'form06.resolved': m.define_form06_resolved,
	'form06.inTime': m.define_form06_in_time,
	'form06.overdue': m.define_form06_overdue,
	'form06.open': m.define_form06_open,
	'qd766.onTime': m.define_qd766_on_time,
	'qd766.all': m.define_qd766_all,
	'qd766.onTimeRate': m.define_qd766_on_time_rate
};

export const KIND_WORDS: Record<Kind, Word> = {
	flow: m.kind_flow,
	stock: m.kind_stock,
	rate: m.kind_rate
};

export const OWNER_WORDS: Record<Indicator['owner'], Word> = {
	office: m.owner_office,
	portal: m.owner_portal,
	form06: m.owner_form06,
	qd766: m.owner_qd766
};

/** A formula on one line; null where the definition says it all. */
export function formulaText(formula: Formula): string | null {
	const sum = (ids: readonly IndicatorId[]) => ids.map(indicatorName).join(' + ');
	switch (formula.type) {
		case 'set':
			return null;
		case 'sum':
			return sum(formula.of);
		case 'share':
			return `(${sum(formula.of)}) / (${sum(formula.over)})`;
	}
}

/** "Nghị định 61/2018/NĐ-CP, Điều 19", and whether somebody has looked it up. */
export function basisText({ document, article, unchecked }: LegalBasis): string {
	const { name } = DOCUMENTS[document];
	const place = article === null ? name : m.card_article({ document: name, article });
	return unchecked === true ? `${place} ${m.card_article_open()}` : place;
}
