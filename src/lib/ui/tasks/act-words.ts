import type { TaskActKind } from '#lib/domain/tasks/acts.ts';
import type { ShownTaskEvent } from '#lib/domain/tasks/shown.ts';
import { m } from '#lib/paraglide/messages.js';
import { formatDay } from '../words/dates.ts';

/** What may be done, in the order in which it is offered. */
export const ACT_WORDS: Record<TaskActKind, () => string> = {
	acknowledged: m.tasks_act_acknowledged,
	verified: m.tasks_act_verified,
	sent_back: m.tasks_act_sent_back,
	extension_decided: m.tasks_act_extension_decided,
	correction_decided: m.tasks_act_correction_decided,
	submitted: m.tasks_act_submitted,
	progressed: m.tasks_act_progressed,
	assigned_inside: m.tasks_act_assigned_inside,
	unit_marked: m.tasks_act_unit_marked,
	extension_asked: m.tasks_act_extension_asked,
	received: m.tasks_act_received,
	correction_asked: m.tasks_act_correction_asked,
	condition_met: m.tasks_act_condition_met,
	resumed: m.tasks_act_resumed,
	paused: m.tasks_act_paused,
	reopened: m.tasks_act_reopened,
	revoked: m.tasks_act_revoked
};
export const ACT_ORDER = Object.keys(ACT_WORDS) as TaskActKind[];

/** What somebody should know before they do it. */
export const ACT_NOTES: Partial<Record<TaskActKind, () => string>> = {
	correction_asked: m.tasks_act_correction_asked_what,
	assigned_inside: m.tasks_act_assigned_inside_what,
	submitted: m.tasks_act_submitted_what,
	verified: m.tasks_act_verified_what,
	extension_asked: m.tasks_act_extension_asked_what,
	revoked: m.tasks_act_revoked_what
};

/** What happened, as one line. */
export function eventWord(event: ShownTaskEvent): string {
	switch (event.kind) {
		case 'assigned':
			return m.tasks_event_assigned();
		case 'condition_met':
			return m.tasks_event_condition_met();
		case 'received':
			return m.tasks_event_received();
		case 'acknowledged':
			return m.tasks_event_acknowledged();
		case 'correction_asked':
			return m.tasks_event_correction_asked();
		case 'correction_decided':
			return event.leadId === null
				? m.tasks_event_correction_decided_stays()
				: m.tasks_event_correction_decided_moved();
		case 'assigned_inside':
			return m.tasks_event_assigned_inside();
		case 'progressed':
			return m.tasks_event_progressed();
		case 'unit_marked':
			return event.done
				? m.tasks_event_unit_done({ unit: event.unit })
				: m.tasks_event_unit_open({ unit: event.unit });
		case 'submitted':
			return m.tasks_event_submitted();
		case 'sent_back':
			return m.tasks_event_sent_back();
		case 'verified':
			return m.tasks_event_verified();
		case 'extension_asked':
			return m.tasks_event_extension_asked({ day: formatDay(event.until) });
		case 'extension_decided':
			return event.granted ? m.tasks_event_extension_granted() : m.tasks_event_extension_refused();
		case 'paused':
			return m.tasks_event_paused();
		case 'resumed':
			return m.tasks_event_resumed();
		case 'revoked':
			return m.tasks_event_revoked();
		case 'reopened':
			return m.tasks_event_reopened();
		case 'mirrored':
			return m.tasks_event_mirrored();
	}
}

/** What was said with it, line by line. */
export function eventDetails(event: ShownTaskEvent): string[] {
	switch (event.kind) {
		case 'assigned_inside':
			return [
				[event.unit, event.officer ?? null].filter((part) => part !== null).join(' · '),
				...(event.due === null ? [] : [m.tasks_event_inner_due({ day: formatDay(event.due) })])
			];
		case 'progressed':
			return [event.text];
		case 'correction_asked':
		case 'sent_back':
		case 'extension_asked':
		case 'paused':
			return [event.reason];
		case 'reopened':
			return [event.reason, ...dueLine(event.due)];
		case 'condition_met':
			return dueLine(event.due);
		case 'correction_decided':
		case 'extension_decided':
		case 'revoked':
			return [event.document];
		default:
			return [];
	}
}

function dueLine(due: string | null): string[] {
	return due === null ? [] : [m.tasks_event_due({ day: formatDay(due) })];
}

/** What was handed in with it: codes of files, or names of documents. */
export function evidenceOf(event: ShownTaskEvent): readonly string[] {
	if (event.kind === 'submitted') return event.evidence;
	return event.kind === 'progressed' ? (event.evidence ?? []) : [];
}
