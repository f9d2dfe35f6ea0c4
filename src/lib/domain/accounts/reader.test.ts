import { describe, expect, it } from 'vitest';
import { agencyDirectory, type AgencyVersion } from '../agencies/agency.ts';
import { DEFAULT_OFFICE_HOURS } from '../calendar/office-hours.ts';
import { ROLES, type Account, type Role } from './account.ts';
import { ACTIONS, GRANTS, homeOf, needsAgency } from './permissions.ts';
import { may, maySeeMetrics, maySend, readerFor, readerForKey, seesDossierOf } from './reader.ts';
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

function account(role: Role, agencyId: number | null = needsAgency(role) ? LAND : null): Account {
	return { id: 7, email: 'a@b.example', name: 'A', role, agencyId };
}
const signedIn = (role: Role) => readerFor(account(role), directory, TODAY);
const key = (scope: ApiKey['scope'], rest: Partial<ApiKey> = {}, by: Account | null = null) =>
	readerForKey(
		{ id: 3, name: 'k', scope, agencyId: null, backfill: false, ...rest },
		by,
		directory,
		TODAY
	);

describe('what a role may do', () => {
	it('is this, and whoever changes it changes it here too', () => {
		const table = ROLES.map((role) => [
			role,
			GRANTS[role].dossiers,
			ACTIONS.filter((action) => may(signedIn(role), action)).join(' ')
		]);
		const watches =
			'seeAggregates seeDossiers seeQuarantine settleQuarantine importFiles importCatalogue seeOperations';
		expect(table).toEqual([
			['leader', 'province', 'seeAggregates seeDossiers'],
			['office', 'province', watches],
			['centre', 'province', watches],
			['inspector', 'province', 'seeAggregates seeDossiers'],
			['head', 'subtree', 'seeAggregates seeDossiers'],
			['officer', 'subtree', 'seeAggregates seeDossiers'],
			['admin', 'none', 'seeOperations manageAccounts'],
			['screen', 'none', 'seeAggregates']
		]);
	});

	it('gives each role a first page that it may see', () => {
		expect(ROLES.map(homeOf)).toEqual(['/', '/', '/', '/', '/', '/', '/operations', '/wall']);
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
		const reader = readerFor(account('head', null), directory, TODAY);
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
			'seeDossiers'
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
			const acting = key('act', {}, account(role));
			expect(acting.sees).toEqual(signedIn(role).sees);
			expect(ACTIONS.filter((action) => may(acting, action))).toEqual(
				ACTIONS.filter((action) => may(signedIn(role), action))
			);
		}
		expect(ACTIONS.filter((action) => may(key('act'), action))).toEqual([]);
	});

	it('to read that is an account’s reads as the account and acts not', () => {
		const reader = key('read', {}, account('centre'));
		expect(may(reader, 'seeQuarantine')).toBe(true);
		expect(may(reader, 'settleQuarantine')).toBe(false);
		expect(key('read', {}, account('screen'))).toMatchObject({
			kind: 'screen',
			sees: { aggregates: true, dossiers: 'none' }
		});
	});

	it('is never widened by its agency: a head’s key for another agency sees nothing', () => {
		expect(key('act', { agencyId: JUSTICE }, account('head')).sees.dossiers).toEqual([]);
		expect(key('act', { agencyId: LAND_OFFICE }, account('head')).sees.dossiers).toEqual([
			LAND_OFFICE
		]);
	});
});
