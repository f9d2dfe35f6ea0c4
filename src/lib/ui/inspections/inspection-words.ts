import type { InspectionActKind } from '#lib/domain/inspections/acts.ts';
import type {
	InspectionEventKind,
	InspectionKind,
	InspectionMethod,
	InspectionState,
	NoteResult
} from '#lib/domain/inspections/inspection.ts';
import { m } from '#lib/paraglide/messages.js';

export const KIND_WORDS: Record<InspectionKind, () => string> = {
	planned: m.inspections_kind_planned,
	unannounced: m.inspections_kind_unannounced
};
export const METHOD_WORDS: Record<InspectionMethod, () => string> = {
	on_site: m.inspections_method_on_site,
	on_system: m.inspections_method_on_system
};
export const STATE_WORDS: Record<InspectionState, () => string> = {
	planned: m.inspections_state_planned,
	founded: m.inspections_state_founded,
	noticed: m.inspections_state_noticed,
	opened: m.inspections_state_opened,
	minuted: m.inspections_state_minuted,
	signed: m.inspections_state_signed,
	concluded: m.inspections_state_concluded,
	cancelled: m.inspections_state_cancelled
};
export const RESULT_WORDS: Record<NoteResult, () => string> = {
	met: m.inspections_result_met,
	not_met: m.inspections_result_not_met,
	not_applicable: m.inspections_result_not_applicable
};
/** What a button says. */
export const ACT_WORDS: Record<InspectionActKind, () => string> = {
	founded: m.inspections_act_founded,
	team_changed: m.inspections_act_team_changed,
	rescheduled: m.inspections_act_rescheduled,
	noticed: m.inspections_act_noticed,
	self_reported: m.inspections_act_self_reported,
	opened: m.inspections_act_opened,
	noted: m.inspections_act_noted,
	minutes_drafted: m.inspections_act_minutes_drafted,
	minutes_released: m.inspections_act_minutes_released,
	unit_signed: m.inspections_act_unit_signed,
	unit_declined: m.inspections_act_unit_declined,
	leader_signed: m.inspections_act_leader_signed,
	conclusion_drafted: m.inspections_act_conclusion_drafted,
	conclusion_signed: m.inspections_act_conclusion_signed,
	concluded: m.inspections_act_concluded,
	cancelled: m.inspections_act_cancelled
};
/** What has happened. */
export const EVENT_WORDS: Record<InspectionEventKind, () => string> = {
	...ACT_WORDS,
	planned: m.inspections_event_planned
};
