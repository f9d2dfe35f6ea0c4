import type { Role } from './account.ts';

/** What somebody may do. Each is asked for by name by pages, API, sockets and commands. */
export const ACTIONS = [
	'seeAggregates',
	'receiveMorningPage',
	'readNotices',
	'urge',
	'seeDossiers',
	'seeTasks',
	'seePeople',
	'seeQuarantine',
	'settleQuarantine',
	'importFiles',
	'importCatalogue',
	'seeOperations',
	'seeAudit',
	'manageAccounts',
	'manageKeys',
	'manageScreens',
	'directScreens',
	'manageSettings',
	'assignTasks',
	'receiveTasks',
	'acknowledgeTasks',
	'reportTasks',
	'verifyTasks',
	'extendTasks',
	'seeLetters',
	'draftLetters',
	'issueLetters',
	'mirrorTasks',
	'seeOpinions',
	'giveOpinions',
	'prepareOpinions',
	'inspect',
	'seeFlags',
	'answerFlags',
	'drawSamples',
	'askCorrections',
	'answerCorrections',
	'keepShift',
	'seeFindings',
	'seeFindingPeople',
	'answerFindings',
	'seeInspections',
	'planInspections',
	'orderInspections',
	'answerInspections',
	'explainDelays',
	'settleCauses',
	'seeMeasures',
	'recordMeasures',
	'seeEvidence',
	'sendEvidence',
	'seeRestrictedEvidence'
] as const;
export type Action = (typeof ACTIONS)[number];

/**
 * Whose it is that an action touches: of the agency alone in which the post is held, of that agency
 * and all below it, or of the whole province.
 */
export type Scope = 'own' | 'subtree' | 'province';

type Grants = Readonly<Partial<Record<Action, Scope>>>;

/** Persons who see the figures of the province may have them on paper each morning. */
const FIGURES: Grants = {
	seeAggregates: 'province',
	receiveMorningPage: 'province',
	readNotices: 'province'
};
const AGENCY_READS: Grants = { ...FIGURES, seeDossiers: 'subtree', seeInspections: 'own' };
const PROVINCE_READS: Grants = {
	...FIGURES,
	seeDossiers: 'province',
	seeTasks: 'province',
	seeLetters: 'province',
	seeFlags: 'province',
	// Those that are theirs as members, and what has been concluded: see the policies of `inspections`.
	seeInspections: 'own',
	seeEvidence: 'province'
};
const WATCHES: Grants = {
	...PROVINCE_READS,
	sendEvidence: 'province',
	seePeople: 'province',
	seeQuarantine: 'province',
	settleQuarantine: 'province',
	importFiles: 'province',
	importCatalogue: 'province',
	seeOperations: 'province',
	directScreens: 'province',
	urge: 'province',
	draftLetters: 'province',
	drawSamples: 'province',
	answerCorrections: 'province',
	keepShift: 'province',
	settleCauses: 'province'
};
const HEADS: Grants = {
	...AGENCY_READS,
	seePeople: 'subtree',
	seeTasks: 'subtree',
	receiveTasks: 'own',
	acknowledgeTasks: 'own',
	reportTasks: 'subtree',
	urge: 'subtree',
	seeLetters: 'subtree',
	draftLetters: 'own',
	issueLetters: 'own',
	seeFlags: 'subtree',
	answerFlags: 'subtree',
	askCorrections: 'subtree',
	seeFindings: 'subtree',
	seeFindingPeople: 'subtree',
	answerFindings: 'subtree',
	seeInspections: 'subtree',
	answerInspections: 'own',
	explainDelays: 'subtree',
	seeMeasures: 'subtree',
	recordMeasures: 'subtree',
	seeEvidence: 'subtree',
	sendEvidence: 'subtree'
};

/**
 * The one written form of who may do what, and on whose (contract section 4). Everything that decides
 * reads it through `reader.ts`, and the administrators' page shows it.
 */
export const GRANTS: Readonly<Record<Role, Grants>> = {
	leader: {
		...PROVINCE_READS,
		urge: 'province',
		seePeople: 'province',
		verifyTasks: 'province',
		seeOpinions: 'province',
		giveOpinions: 'province',
		seeFindings: 'province',
		seeFindingPeople: 'province',
		seeInspections: 'province',
		orderInspections: 'province',
		seeMeasures: 'province',
		seeRestrictedEvidence: 'province'
	},
	// Writes down for the leader, who gives it.
	secretary: {
		...PROVINCE_READS,
		seeOpinions: 'province',
		prepareOpinions: 'province',
		seeFindings: 'province'
	},
	office: {
		...WATCHES,
		manageScreens: 'province',
		manageSettings: 'province',
		assignTasks: 'province',
		verifyTasks: 'province',
		extendTasks: 'province',
		issueLetters: 'province',
		mirrorTasks: 'province',
		seeOpinions: 'province',
		seeFindings: 'province',
		seeFindingPeople: 'province',
		seeInspections: 'province',
		planInspections: 'province',
		orderInspections: 'province',
		seeMeasures: 'province',
		recordMeasures: 'province',
		seeRestrictedEvidence: 'province'
	},
	centre: WATCHES,
	commune_centre: AGENCY_READS,
	inspector: {
		...PROVINCE_READS,
		seePeople: 'province',
		inspect: 'province',
		drawSamples: 'province',
		seeFindings: 'province',
		seeFindingPeople: 'province',
		sendEvidence: 'province',
		seeRestrictedEvidence: 'province'
	},
	head: HEADS,
	acting_head: HEADS,
	deputy: {
		...AGENCY_READS,
		seeTasks: 'subtree',
		reportTasks: 'subtree',
		seeFlags: 'subtree',
		answerFlags: 'subtree',
		askCorrections: 'subtree',
		seeFindings: 'subtree',
		answerFindings: 'subtree',
		seeInspections: 'subtree',
		seeEvidence: 'subtree',
		sendEvidence: 'subtree',
		explainDelays: 'subtree'
	},
	// Văn thư: notes that a document has come in; that the head has taken it up is the head's to say.
	clerk: {
		...FIGURES,
		seeTasks: 'own',
		receiveTasks: 'own',
		seeInspections: 'own',
		seeEvidence: 'own'
	},
	officer: {
		...AGENCY_READS,
		seeTasks: 'own',
		reportTasks: 'own',
		seeEvidence: 'own',
		sendEvidence: 'own',
		explainDelays: 'own'
	},
	admin: {
		importCatalogue: 'province',
		seeOperations: 'province',
		seeAudit: 'province',
		manageAccounts: 'province',
		manageKeys: 'province',
		manageScreens: 'province',
		directScreens: 'province',
		manageSettings: 'province'
	},
	screen: { seeAggregates: 'province' }
};

/** Nobody does these to the work of an agency in which they hold a post themselves. */
export const NEVER_ONES_OWN: readonly Action[] = [
	'verifyTasks',
	'extendTasks',
	'inspect',
	'answerCorrections',
	'settleCauses'
];

/** Roles of an agency: a post of theirs names one, and a post of no other role does. */
export const AGENCY_ROLES: readonly Role[] = [
	'commune_centre',
	'head',
	'acting_head',
	'deputy',
	'clerk',
	'officer'
];

/** Roles that stand in for somebody, whom their post names. */
export const DELEGATED_ROLES: readonly Role[] = ['secretary'];

/** Outside the demo they sign in with a second factor. */
export const SECOND_FACTOR_ROLES: readonly Role[] = [
	'leader',
	'secretary',
	'office',
	'inspector',
	'admin'
];

/** Whether a post of the role belongs to an agency, and cannot be without one. */
export function needsAgency(role: Role): boolean {
	return AGENCY_ROLES.includes(role);
}

/**
 * The page on which somebody with these roles begins.
 * @param waits whether a task waits that they are to acknowledge: it is seen before anything else
 */
export function homeOf(
	roles: readonly Role[],
	{ waits }: { waits: boolean }
): '/' | '/tasks/inbox' | '/operations' | '/wall' {
	if (waits && roles.some((role) => GRANTS[role].acknowledgeTasks !== undefined)) {
		return '/tasks/inbox';
	}
	if (roles.some((role) => role !== 'screen' && GRANTS[role].seeAggregates !== undefined)) {
		return '/';
	}
	return roles.includes('admin') ? '/operations' : '/wall';
}
