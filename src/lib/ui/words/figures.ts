import type { Figure } from '#lib/domain/reports/tally.ts';
import { m } from '#lib/paraglide/messages.js';

/** What a figure of a tally is called, in full, where nothing around it says what it belongs to. */
export const FIGURE_WORDS: Record<Figure, () => string> = {
	received: m.figure_received,
	carriedOver: m.figure_carried_over,
	'resolved.early': m.figure_resolved_early,
	'resolved.onTime': m.figure_resolved_on_time,
	'resolved.late': m.figure_resolved_late,
	'resolved.noDue': m.figure_resolved_no_due,
	'resolved.total': m.figure_resolved_total,
	'resolved.lateByPromise': m.figure_resolved_late_by_promise,
	'resolved.notHandedOver': m.figure_resolved_not_handed_over,
	'open.inTime': m.figure_open_in_time,
	'open.dueSoon': m.figure_open_due_soon,
	'open.overdue': m.figure_open_overdue,
	'open.noDue': m.figure_open_no_due,
	'open.paused': m.figure_open_paused,
	'open.total': m.figure_open_total,
	'awaiting.total': m.figure_awaiting_total,
	'awaiting.overdue': m.figure_awaiting_overdue,
	'ended.withdrawn': m.figure_ended_withdrawn,
	'ended.stopped': m.figure_ended_stopped,
	'ended.afterDue': m.figure_ended_after_due,
	refused: m.figure_refused,
	movedDue: m.figure_moved_due
};
