import type { Action, Scope } from '#lib/domain/accounts/permissions.ts';
import { m } from '#lib/paraglide/messages.js';

/** What somebody may do, in words. */
export const ACTION_WORDS: Record<Action, () => string> = {
	seeAggregates: m.action_see_aggregates,
	receiveMorningPage: m.action_receive_morning_page,
	seeDossiers: m.action_see_dossiers,
	seePeople: m.action_see_people,
	seeQuarantine: m.action_see_quarantine,
	settleQuarantine: m.action_settle_quarantine,
	importFiles: m.action_import_files,
	importCatalogue: m.action_import_catalogue,
	seeOperations: m.action_see_operations,
	seeAudit: m.action_see_audit,
	manageAccounts: m.action_manage_accounts,
	manageKeys: m.action_manage_keys,
	manageScreens: m.action_manage_screens,
	directScreens: m.action_direct_screens,
	manageSettings: m.action_manage_settings,
	seeTasks: m.action_see_tasks,
	assignTasks: m.action_assign_tasks,
	receiveTasks: m.action_receive_tasks,
	acknowledgeTasks: m.action_acknowledge_tasks,
	reportTasks: m.action_report_tasks,
	verifyTasks: m.action_verify_tasks,
	extendTasks: m.action_extend_tasks,
	readNotices: m.action_read_notices,
	urge: m.action_urge,
	seeLetters: m.action_see_letters,
	draftLetters: m.action_draft_letters,
	issueLetters: m.action_issue_letters,
	seeOpinions: m.action_see_opinions,
	giveOpinions: m.action_give_opinions,
	mirrorTasks: m.action_mirror_tasks,
	prepareOpinions: m.action_prepare_opinions,
	inspect: m.action_inspect,
	seeFlags: m.action_see_flags,
	answerFlags: m.action_answer_flags,
	drawSamples: m.action_draw_samples,
	askCorrections: m.action_ask_corrections,
	answerCorrections: m.action_answer_corrections,
	keepShift: m.action_keep_shift,
	seeFindings: m.action_see_findings,
	seeFindingPeople: m.action_see_finding_people,
	answerFindings: m.action_answer_findings,
	seeInspections: m.action_see_inspections,
	planInspections: m.action_plan_inspections,
	orderInspections: m.action_order_inspections,
	answerInspections: m.action_answer_inspections,
	explainDelays: m.action_explain_delays,
	settleCauses: m.action_settle_causes,
	seeEvidence: m.action_see_evidence,
	sendEvidence: m.action_send_evidence,
	seeRestrictedEvidence: m.action_see_restricted_evidence
};

/** On whose, in words. */
export const SCOPE_WORDS: Record<Scope, () => string> = {
	own: m.scope_own,
	subtree: m.scope_subtree,
	province: m.scope_province
};
