import type { Severity, WatchedFigure } from '#lib/domain/findings/category.ts';
import type { FindingState } from '#lib/domain/findings/finding.ts';
import { CAUSES } from '#lib/domain/causes/cause.ts';
import { CAUSE_WORDS } from '../causes/cause-words.ts';
import { m } from '#lib/paraglide/messages.js';

export const SEVERITY_WORDS: Record<Severity, () => string> = {
	minor: m.findings_severity_minor,
	moderate: m.findings_severity_moderate,
	severe: m.findings_severity_severe
};

export const STATE_WORDS: Record<FindingState, () => string> = {
	logged: m.findings_state_logged,
	confirmed: m.findings_state_confirmed,
	withdrawn: m.findings_state_withdrawn,
	explained: m.findings_state_explained,
	cleared: m.findings_state_cleared,
	upheld: m.findings_state_upheld,
	tasked: m.findings_state_tasked,
	mended: m.findings_state_mended,
	verified: m.findings_state_verified,
	watched: m.findings_state_watched,
	relapsed: m.findings_state_relapsed,
	ended: m.findings_state_ended
};

export const FIGURE_WORDS: Record<WatchedFigure, () => string> = {
	'open.overdue': m.standing_overdue,
	'awaiting.overdue': m.standing_awaiting_overdue,
	'open.noDue': m.standing_no_due,
	'open.paused': m.standing_paused,
	'resolved.notHandedOver': m.mark_not_handed_over
};

const ACT_WORDS: Readonly<Record<string, () => string>> = {
	amended: m.findings_act_amended,
	confirmed: m.findings_act_confirmed,
	withdrawn: m.findings_act_withdrawn,
	explained: m.findings_act_explained,
	explanation_decided: m.findings_act_explanation_decided,
	tasked: m.findings_act_tasked,
	mended: m.findings_act_mended,
	reinspected: m.findings_act_reinspected,
	closed: m.findings_act_closed
};
export function actWord(kind: string): string {
	return ACT_WORDS[kind]?.() ?? kind;
}

/** Acts that bring files of evidence with them. */
export const FILE_ACTS: readonly string[] = ['explained', 'mended', 'reinspected'];

const EVENT_WORDS: Readonly<Record<string, () => string>> = {
	logged: m.findings_event_logged,
	amended: m.findings_event_amended,
	confirmed: m.findings_event_confirmed,
	withdrawn: m.findings_event_withdrawn,
	explained: m.findings_event_explained,
	tasked: m.findings_event_tasked,
	mended: m.findings_event_mended,
	closed: m.findings_event_closed,
	relapsed: m.findings_event_relapsed,
	watch_ended: m.findings_event_watch_ended,
	concluded: m.findings_event_concluded
};

/** What an event is called, with how it came out where it could come out two ways. */
export function eventWord(event: { kind: string; accepted?: unknown; passed?: unknown }): string {
	if (event.kind === 'explanation_decided') {
		return event.accepted === true ? m.findings_event_accepted() : m.findings_event_refused();
	}
	if (event.kind === 'reinspected') {
		return event.passed === true ? m.findings_event_passed() : m.findings_event_failed();
	}
	return EVENT_WORDS[event.kind]?.() ?? event.kind;
}

/** The name of a cause; what was written before there were codes stands as it was written. */
export function causeName(cause: string): string {
	const code = CAUSES.find((one) => one === cause);
	return code === undefined ? cause : CAUSE_WORDS[code]();
}
