import { may, type Reader } from '#lib/domain/accounts/reader.ts';

/** Kinds of tables that PostgreSQL's policies open by name (migration `row_level_security`). */
type Opens =
	/** What agencies did: dossiers and all that hangs on them, quarantine, the ledger. */
	| 'facts'
	/** Documents of the Committee and the tasks in them. */
	| 'tasks'
	/** Files of evidence, with those that are restricted. */
	| 'evidence'
	/** Documents that are gone through before they are issued. */
	| 'drafts'
	/** Official letters. */
	| 'letters'
	/** What inspections found. */
	| 'findings'
	/** The officials whom findings concern. */
	| 'finding_people'
	/** Inspections, also those that their agency does not know of yet. */
	| 'inspections'
	/** What people are told, and urgings. */
	| 'notices'
	/** Accounts, sessions, keys, screens. */
	| 'people'
	/** Agencies and what they are called: everybody named reads it, this is for writing. */
	| 'directory'
	/** Answers kept for an Idempotency-Key. */
	| 'answers'
	/** Freshness and recounts, for who sees operations. */
	| 'operations'
	| 'quarantine'
	/** Notes of the centre's shifts. */
	| 'shift'
	/** Measures against officials. */
	| 'measures'
	| 'audit';

const ALL = [
	'facts',
	'tasks',
	'evidence',
	'drafts',
	'letters',
	'findings',
	'finding_people',
	'inspections',
	'notices',
	'people',
	'directory',
	'answers',
	'operations',
	'quarantine',
	'shift',
	'measures',
	'audit'
] as const;

/**
 * What the program does by itself and not for one reader, each under its own name, with what it needs
 * and no more. Nothing else reaches the facts of an agency without a reader.
 */
const SYSTEM_SCOPES = {
	/** What the pages' process is born with: who is it, accounts, settings. No facts. */
	web: ['people', 'directory', 'answers'],
	/** The owner's own: migrations, command-line tools, the process that starts and rechecks. */
	owner: ALL,
	/** Batches and files of the feed. */
	intake: ['facts'],
	/** Messages that waited, let through or dismissed; the alias that lets them. */
	quarantine: ['facts', 'quarantine', 'directory', 'people'],
	/** Dossiers folded again because catalogue, calendar or names say something else. */
	refolding: ['facts', 'directory'],
	/** The figures of the province, for those who may see aggregates. */
	figures: ['facts', 'tasks', 'operations', 'quarantine'],
	/** Counts of the whole database, for those who see operations or set the province up. */
	operations: ['facts', 'people', 'operations', 'quarantine'],
	/** Documents issued, and what people do to tasks. */
	tasks: ['tasks', 'evidence'],
	/** Files of evidence taken in, opened and deleted on their day; what they are evidence for. */
	evidence: ['evidence', 'tasks', 'findings', 'inspections', 'facts'],
	/** Official letters drafted, changed and issued. */
	letters: ['letters'],
	/** A letter issued: it counts as an urging of each agency and is told to its people. */
	letterIssue: ['letters', 'facts', 'tasks', 'people', 'notices'],
	/** Nhắc: a list counted, kept and told to the agency's people. */
	urging: ['facts', 'tasks', 'people', 'notices'],
	/** Answers to questions about dossiers, and fair samples. */
	flags: ['facts'],
	/** Causes of late dossiers, opinions asked about them, and apologies. */
	delays: ['facts'],
	/** Measures against officials recorded, taken back and looked at. */
	measures: ['measures'],
	/** Requests to put a number right, and who is told of them. */
	corrections: ['facts', 'people', 'notices'],
	/** What one shift of the centre leaves to the next. */
	shift: ['shift', 'facts'],
	/** Findings logged, moved and watched: their tasks, and whom they tell. */
	findings: ['facts', 'tasks', 'findings', 'finding_people', 'inspections', 'people', 'notices'],
	/** Inspections planned and conducted: of whom a team may be, and whom to tell. */
	inspections: ['inspections', 'people', 'notices'],
	/** Reading the ledger to tell screens what changed. */
	listener: ['facts'],
	/** The recount of everything that is served. */
	verify: [
		...(['facts', 'tasks', 'evidence', 'findings', 'inspections'] as const),
		...(['operations', 'quarantine', 'audit'] as const)
	]
} as const satisfies Record<string, readonly Opens[]>;

export type SystemScope = keyof typeof SYSTEM_SCOPES;

/** The settings that policies read, by name. All of them are set each time: none is left over. */
export type ScopeSettings = Record<
	| 'app.reader'
	| 'app.system'
	| 'app.account'
	| 'app.key'
	| 'app.aggregates'
	| 'app.dossiers'
	| 'app.agencies'
	| 'app.tasks'
	| 'app.task_agencies'
	| 'app.letters'
	| 'app.letter_agencies'
	| 'app.findings'
	| 'app.finding_agencies'
	| 'app.inspections'
	| 'app.inspection_agencies'
	| 'app.measures'
	| 'app.measure_agencies'
	| 'app.today'
	| 'app.formerly'
	| 'app.opens',
	string
>;

export function systemSettings(name: SystemScope): ScopeSettings {
	const opens: readonly Opens[] = SYSTEM_SCOPES[name];
	const facts = opens.includes('facts');
	return {
		'app.reader': 'system',
		'app.system': name,
		'app.account': '',
		'app.key': '',
		'app.aggregates': facts ? 'on' : 'off',
		'app.dossiers': facts ? 'all' : 'none',
		'app.agencies': '{}',
		'app.tasks': opens.includes('tasks') ? 'all' : 'none',
		'app.task_agencies': '{}',
		'app.letters': opens.includes('letters') ? 'all' : 'none',
		'app.letter_agencies': '{}',
		'app.findings': opens.includes('findings') ? 'all' : 'none',
		'app.finding_agencies': '{}',
		'app.inspections': 'some',
		'app.inspection_agencies': '{}',
		'app.measures': opens.includes('measures') ? 'all' : 'some',
		'app.measure_agencies': '{}',
		'app.today': '',
		'app.formerly': 'off',
		'app.opens': opens.join(',')
	};
}

/** What a reader's own transactions are let see; the program's own reader is the figures' scope. */
export function readerSettings(reader: Reader): ScopeSettings {
	if (reader.kind === 'system') return systemSettings('figures');
	const { dossiers, aggregates, operations } = reader.sees;
	const some = Array.isArray(dossiers);
	const tasks = reader.grants.seeTasks ?? [];
	const letters = reader.grants.seeLetters ?? [];
	const findings = reader.grants.seeFindings ?? [];
	const inspections = reader.grants.seeInspections ?? [];
	const measures = reader.grants.seeMeasures ?? [];
	// Of all but one's own agencies, which see of an inspection what is shown to them.
	const inspected = inspections === 'all' ? reader.own : [...inspections, ...reader.own];
	const opens: Opens[] = [];
	if (operations) opens.push('operations');
	if (may(reader, 'seeQuarantine')) opens.push('quarantine');
	if (may(reader, 'seeAudit')) opens.push('audit');
	if (may(reader, 'keepShift')) opens.push('shift');
	if (may(reader, 'assignTasks')) opens.push('drafts');
	if (may(reader, 'seeFindingPeople')) opens.push('finding_people');
	if (may(reader, 'seeRestrictedEvidence')) opens.push('evidence');
	// Keys, screens and acts are shown with the accounts behind them.
	const administers = [
		'manageAccounts',
		'manageKeys',
		'manageScreens',
		'directScreens',
		'seeAudit'
	] as const;
	if (operations || administers.some((action) => may(reader, action))) opens.push('people');
	return {
		'app.reader': reader.kind,
		'app.system': '',
		'app.account': String(reader.account?.id ?? ''),
		'app.key': String(reader.keyId ?? ''),
		'app.aggregates': aggregates ? 'on' : 'off',
		'app.dossiers': some ? 'some' : dossiers,
		'app.agencies': `{${some ? dossiers.join(',') : ''}}`,
		'app.tasks': tasks === 'all' ? 'all' : 'some',
		'app.task_agencies': `{${tasks === 'all' ? '' : tasks.join(',')}}`,
		'app.letters': letters === 'all' ? 'all' : 'some',
		'app.letter_agencies': `{${letters === 'all' ? '' : letters.join(',')}}`,
		'app.findings': findings === 'all' ? 'all' : 'some',
		// What a reader who sees all has not to see yet: drafts about the agency in which they hold a post.
		'app.finding_agencies': `{${(findings === 'all' ? reader.own : findings).join(',')}}`,
		'app.inspections': inspections === 'all' ? 'all' : 'some',
		'app.inspection_agencies': `{${[...new Set(inspected)].join(',')}}`,
		'app.measures': measures === 'all' ? 'all' : 'some',
		'app.measure_agencies': `{${measures === 'all' ? '' : measures.join(',')}}`,
		'app.today': reader.on ?? '',
		'app.formerly': 'off',
		'app.opens': opens.join(',')
	};
}
