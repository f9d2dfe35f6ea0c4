import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROLES, type Role } from '#lib/domain/accounts/account.ts';
import { OPERATIONS } from '#lib/server/web/openapi.ts';
import { visit } from '../live/stage.ts';
import { aRecord } from '../makers/feed.ts';
import { aProvince, JUSTICE, LAND } from '../makers/province.ts';
import { ROOT } from '../setup/app.ts';
import { openAccessStage, OTHER, OWN, type AccessStage, type Caller } from './stage.ts';

/** Everybody who can be told apart by what they may open. */
const NOBODY = 'nobody';
const KEYS = [
	'feed key',
	'read key',
	`read key ${OWN}`,
	`act key of head ${OWN}`,
	'act key of admin'
];
type Who = string;

const province: Role[] = ['leader', 'secretary', 'office', 'centre', 'inspector'];
const agency: Role[] = ['commune_centre', 'head', 'acting_head', 'deputy', 'officer'];
const keysOfProvince = ['read key'];
const keysOfOwn = [`read key ${OWN}`, `act key of head ${OWN}`];
const administrator = ['admin', 'act key of admin'];

/** Who opens what: written by hand, and not from the table that the program decides by. */
const WHO = {
	everybody: [NOBODY, ...ROLES, ...KEYS, 'wall'],
	letIn: [...ROLES, ...KEYS],
	people: [...ROLES],
	peopleWithFigures: [...province, ...agency, 'clerk'],
	actsWithFigures: [...province, ...agency, 'clerk', `act key of head ${OWN}`],
	figures: [...province, ...agency, 'clerk', 'screen', ...keysOfProvince, ...keysOfOwn],
	figuresAndWall: [
		...[...province, ...agency, 'clerk', 'screen', ...keysOfProvince, ...keysOfOwn],
		'wall'
	],
	dossiers: [...province, ...agency, ...keysOfProvince, ...keysOfOwn],
	tasks: [
		...[...province, 'head', 'acting_head', 'deputy', 'officer', 'clerk'],
		...[...keysOfProvince, ...keysOfOwn]
	],
	assigns: ['office'],
	reports: ['head', 'acting_head', 'deputy', 'officer', `act key of head ${OWN}`],
	opinions: ['leader', 'secretary', 'office'],
	saysOpinions: ['leader', 'secretary'],
	urgers: ['leader', 'office', 'centre', 'head', 'acting_head'],
	urges: ['leader', 'office', 'centre', 'head', 'acting_head', `act key of head ${OWN}`],
	reporters: ['head', 'acting_head', 'deputy', 'officer'],
	heads: ['head', 'acting_head', `act key of head ${OWN}`],
	inspections: [...province, ...agency, 'clerk', `act key of head ${OWN}`],
	letters: [...province, 'head', 'acting_head', ...keysOfProvince, ...keysOfOwn],
	draftsLetters: ['office', 'centre', 'head', 'acting_head', `act key of head ${OWN}`],
	issuesLetters: ['office', 'head', 'acting_head', `act key of head ${OWN}`],
	provinceDossiers: [...province, ...keysOfProvince],
	/** A key without an account is nobody's: what was recorded of an agency first is not for it. */
	findings: [...province, ...agency, 'clerk', `act key of head ${OWN}`],
	findingHeat: [
		'leader',
		'secretary',
		'office',
		'inspector',
		'head',
		'acting_head',
		'deputy',
		`act key of head ${OWN}`
	],
	flags: [...province, 'head', 'acting_head', 'deputy', ...keysOfProvince, ...keysOfOwn],
	answersFlags: ['head', 'acting_head', 'deputy', `act key of head ${OWN}`],
	/** Files may hold a citizen's data: a key without an account opens none of them. */
	evidence: [
		...[...province, 'head', 'acting_head', 'deputy', 'officer', 'clerk'],
		`act key of head ${OWN}`
	],
	sendsEvidence: [
		...['office', 'centre', 'inspector', 'head', 'acting_head', 'deputy', 'officer'],
		`act key of head ${OWN}`
	],
	drawsSamples: ['office', 'centre', 'inspector'],
	measures: ['leader', 'office', 'head', 'acting_head', `act key of head ${OWN}`],
	recordsMeasures: ['office', 'head', 'acting_head', `act key of head ${OWN}`],
	explains: ['head', 'acting_head', 'deputy', 'officer', `act key of head ${OWN}`],
	office: ['office'],
	watch: ['office', 'centre'],
	catalogue: ['office', 'centre', ...administrator],
	files: ['office', 'centre', 'feed key'],
	operations: ['office', 'centre', ...administrator],
	metrics: ['office', 'centre', ...administrator, 'read key'],
	administer: administrator,
	screens: ['office', ...administrator],
	directs: ['office', 'centre', ...administrator],
	settings: ['office', ...administrator],
	feed: ['feed key']
} as const satisfies Record<string, readonly Who[]>;

/** The rule of every page, form and operation there is. A route that is not here fails the test. */
const RULES: Readonly<Record<string, keyof typeof WHO>> = {
	'GET /': 'figures',
	'GET /account': 'people',
	'POST /account?/password': 'people',
	'POST /account?/morning': 'peopleWithFigures',
	'POST /account?/endSession': 'people',
	'POST /account?/endAll': 'people',
	'POST /account?/forgetDevice': 'people',
	'GET /account/second-factor': 'people',
	'POST /account/second-factor?/set': 'people',
	'POST /account/second-factor?/renew': 'people',
	'POST /account/second-factor?/remove': 'people',
	'GET /accounts': 'administer',
	'GET /accounts/[id]': 'administer',
	'POST /accounts/[id]?/give': 'administer',
	'POST /accounts/[id]?/end': 'administer',
	'POST /accounts/[id]?/rename': 'administer',
	'POST /accounts/[id]?/disable': 'administer',
	'POST /accounts/[id]?/enable': 'administer',
	'POST /accounts/[id]?/signOut': 'administer',
	'POST /accounts/[id]?/resetFactor': 'administer',
	'POST /accounts/[id]?/link': 'administer',
	'GET /accounts/import': 'administer',
	'POST /accounts/import?/default': 'administer',
	'POST /accounts/links': 'administer',
	'GET /accounts/new': 'administer',
	'POST /accounts/new?/default': 'administer',
	'GET /accounts/roles': 'administer',
	'GET /accounts/template': 'administer',
	'GET /agencies/[code]': 'figures',
	'GET /audit': 'administer',
	'GET /audit/export': 'administer',
	'GET /charts': 'figures',
	'GET /directives': 'tasks',
	'GET /directives/[code]': 'tasks',
	'GET /directives/drafts': 'assigns',
	'POST /directives/drafts?/make': 'assigns',
	'POST /directives/drafts?/drop': 'assigns',
	'GET /directives/drafts/[id]': 'assigns',
	'POST /directives/drafts/[id]?/save': 'assigns',
	'POST /directives/drafts/[id]?/issue': 'assigns',
	'POST /directives/drafts/[id]?/drop': 'assigns',
	'GET /dossiers': 'dossiers',
	'GET /dossiers/[code]': 'dossiers',
	'GET /dossiers/export': 'dossiers',
	'GET /export': 'figures',
	'GET /indicators': 'figures',
	'GET /indicators/[id]': 'figures',
	'GET /indicators/others': 'figures',
	'GET /api/v1/indicators': 'figures',
	'GET /findings': 'findings',
	'POST /findings?/tasks': 'office',
	'GET /findings/letter': 'office',
	'GET /findings/new': 'findings',
	'POST /findings/new?/default': 'findings',
	'GET /findings/heat': 'findingHeat',
	'GET /findings/[code]': 'findings',
	'POST /findings/[code]?/act': 'findings',
	'POST /findings/[code]?/tasks': 'office',
	'GET /api/v1/findings': 'findings',
	'POST /api/v1/findings': 'findings',
	'GET /api/v1/findings/[code]': 'findings',
	'POST /api/v1/findings/[code]/acts': 'findings',
	'POST /api/v1/findings/tasks': 'office',
	'GET /api/v1/findings/heat': 'findingHeat',
	'GET /flags': 'flags',
	'POST /flags?/answer': 'answersFlags',
	'GET /flags/samples': 'drawsSamples',
	'POST /flags/samples?/draw': 'drawsSamples',
	'GET /api/v1/flags': 'flags',
	'POST /api/v1/flags/answers': 'answersFlags',
	'GET /api/v1/dossiers/[code]/flags': 'dossiers',
	'GET /api/v1/samples': 'drawsSamples',
	'POST /api/v1/samples': 'drawsSamples',
	'GET /api/v1/samples/[code]': 'drawsSamples',
	'GET /shift': 'watch',
	'POST /shift?/write': 'watch',
	'POST /shift?/read': 'watch',
	'GET /api/v1/shift': 'watch',
	'POST /api/v1/shift/notes': 'watch',
	'POST /api/v1/shift/notes/[id]/reads': 'watch',
	'GET /corrections': 'dossiers',
	'GET /corrections/new': 'answersFlags',
	'POST /corrections/new?/default': 'answersFlags',
	'GET /corrections/[code]': 'dossiers',
	'POST /corrections/[code]?/default': 'dossiers',
	'GET /api/v1/corrections': 'dossiers',
	'POST /api/v1/corrections': 'answersFlags',
	'GET /api/v1/corrections/marks': 'figures',
	'GET /api/v1/corrections/[code]': 'dossiers',
	'POST /api/v1/corrections/[code]/acts': 'dossiers',
	'GET /consultations': 'dossiers',
	'POST /consultations?/ask': 'explains',
	'POST /consultations?/answered': 'explains',
	'POST /consultations?/withdraw': 'explains',
	'GET /api/v1/consultations': 'dossiers',
	'POST /api/v1/consultations': 'explains',
	'POST /api/v1/consultations/[code]/ends': 'explains',
	'GET /consultations/import': 'explains',
	'POST /consultations/import?/default': 'explains',
	'POST /api/v1/consultations/file': 'explains',
	'GET /apologies': 'dossiers',
	'POST /apologies?/record': 'explains',
	'POST /apologies?/withdraw': 'explains',
	'GET /apologies/import': 'explains',
	'POST /apologies/import?/default': 'explains',
	'GET /api/v1/apologies': 'dossiers',
	'POST /api/v1/apologies': 'explains',
	'POST /api/v1/apologies/withdrawals': 'explains',
	'POST /api/v1/apologies/file': 'explains',
	'GET /api/v1/dossiers/[code]/apology': 'explains',
	'GET /measures': 'measures',
	'POST /measures?/record': 'recordsMeasures',
	'GET /measures/[code]': 'measures',
	'POST /measures/[code]?/withdraw': 'recordsMeasures',
	'GET /api/v1/measures': 'measures',
	'POST /api/v1/measures': 'recordsMeasures',
	'GET /api/v1/measures/[code]': 'measures',
	'POST /api/v1/measures/[code]/withdrawals': 'recordsMeasures',
	'POST /api/v1/causes/file': 'explains',
	'GET /causes/import': 'explains',
	'POST /causes/import?/default': 'explains',
	'GET /causes': 'dossiers',
	'POST /causes?/declare': 'explains',
	'POST /causes?/settle': 'watch',
	'GET /causes/new': 'explains',
	'GET /api/v1/dossiers/[code]/delays': 'dossiers',
	'GET /api/v1/causes': 'dossiers',
	'POST /api/v1/causes/declarations': 'explains',
	'POST /api/v1/causes/settlements': 'watch',
	'GET /import': 'files',
	'POST /import?/default': 'files',
	'GET /inspections': 'inspections',
	'GET /inspections/today': 'inspections',
	'GET /inspections/new': 'office',
	'POST /inspections/new?/default': 'office',
	'GET /inspections/templates': 'office',
	'POST /inspections/templates?/default': 'office',
	'GET /inspections/[code]': 'inspections',
	'GET /inspections/[code]/docx': 'inspections',
	'POST /inspections/[code]?/act': 'inspections',
	'GET /api/v1/inspections': 'inspections',
	'POST /api/v1/inspections': 'office',
	'GET /api/v1/inspections/templates': 'inspections',
	'POST /api/v1/inspections/templates': 'office',
	'GET /api/v1/inspections/[code]': 'inspections',
	'GET /api/v1/inspections/[code]/docx': 'inspections',
	'POST /api/v1/inspections/[code]/acts': 'inspections',
	'GET /leader': 'saysOpinions',
	'GET /letters': 'letters',
	'GET /letters/[code]': 'letters',
	'GET /letters/[code]/docx': 'letters',
	'GET /letters/new': 'draftsLetters',
	'POST /letters/[code]?/issue': 'issuesLetters',
	'POST /letters/[code]?/words': 'draftsLetters',
	'POST /letters/new?/default': 'draftsLetters',
	'GET /api/v1/letters': 'letters',
	'POST /api/v1/letters': 'draftsLetters',
	'GET /api/v1/letters/[code]': 'letters',
	'GET /api/v1/letters/[code]/docx': 'letters',
	'POST /api/v1/letters/[code]/issue': 'issuesLetters',
	'POST /api/v1/letters/[code]/words': 'draftsLetters',
	'GET /morning': 'figures',
	'GET /morning/[day].pdf': 'figures',
	'GET /operations': 'operations',
	'GET /procedures': 'figures',
	'GET /procedures/import': 'catalogue',
	'POST /procedures/import?/default': 'catalogue',
	'GET /quarantine': 'watch',
	'POST /quarantine?/map': 'watch',
	'POST /quarantine?/replay': 'watch',
	'POST /quarantine?/dismiss': 'watch',
	'GET /screens': 'directs',
	'POST /screens?/plan': 'directs',
	'POST /screens?/show': 'directs',
	'POST /screens?/rotate': 'directs',
	'POST /screens?/refresh': 'directs',
	'POST /screens?/rename': 'screens',
	'POST /screens?/renew': 'screens',
	'POST /screens?/revoke': 'screens',
	'GET /screens/pair': 'screens',
	'POST /screens/pair?/find': 'screens',
	'POST /screens/pair?/approve': 'screens',
	'GET /wall': 'figuresAndWall',
	'GET /wall/preview': 'watch',
	'GET /wall/board': 'figuresAndWall',
	'POST /wall/beat': 'figuresAndWall',
	'GET /wall/pairing': 'everybody',
	'POST /wall/pairing': 'everybody',
	'GET /keys': 'administer',
	'POST /keys?/create': 'administer',
	'POST /keys?/revoke': 'administer',
	'POST /keys?/rotate': 'administer',
	'GET /api/v1/keys': 'administer',
	'POST /api/v1/keys': 'administer',
	'POST /api/v1/keys/[id]/revocations': 'administer',
	'POST /api/v1/keys/[id]/rotations': 'administer',
	'GET /settings': 'settings',
	'GET /settings/agencies': 'settings',
	'GET /settings/agencies/[code]': 'settings',
	'GET /settings/agencies/import': 'settings',
	'GET /settings/agencies/template': 'settings',
	'GET /settings/calendar': 'settings',
	'GET /settings/parameters': 'settings',
	'GET /settings/thresholds': 'settings',
	'POST /api/v1/accounts/[id]/factor-resets': 'administer',
	'POST /api/v1/calendar/days': 'settings',
	'POST /api/v1/calendar/previews': 'settings',
	'POST /api/v1/calendar/withdrawals': 'settings',
	'POST /api/v1/calendar/years': 'settings',
	'POST /api/v1/parameters': 'settings',
	'POST /api/v1/parameters/withdrawals': 'settings',
	'POST /api/v1/thresholds': 'settings',
	'POST /api/v1/thresholds/withdrawals': 'settings',
	'POST /settings/agencies/[code]?/alias': 'settings',
	'POST /settings/agencies/[code]?/change': 'settings',
	'POST /settings/agencies/[code]?/end': 'settings',
	'POST /settings/agencies/[code]?/head': 'settings',
	'POST /settings/agencies/import?/default': 'settings',
	'POST /settings/agencies?/add': 'settings',
	'POST /settings/calendar?/confirm': 'settings',
	'POST /settings/calendar?/declare': 'settings',
	'POST /settings/calendar?/withdraw': 'settings',
	'POST /settings/parameters?/set': 'settings',
	'POST /settings/parameters?/withdraw': 'settings',
	'POST /settings/thresholds?/set': 'settings',
	'POST /settings/thresholds?/withdraw': 'settings',
	'GET /tasks': 'tasks',
	'GET /tasks/inbox': 'tasks',
	'POST /tasks/inbox?/acknowledge': 'tasks',
	'GET /tasks/[code]': 'tasks',
	'POST /tasks/[code]?/endSeries': 'assigns',
	'POST /tasks/[code]?/act': 'tasks',
	'POST /tasks/[code]?/acknowledge': 'tasks',
	'GET /evidence': 'sendsEvidence',
	'GET /evidence/[code]': 'evidence',
	'GET /evidence/[code]/file': 'evidence',
	'GET /api/v1/evidence': 'evidence',
	'GET /api/v1/evidence/[code]': 'evidence',
	'GET /api/v1/evidence/[code]/file': 'evidence',
	'POST /api/v1/evidence/uploads': 'sendsEvidence',
	'GET /api/v1/evidence/uploads/[id]': 'sendsEvidence',
	'HEAD /api/v1/evidence/uploads/[id]': 'sendsEvidence',
	'PATCH /api/v1/evidence/uploads/[id]': 'sendsEvidence',
	'GET /tasks/[code]/evidence/[file]': 'tasks',
	'POST /api/v1/tasks/[code]/evidence': 'reports',
	'GET /api/v1/tasks/[code]/evidence/[file]': 'tasks',
	'GET /metrics': 'metrics',
	'POST /preferences': 'everybody',
	'GET /sign-in': 'everybody',
	'POST /sign-in?/default': 'everybody',
	'GET /sign-in/callback/oidc': 'everybody',
	'GET /sign-in/link': 'everybody',
	'GET /sign-in/oidc': 'everybody',
	'POST /sign-in/link?/default': 'everybody',
	'GET /sign-in/password': 'everybody',
	'POST /sign-in/password?/default': 'everybody',
	'GET /sign-in/second-factor': 'everybody',
	'POST /sign-in/second-factor?/show': 'everybody',
	'POST /sign-in/second-factor?/set': 'everybody',
	'POST /sign-out': 'people',
	'POST /api/SynsTTHCC/CapNhatTienDoHoSoMC': 'feed',
	'POST /api/SynsTTHCC/DongBoHoSoMC': 'feed',
	'GET /api/v1/accounts': 'administer',
	'POST /api/v1/accounts': 'administer',
	'GET /api/v1/accounts/[id]': 'administer',
	'POST /api/v1/accounts/[id]/disablings': 'administer',
	'POST /api/v1/accounts/[id]/enablings': 'administer',
	'POST /api/v1/accounts/[id]/endings': 'administer',
	'POST /api/v1/accounts/[id]/links': 'administer',
	'POST /api/v1/accounts/[id]/names': 'administer',
	'POST /api/v1/accounts/[id]/posts': 'administer',
	'POST /api/v1/accounts/[id]/sign-outs': 'administer',
	'POST /api/v1/accounts/imports': 'administer',
	'POST /api/v1/accounts/links': 'administer',
	'POST /api/v1/agencies/aliases': 'settings',
	'POST /api/v1/agencies/changes': 'settings',
	'POST /api/v1/agencies/ends': 'settings',
	'POST /api/v1/agencies/heads': 'settings',
	'POST /api/v1/agencies/imports': 'settings',
	'GET /api/v1/audit': 'administer',
	'GET /api/v1/audit/export': 'administer',
	'GET /api/v1/charts': 'figures',
	'GET /api/v1/dossiers': 'dossiers',
	'GET /api/v1/dossiers/[code]': 'dossiers',
	'GET /api/v1/dossiers/export': 'dossiers',
	'POST /api/v1/directives/parse': 'office',
	'POST /api/v1/feed': 'feed',
	'POST /api/v1/feed/file': 'files',
	'GET /api/v1/morning-pages': 'figures',
	'GET /api/v1/morning-pages/[day]': 'figures',
	'POST /api/v1/morning-pages/subscriptions': 'actsWithFigures',
	'GET /api/v1/openapi.json': 'letIn',
	'GET /api/v1/overview': 'figuresAndWall',
	'GET /api/v1/overview/export': 'figures',
	'GET /api/v1/procedures': 'figures',
	'POST /api/v1/procedures/imports': 'catalogue',
	'GET /api/v1/quarantine': 'watch',
	'POST /api/v1/quarantine/dismissals': 'watch',
	'POST /api/v1/quarantine/mappings': 'watch',
	'GET /api/v1/quarantine/messages': 'watch',
	'GET /api/v1/quarantine/preview': 'watch',
	'POST /api/v1/quarantine/replays': 'watch',
	'POST /api/v1/directives': 'assigns',
	'GET /api/v1/directives/drafts': 'assigns',
	'POST /api/v1/directives/drafts': 'assigns',
	'GET /api/v1/directives/drafts/[code]': 'assigns',
	'POST /api/v1/directives/drafts/[code]/changes': 'assigns',
	'POST /api/v1/directives/drafts/[code]/drop': 'assigns',
	'POST /api/v1/directives/drafts/[code]/issue': 'assigns',
	'POST /api/v1/directives/[code]/acknowledgements': 'heads',
	'GET /opinions': 'opinions',
	'POST /opinions?/give': 'opinions',
	'POST /opinions?/issue': 'opinions',
	'POST /opinions?/return': 'opinions',
	'POST /opinions?/withdraw': 'opinions',
	'GET /opinions/new': 'saysOpinions',
	'POST /opinions/new?/default': 'saysOpinions',
	'GET /tasks/import': 'office',
	'POST /tasks/import?/default': 'office',
	'POST /api/v1/task-mirror': 'office',
	'POST /api/v1/task-mirror/file': 'office',
	'GET /api/v1/opinions': 'opinions',
	'POST /api/v1/opinions': 'opinions',
	'POST /api/v1/opinions/[code]/acts': 'opinions',
	'GET /api/v1/notices': 'actsWithFigures',
	'POST /api/v1/notices/reads': 'actsWithFigures',
	'GET /api/v1/urgings': 'actsWithFigures',
	'POST /api/v1/urgings': 'urges',
	'GET /api/v1/urgings/[code]': 'actsWithFigures',
	'POST /api/v1/urgings/[code]/replies': 'reports',
	'GET /notices': 'actsWithFigures',
	'POST /notices?/default': 'actsWithFigures',
	'GET /urgings': 'actsWithFigures',
	'GET /urgings/new': 'urges',
	'POST /urgings/new?/default': 'urges',
	'GET /urgings/[code]': 'actsWithFigures',
	'POST /urgings/[code]?/default': 'reports',
	'POST /account?/notices': 'peopleWithFigures',
	'GET /api/v1/tasks': 'tasks',
	'GET /api/v1/tasks/[code]': 'tasks',
	'POST /api/v1/tasks/[code]/acts': 'tasks',
	'POST /api/v1/task-series/[code]/end': 'assigns',
	'GET /api/v1/screens': 'directs',
	'POST /api/v1/screens': 'screens',
	'POST /api/v1/screens/[id]/name': 'screens',
	'POST /api/v1/screens/[id]/renewal': 'screens',
	'POST /api/v1/screens/[id]/revocation': 'screens',
	'POST /api/v1/screens/[id]/plan': 'directs',
	'POST /api/v1/screens/[id]/orders': 'directs'
};

/** Of what the ids of a route are, where one must be known to tell "not yours" from "no such thing". */
const KNOWN: Readonly<Record<string, string>> = {
	'/dossiers/[code]': `/dossiers/${OWN}-OWN`,
	'/api/v1/dossiers/[code]': `/api/v1/dossiers/${OWN}-OWN`,
	'/api/v1/dossiers/[code]/flags': `/api/v1/dossiers/${OWN}-OWN/flags`,
	'/api/v1/dossiers/[code]/delays': `/api/v1/dossiers/${OWN}-OWN/delays`,
	'/api/v1/dossiers/[code]/apology': `/api/v1/dossiers/${OWN}-OWN/apology`,
	'/corrections/[code]': '/corrections/DC-1',
	'/api/v1/corrections/[code]': '/api/v1/corrections/DC-1',
	'/api/v1/corrections/[code]/acts': '/api/v1/corrections/DC-1/acts',
	'/agencies/[code]': `/agencies/${OWN}`
};

/** These end the very session that they are asked with. */
const ENDS = ['POST /account?/endAll', 'POST /sign-out'];

let stage: AccessStage;
const callers = new Map<Who, Caller>();

beforeAll(async () => {
	stage = await openAccessStage(aProvince());
	for (const role of ROLES) callers.set(role, await stage.person(role));
	callers.set('feed key', await stage.key('feed'));
	callers.set('read key', await stage.key('read'));
	callers.set(`read key ${OWN}`, await stage.key('read', { agency: OWN }));
	callers.set(`act key of head ${OWN}`, await stage.key('act', { of: `head ${OWN}` }));
	callers.set('act key of admin', await stage.key('act', { of: 'admin' }));
	callers.set('wall', await stage.wall());
	callers.set(NOBODY, { name: NOBODY, headers: {}, live: {} });
	await feed(
		aRecord(`${OWN}-OWN`, { DonViXuLy: LAND }),
		aRecord(`${OTHER}-OTHER`, { DonViXuLy: JUSTICE })
	);
	const asked = await stage.ask(by(`act key of head ${OWN}`), '/api/v1/corrections', {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({
			kind: 'dossiers',
			claim: 'not_ours',
			dossiers: [`${OWN}-OWN`],
			reason: 'x'
		})
	});
	expect(await asked.json()).toMatchObject({ code: 'DC-1' });
}, 300_000);
afterAll(async () => stage.close());

async function feed(...data: unknown[]): Promise<void> {
	const answer = await stage.ask(by('feed key'), '/api/v1/feed', {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ service: 'DongBoHoSoMC', data })
	});
	expect(answer.status).toBe(200);
}

function by(who: Who): Caller {
	const caller = callers.get(who);
	if (caller === undefined) throw new Error(`nobody is called ${who}`);
	return caller;
}

/** Every page, method and form action, read off the folder of the routes. */
function operations(): string[] {
	const root = join(ROOT, 'src/routes');
	const found = new Set<string>();
	for (const file of globSync('**/+{page.svelte,page.server.ts,server.ts}', { cwd: root })) {
		const parts = dirname(file).split('/');
		const id = `/${parts.filter((part) => part !== '.' && !/^\(.*\)$/.test(part)).join('/')}`;
		const source = readFileSync(join(root, file), 'utf8');
		if (file.endsWith('+page.svelte')) found.add(`GET ${id}`);
		else if (file.endsWith('+page.server.ts')) {
			const [, actions] = /^export const actions\b[^=]*= \{\n(.*?)^\}/ms.exec(source) ?? [];
			if (actions === undefined && /export const actions\b/.test(source)) found.add(`POST ${id}?`);
			for (const [, name] of (actions ?? '').matchAll(/^\t['"]?([\w-]+)['"]?[:,(]/gm)) {
				found.add(`POST ${id}?/${name ?? ''}`);
			}
		} else {
			for (const [, method] of source.matchAll(
				/export (?:const|async function|function) ([A-Z]+)\b/g
			)) {
				found.add(`${method ?? ''} ${id}`);
			}
		}
	}
	return [...found].sort();
}

/** What became of a call: let in to what is there, told who may not, or shown the door. */
async function outcome(operation: string, who: Who): Promise<'in' | 'refused' | 'door' | string> {
	const [method = '', rest = ''] = operation.split(' ');
	const [id = '', action] = rest.split('?');
	const path = KNOWN[id] ?? id.replace(/\[[^\]]+\]/g, '999999');
	const api = id.startsWith('/api/');
	const address = action === undefined || action === '/default' ? path : `${path}?${action}`;
	const answer = await stage.ask(by(who), address, {
		method,
		headers: { accept: 'text/html' },
		...(method === 'POST' && {
			body: api ? '{}' : new URLSearchParams(),
			headers: {
				...{ accept: 'text/html' },
				'content-type': api ? 'application/json' : 'application/x-www-form-urlencoded'
			}
		})
	});
	const body = await answer.text();
	const { status } = answer;
	const to = answer.headers.get('location') ?? '';
	if (status >= 500) return `failed: ${status}`;
	if (RULES[operation] === 'everybody' && status !== 403) return 'in';
	if (status === 401 || (status === 303 && /^\/(sign-in|wall\/pairing)/.test(to))) {
		const ended = ENDS.includes(operation) && answer.headers.has('set-cookie');
		return ended ? 'in' : 'door';
	}
	if (status === 403) return body.includes('foreign_origin') ? 'foreign' : 'refused';
	// Dossiers do not exist for who may not see them; other ids were made up.
	if (status === 404) {
		return id.includes('dossiers') || RULES[operation] === 'dossiers' ? 'refused' : 'in';
	}
	// An administrator's first page is another.
	if (status === 303 && to === '/operations') return 'refused';
	return 'in';
}

function expected(operation: string, who: Who): string[] {
	const rule = RULES[operation];
	const allowed: readonly Who[] = rule === undefined ? [] : WHO[rule];
	if (allowed.includes(who)) return ['in'];
	// Who has no session has none to end; a wall goes back to its own page, wherever it is sent.
	if (operation === 'POST /sign-out') return ['door'];
	return who === NOBODY ? ['door'] : who === 'wall' ? ['refused', 'door'] : ['refused'];
}

describe('who opens what', () => {
	it('is written down for every page, form and operation there is, and for nothing else', () => {
		expect(operations()).toEqual(Object.keys(RULES).sort());
		const documented = OPERATIONS.map(
			({ method, path }) => `${method.toUpperCase()} ${path.replaceAll(/\{\w+\}/g, '[]')}`
		);
		const ruled = new Set(Object.keys(RULES).map((rule) => rule.replaceAll(/\[\w+\]/g, '[]')));
		expect(documented.filter((operation) => !ruled.has(operation))).toEqual([]);
	});

	it.each([NOBODY, ...ROLES, ...KEYS, 'wall'])(
		'%s',
		async (who) => {
			const wrong: string[] = [];
			for (const operation of operations()) {
				if (RULES[operation] === undefined) continue;
				const found = await outcome(operation, who);
				const role = ROLES.find((one) => one === who);
				if (role !== undefined && ENDS.includes(operation)) {
					callers.set(who, await stage.person(role));
				}
				const right = expected(operation, who);
				if (!right.includes(found)) wrong.push(`${operation}: ${found}, not ${right.join()}`);
			}
			expect(wrong).toEqual([]);
		},
		60_000
	);
});

describe('a dossier of another agency', () => {
	it('exists for who reads the province, and for nobody else', async () => {
		for (const role of ROLES) callers.set(role, await stage.person(role));
		const seen: Who[] = [];
		for (const who of [...ROLES, ...KEYS, 'wall']) {
			for (const path of [`/dossiers/${OTHER}-OTHER`, `/api/v1/dossiers/${OTHER}-OTHER`]) {
				const answer = await stage.ask(by(who), path);
				if (answer.status === 200) seen.push(who);
			}
		}
		const twice = WHO.provinceDossiers.flatMap((who) => [who, who]);
		expect(seen.sort()).toEqual([...twice].sort());
	});

	it('is in nobody’s list whose it is not, and the other way round', async () => {
		const justice = await stage.person('head', OTHER);
		const list = async (caller: Caller) => {
			const answer = await stage.ask(caller, '/api/v1/dossiers?figure=open.total');
			const { items }: { items: { code: string }[] } = await answer.json();
			return items.map(({ code }) => code);
		};
		expect(await list(by('head'))).toEqual([`${OWN}-OWN`]);
		expect(await list(justice)).toEqual([`${OTHER}-OTHER`]);
		expect(await list(by('leader'))).toHaveLength(2);
	});
});

describe('a socket', () => {
	const hears = {
		tallies: WHO.figuresAndWall as readonly Who[],
		dossiers: WHO.dossiers as readonly Who[]
	};

	it('is let in and told what its reader may hear, and nothing else', async () => {
		const all = [NOBODY, ...ROLES, ...KEYS, 'wall'];
		const visits = all.map((who) => {
			const { token, cookie } = by(who).live;
			const as = {
				origin: stage.origin,
				...(cookie === undefined ? {} : { cookie }),
				...(token === undefined ? {} : { token })
			};
			return { who, visit: visit(stage.port, as) };
		});
		try {
			const refused = [NOBODY, 'feed key'];
			for (const { who, visit } of visits) {
				await (refused.includes(who) ? visit.until('refused') : visit.until('welcome'));
				if (hears.tallies.includes(who)) await visit.until('tallies');
			}
			await feed(aRecord(`${OWN}-LIVE`, { DonViXuLy: LAND }));
			for (const { who, visit } of visits) {
				if (hears.dossiers.includes(who)) {
					await visit.until('changed', ({ ids }) => ids.includes(`${OWN}-LIVE`));
				}
			}
			for (const { who, visit } of visits) {
				expect([who, visit.all('tallies').length > 0]).toEqual([who, hears.tallies.includes(who)]);
				const told = visit.wire().includes(`${OWN}-LIVE`);
				expect([who, told]).toEqual([who, hears.dossiers.includes(who)]);
			}
		} finally {
			for (const { visit } of visits) visit.leave();
		}
	});
});
