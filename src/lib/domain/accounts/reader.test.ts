import { describe, expect, it } from 'vitest';
import { agencyDirectory, type AgencyVersion } from '../agencies/agency.ts';
import { DEFAULT_OFFICE_HOURS } from '../calendar/office-hours.ts';
import { ROLES, type Account, type Post, type Role } from './account.ts';
import { ACTIONS, GRANTS, homeOf, needsAgency, NEVER_ONES_OWN } from './permissions.ts';
import {
	may,
	maySeeMetrics,
	maySend,
	mayTo,
	readerFor,
	readerForKey,
	readerForScreen,
	seesDossierOf
} from './reader.ts';
import type { ApiKey } from './reader.ts';

const TODAY = '2026-11-20';
const LAND = 1;
const LAND_OFFICE = 2;
const JUSTICE = 3;

function version(agencyId: number, parentId: number | null): AgencyVersion {
	return {
		agencyId,
		code: `H21.0${agencyId}`,
		name: `Cơ quan ${agencyId}`,
		shortName: `CQ${agencyId}`,
		kind: 'so',
		level: 'tinh',
		parentId,
		accountable: parentId === null,
		vertical: false,
		validFrom: '2018-01-01',
		validTo: null,
		hours: DEFAULT_OFFICE_HOURS
	};
}
const directory = agencyDirectory({
	versions: [version(LAND, null), version(LAND_OFFICE, LAND), version(JUSTICE, null)],
	aliases: [],
	successions: []
});

function post(role: Role, rest: Partial<Post> = {}): Post {
	return {
		id: 1,
		role,
		agencyId: needsAgency(role) ? LAND : null,
		fields: [],
		answersFor: [],
		onBehalfOf: null,
		validFrom: '2026-01-01',
		validTo: null,
		...rest
	};
}
function account(...posts: Post[]): Account {
	return { id: 7, email: 'a@b.example', name: 'A', posts };
}
const holding = (...posts: Post[]) => readerFor(account(...posts), directory, TODAY);
const signedIn = (role: Role) => holding(post(role));
const key = (scope: ApiKey['scope'], rest: Partial<ApiKey> = {}, by: Account | null = null) =>
	readerForKey(
		{ id: 3, name: 'k', scope, agencyId: null, backfill: false, ...rest },
		by,
		directory,
		TODAY
	);

describe('what a role may do', () => {
	it('is this, and whoever changes it changes it here too', () => {
		const table = Object.fromEntries(
			ROLES.map((role) => [
				role,
				ACTIONS.filter((action) => GRANTS[role][action] !== undefined)
					.map((action) => `${action}:${GRANTS[role][action]}`)
					.join(' ')
			])
		);
		const watches =
			'seeAggregates:province receiveMorningPage:province readNotices:province urge:province seeDossiers:province seeTasks:province seePeople:province seeQuarantine:province ' +
			'settleQuarantine:province importFiles:province importCatalogue:province seeOperations:province';
		const heads =
			'seeAggregates:province receiveMorningPage:province readNotices:province urge:subtree seeDossiers:subtree seeTasks:subtree seePeople:subtree receiveTasks:own ' +
			'acknowledgeTasks:own reportTasks:subtree seeLetters:subtree draftLetters:own issueLetters:own ' +
			'seeFlags:subtree answerFlags:subtree askCorrections:subtree seeFindings:subtree seeFindingPeople:subtree answerFindings:subtree seeInspections:subtree answerInspections:own explainDelays:subtree seeMeasures:subtree recordMeasures:subtree seeEvidence:subtree sendEvidence:subtree';
		expect(table).toEqual({
			leader:
				'seeAggregates:province receiveMorningPage:province readNotices:province urge:province seeDossiers:province seeTasks:province seePeople:province verifyTasks:province seeLetters:province seeOpinions:province giveOpinions:province seeFlags:province seeFindings:province seeFindingPeople:province seeInspections:province orderInspections:province seeMeasures:province seeEvidence:province seeRestrictedEvidence:province',
			secretary:
				'seeAggregates:province receiveMorningPage:province readNotices:province seeDossiers:province seeTasks:province seeLetters:province seeOpinions:province prepareOpinions:province seeFlags:province seeFindings:province seeInspections:own seeEvidence:province',
			office:
				`${watches} manageScreens:province directScreens:province manageSettings:province assignTasks:province ` +
				'verifyTasks:province extendTasks:province seeLetters:province draftLetters:province issueLetters:province mirrorTasks:province seeOpinions:province seeFlags:province drawSamples:province answerCorrections:province keepShift:province seeFindings:province seeFindingPeople:province seeInspections:province planInspections:province orderInspections:province settleCauses:province seeMeasures:province recordMeasures:province seeEvidence:province sendEvidence:province seeRestrictedEvidence:province',
			centre: `${watches} directScreens:province seeLetters:province draftLetters:province seeFlags:province drawSamples:province answerCorrections:province keepShift:province seeInspections:own settleCauses:province seeEvidence:province sendEvidence:province`,
			commune_centre:
				'seeAggregates:province receiveMorningPage:province readNotices:province seeDossiers:subtree seeInspections:own',
			inspector:
				'seeAggregates:province receiveMorningPage:province readNotices:province seeDossiers:province seeTasks:province seePeople:province seeLetters:province inspect:province seeFlags:province drawSamples:province seeFindings:province seeFindingPeople:province seeInspections:own seeEvidence:province sendEvidence:province seeRestrictedEvidence:province',
			head: heads,
			acting_head: heads,
			deputy:
				'seeAggregates:province receiveMorningPage:province readNotices:province seeDossiers:subtree seeTasks:subtree reportTasks:subtree seeFlags:subtree answerFlags:subtree askCorrections:subtree seeFindings:subtree answerFindings:subtree seeInspections:subtree explainDelays:subtree seeEvidence:subtree sendEvidence:subtree',
			clerk:
				'seeAggregates:province receiveMorningPage:province readNotices:province seeTasks:own receiveTasks:own seeInspections:own seeEvidence:own',
			officer:
				'seeAggregates:province receiveMorningPage:province readNotices:province seeDossiers:subtree seeTasks:own reportTasks:own seeInspections:own explainDelays:own seeEvidence:own sendEvidence:own',
			admin:
				'importCatalogue:province seeOperations:province seeAudit:province ' +
				'manageAccounts:province manageKeys:province manageScreens:province directScreens:province ' +
				'manageSettings:province',
			screen: 'seeAggregates:province'
		});
	});

	it('gives each role a first page that it may see', () => {
		expect(ROLES.map((role) => homeOf([role], { waits: false }))).toEqual([
			...ROLES.slice(0, -2).map(() => '/'),
			'/operations',
			'/wall'
		]);
		expect(homeOf(['admin', 'officer'], { waits: false })).toBe('/');
	});

	it('begins a head’s day at what is to be acknowledged, when something is, and nobody else’s', () => {
		const at = (role: Role) => homeOf([role], { waits: true });
		expect(ROLES.filter((role) => at(role) === '/tasks/inbox')).toEqual(['head', 'acting_head']);
	});
});

describe('whose dossiers somebody sees', () => {
	it('a head and an officer see those of their agency and all below it, and no other', () => {
		for (const role of ['head', 'officer'] as const) {
			const reader = signedIn(role);
			expect(reader.sees).toEqual({
				aggregates: true,
				dossiers: [LAND, LAND_OFFICE],
				operations: false
			});
			expect([LAND, LAND_OFFICE, JUSTICE, null].map((id) => seesDossierOf(reader, id))).toEqual([
				true,
				true,
				false,
				false
			]);
		}
	});

	it('a head without an agency sees none, rather than all', () => {
		const reader = holding(post('head', { agencyId: null }));
		expect(reader.sees.dossiers).toEqual([]);
		expect(seesDossierOf(reader, null)).toBe(false);
	});

	it('an administrator and a screen see none; a leader sees also those of no known agency', () => {
		expect(seesDossierOf(signedIn('admin'), LAND)).toBe(false);
		expect(seesDossierOf(signedIn('screen'), LAND)).toBe(false);
		expect(seesDossierOf(signedIn('leader'), null)).toBe(true);
	});
});

describe('a key', () => {
	it('to feed sends and reads nothing', () => {
		const reader = key('feed', { backfill: true });
		expect(reader.sends).toEqual({ agencies: 'all', backfill: true });
		expect(reader.sees).toEqual({ aggregates: false, dossiers: 'none', operations: false });
		expect(ACTIONS.filter((action) => may(reader, action))).toEqual(['importFiles']);
		expect(maySeeMetrics(reader)).toBe(false);
	});

	it('to feed for an agency sends for its subtree only', () => {
		expect(key('feed', { agencyId: LAND }).sends?.agencies).toEqual([LAND, LAND_OFFICE]);
	});

	it('to read sees the whole province and changes nothing', () => {
		const reader = key('read');
		expect(reader.sees).toEqual({ aggregates: true, dossiers: 'all', operations: false });
		expect(ACTIONS.filter((action) => may(reader, action))).toEqual([
			'seeAggregates',
			'seeDossiers',
			'seeTasks',
			'seeLetters',
			'seeFlags'
		]);
		expect(maySend(reader)).toBe(false);
		expect(maySeeMetrics(reader)).toBe(true);
	});

	it('to read for an agency sees its dossiers, the aggregates of all, and no metrics', () => {
		const reader = key('read', { agencyId: LAND });
		expect(reader.sees).toEqual({
			aggregates: true,
			dossiers: [LAND, LAND_OFFICE],
			operations: false
		});
		expect(maySeeMetrics(reader)).toBe(false);
	});

	it('to act may what its account may, and no more', () => {
		for (const role of ROLES) {
			const acting = key('act', {}, account(post(role)));
			expect(acting.sees).toEqual(signedIn(role).sees);
			expect(ACTIONS.filter((action) => may(acting, action))).toEqual(
				ACTIONS.filter((action) => may(signedIn(role), action))
			);
		}
		expect(ACTIONS.filter((action) => may(key('act'), action))).toEqual([]);
	});

	it('to read that is an account’s reads as the account and acts not', () => {
		const reader = key('read', {}, account(post('centre')));
		expect(may(reader, 'seeQuarantine')).toBe(true);
		expect(may(reader, 'settleQuarantine')).toBe(false);
		expect(key('read', {}, account(post('screen')))).toMatchObject({
			kind: 'screen',
			sees: { aggregates: true, dossiers: 'none' }
		});
	});

	it('is never widened by its agency: a head’s key for another agency sees nothing', () => {
		expect(key('act', { agencyId: JUSTICE }, account(post('head'))).sees.dossiers).toEqual([]);
		expect(key('act', { agencyId: LAND_OFFICE }, account(post('head'))).sees.dossiers).toEqual([
			LAND_OFFICE
		]);
	});
});

describe('somebody who holds several posts', () => {
	const chief = holding(post('office', { id: 1 }), post('head', { id: 2, agencyId: JUSTICE }));

	it('may what any of them may, and is greeted as the first', () => {
		expect(chief.roles).toEqual(['office', 'head']);
		expect(chief.sees.dossiers).toBe('all');
		expect(may(chief, 'acknowledgeTasks')).toBe(true);
	});

	it('judges no work of the agency in which one of them is held, nor of what is below it', () => {
		for (const action of NEVER_ONES_OWN.filter((one) => may(chief, one))) {
			expect(mayTo(chief, action, LAND)).toBe(true);
			expect(mayTo(chief, action, JUSTICE)).toBe(false);
		}
		const lands = holding(post('inspector', { id: 1 }), post('officer', { id: 2 }));
		expect(mayTo(lands, 'inspect', LAND_OFFICE)).toBe(false);
		expect(mayTo(lands, 'inspect', JUSTICE)).toBe(true);
	});

	it('sees the dossiers of both agencies when they are two', () => {
		const both = holding(
			post('head', { id: 1 }),
			post('acting_head', { id: 2, agencyId: JUSTICE })
		);
		expect(both.sees.dossiers).toEqual([LAND, LAND_OFFICE, JUSTICE]);
	});
});

describe('a post', () => {
	it('begins on its first day and ends with its last', () => {
		const dated = account(post('head', { validFrom: '2026-11-20', validTo: '2026-11-21' }));
		const sees = (on: string) => readerFor(dated, directory, on).sees.dossiers;
		expect(sees('2026-11-19')).toBe('none');
		expect(sees('2026-11-20')).toEqual([LAND, LAND_OFFICE]);
		expect(sees('2026-11-21')).toEqual([LAND, LAND_OFFICE]);
		expect(sees('2026-11-22')).toBe('none');
	});

	it('of a deputy reaches the parts that he answers for, when some are named', () => {
		expect(holding(post('deputy')).sees.dossiers).toEqual([LAND, LAND_OFFICE]);
		expect(holding(post('deputy', { answersFor: [LAND_OFFICE] })).sees.dossiers).toEqual([
			LAND_OFFICE
		]);
	});

	it('of a clerk receives for the agency and does not acknowledge', () => {
		const clerk = holding(post('clerk'));
		expect(mayTo(clerk, 'receiveTasks', LAND)).toBe(true);
		expect(mayTo(clerk, 'receiveTasks', LAND_OFFICE)).toBe(false);
		expect(may(clerk, 'acknowledgeTasks')).toBe(false);
	});
});

it('a paired wall sees aggregates and nothing else', () => {
	const wall = readerForScreen(4);
	expect(ACTIONS.filter((action) => may(wall, action))).toEqual(['seeAggregates']);
	expect(wall.sees).toEqual({ aggregates: true, dossiers: 'none', operations: false });
});
