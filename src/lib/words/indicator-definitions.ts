import type { Kind } from '#lib/domain/indicators/registry.ts';
import type { IndicatorId, Indicator } from '#lib/domain/indicators/registry.ts';
import { m } from '#lib/paraglide/messages.js';

/** The definitions in words: long, so apart from the names, which every page needs. */
export const INDICATOR_DEFINITIONS: Record<IndicatorId, () => string> = {
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

export const KIND_WORDS: Record<Kind, () => string> = {
	flow: m.kind_flow,
	stock: m.kind_stock,
	rate: m.kind_rate
};

export const OWNER_WORDS: Record<Indicator['owner'], () => string> = {
	office: m.owner_office,
	portal: m.owner_portal,
	form06: m.owner_form06,
	qd766: m.owner_qd766
};
