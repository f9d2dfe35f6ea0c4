import type { Hindrance } from '#lib/domain/directives/draft.ts';
import type { TaskKind } from '#lib/domain/directives/task-kinds.ts';
import type { TrackerRole } from '#lib/domain/directives/trackers.ts';
import { m } from '#lib/paraglide/messages.js';

export const KIND_WORDS: Readonly<Record<TaskKind, () => string>> = {
	deliverable: m.directive_kind_deliverable,
	recurring: m.directive_kind_recurring,
	quantity: m.directive_kind_quantity,
	conditional: m.directive_kind_conditional,
	rule: m.directive_kind_rule
};

export const TRACKER_WORDS: Readonly<Record<TrackerRole, () => string>> = {
	monitoring: m.directive_tracker_monitoring,
	reports: m.directive_tracker_reports,
	evaluation: m.directive_tracker_evaluation
};

export const LACK_WORDS: Readonly<Record<Hindrance['code'], () => string>> = {
	no_type: m.directive_lacks_no_type,
	no_issuer: m.directive_lacks_no_issuer,
	no_subject: m.directive_lacks_no_subject,
	no_tasks: m.directive_lacks_no_tasks,
	too_many: m.directive_lacks_too_many,
	no_text: m.directive_lacks_no_text,
	no_lead: m.directive_lacks_no_lead,
	lead_unknown: m.directive_lacks_lead_unknown,
	no_tracker: m.directive_lacks_no_tracker,
	due_unsourced: m.directive_lacks_due_unsourced,
	unreviewed: m.directive_lacks_unreviewed
};
