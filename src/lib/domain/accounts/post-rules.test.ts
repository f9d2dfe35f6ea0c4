import { describe, expect, it } from 'vitest';
import { agencyDirectory, type AgencyVersion } from '../agencies/agency.ts';
import { DEFAULT_OFFICE_HOURS } from '../calendar/office-hours.ts';
import type { Post, Role } from './account.ts';
import { needsAgency } from './permissions.ts';
import {
	endWithPrincipal,
	firstDayWithoutAdministrator,
	giftOfPost,
	isNever,
	keepsAdministrator,
	lastDayOf,
	type AskedPost,
	type PostCircumstances
} from './post-rules.ts';

const TODAY = '2026-11-20';
const LAND = 1;
const LAND_OFFICE = 2;
const JUSTICE = 3;
const DISTRICT = 4;

function version(agencyId: number, rest: Partial<AgencyVersion> = {}): AgencyVersion {
	return {
		...{ agencyId, code: `H21.0${agencyId}`, name: `Cơ quan ${agencyId}`, shortName: 'CQ' },
		...{ kind: 'so', level: 'tinh', parentId: null, accountable: true, vertical: false },
		...{ validFrom: '2018-01-01', validTo: null, hours: DEFAULT_OFFICE_HOURS },
		...rest
	};
}
const directory = agencyDirectory({
	versions: [
		version(LAND),
		version(LAND_OFFICE, { parentId: LAND, accountable: false }),
		version(JUSTICE),
		version(DISTRICT, { validTo: '2025-06-30' })
	],
	aliases: [],
	successions: []
});

function asked(role: Role, rest: Partial<AskedPost> = {}): AskedPost {
	return {
		role,
		agencyId: needsAgency(role) ? LAND : null,
		fields: [],
		answersFor: [],
		onBehalfOf: role === 'secretary' ? 8 : null,
		validFrom: TODAY,
		validTo: null,
		document: '12/QĐ-UBND ngày 3/11/2026',
		...rest
	};
}
let id = 0;
const post = (role: Role, rest: Partial<AskedPost> = {}): Post => {
	const { document: _, ...given } = asked(role, { validFrom: '2026-01-01', ...rest });
	return { id: ++id, ...given };
};
function give(given: AskedPost, rest: Partial<PostCircumstances> = {}): unknown {
	const decision = giftOfPost(given, { directory, held: [], principal: null, ...rest });
	return decision.accepted ? decision.value : decision.refusal.code;
}

describe('a post', () => {
	it('names the agency that its role needs, and none where the role has none', () => {
		expect(give(asked('head'))).toMatchObject({ role: 'head', agencyId: LAND });
		expect(give(asked('head', { agencyId: null }))).toBe('posts.agency_needed');
		expect(give(asked('office', { agencyId: LAND }))).toBe('posts.agency_not_wanted');
	});

	it('is of an agency that exists on all its days', () => {
		const old = { agencyId: DISTRICT, validFrom: '2024-01-01' };
		expect(give(asked('head', { ...old, validTo: '2025-06-30' }))).toMatchObject(old);
		expect(give(asked('head', { ...old, validTo: '2025-07-01' }))).toBe('posts.agency_not_then');
		expect(give(asked('head', old))).toBe('posts.agency_not_then');
		expect(give(asked('head', { agencyId: DISTRICT }))).toBe('posts.agency_not_then');
		expect(give(asked('head', { agencyId: 99 }))).toBe('posts.agency_not_then');
	});

	it('is never a screen’s, names its document, and does not end before it begins', () => {
		expect(give(asked('screen'))).toBe('posts.screen_is_nobody');
		expect(give(asked('office', { document: ' ' }))).toBe('posts.document_needed');
		expect(give(asked('office', { validTo: '2026-11-19' }))).toBe('posts.ends_before_start');
		expect(give(asked('office', { validTo: TODAY }))).toMatchObject({ validTo: TODAY });
	});

	it('is not held twice over the same days, and may be held again afterwards or elsewhere', () => {
		const held = [post('head', { validTo: '2026-11-30' })];
		expect(give(asked('head'), { held })).toBe('posts.overlaps');
		expect(give(asked('head', { validFrom: '2026-12-01' }), { held })).toMatchObject({});
		expect(give(asked('head', { agencyId: JUSTICE }), { held })).toMatchObject({});
		expect(give(asked('office'), { held })).toMatchObject({});
		const withdrawn = [post('head', { validFrom: TODAY, validTo: '2026-11-19' })];
		expect(give(asked('head'), { held: withdrawn })).toMatchObject({ role: 'head' });
	});

	it('of a leader names fields and agencies, of a deputy parts of the agency, of others nothing', () => {
		const parts = { fields: ['H21-DD'], answersFor: [LAND, JUSTICE] };
		expect(give(asked('leader', parts))).toMatchObject(parts);
		expect(give(asked('office', { fields: ['H21-DD'] }))).toBe('posts.fields_not_wanted');
		expect(give(asked('head', { answersFor: [LAND] }))).toBe('posts.parts_not_wanted');
		expect(give(asked('deputy', { answersFor: [LAND_OFFICE] }))).toMatchObject({});
		expect(give(asked('deputy', { answersFor: [JUSTICE] }))).toBe('posts.parts_elsewhere');
		expect(give(asked('leader', { answersFor: [DISTRICT] }))).toBe('posts.parts_not_then');
	});
});

describe('a secretary', () => {
	const leader = (rest: Partial<AskedPost> = {}) => [post('leader', rest)];

	it('needs a leader who is one', () => {
		expect(give(asked('secretary', { onBehalfOf: null }))).toBe('posts.principal_needed');
		expect(give(asked('secretary'))).toBe('posts.principal_unknown');
		expect(give(asked('secretary'), { principal: [post('office')] })).toBe(
			'posts.principal_has_no_post'
		);
		expect(give(asked('secretary'), { principal: leader() })).toMatchObject({ validTo: null });
		expect(give(asked('officer', { onBehalfOf: 8 }), { principal: leader() })).toBe(
			'posts.principal_not_wanted'
		);
	});

	it('is one for no longer than the leader is', () => {
		const principal = leader({ validTo: '2026-12-31' });
		expect(give(asked('secretary'), { principal })).toMatchObject({ validTo: '2026-12-31' });
		expect(give(asked('secretary', { validTo: '2027-01-01' }), { principal })).toBe(
			'posts.beyond_principal'
		);
		const again = [...principal, ...leader({ validFrom: '2027-01-01', validTo: '2027-06-30' })];
		expect(give(asked('secretary'), { principal: again })).toMatchObject({ validTo: '2027-06-30' });
	});

	it('stops being one when the leader does, and goes on where the leader goes on', () => {
		const secretary = post('secretary');
		const ended = endWithPrincipal([secretary], leader({ validTo: '2026-11-30' }), TODAY);
		expect(ended).toEqual([{ post: secretary, validTo: '2026-11-30' }]);
		expect(endWithPrincipal([secretary], [], TODAY)).toEqual([
			{ post: secretary, validTo: '2026-11-19' }
		]);
		expect(endWithPrincipal([secretary], leader(), TODAY)).toEqual([]);
		const over = post('secretary', { validTo: '2026-06-30' });
		expect(endWithPrincipal([over], [], TODAY)).toEqual([]);
		const toCome = post('secretary', { validFrom: '2026-12-15' });
		expect(endWithPrincipal([toCome], leader({ validTo: '2026-11-30' }), TODAY)).toEqual([
			{ post: toCome, validTo: '2026-12-14' }
		]);
	});

	it('a deputy stands in for the head of the same agency only', () => {
		const deputy = asked('deputy', { onBehalfOf: 8 });
		expect(give(deputy, { principal: [post('head')] })).toMatchObject({ onBehalfOf: 8 });
		expect(give(deputy, { principal: [post('head', { agencyId: JUSTICE })] })).toBe(
			'posts.principal_has_no_post'
		);
	});
});

describe('the end of a post', () => {
	const end = (held: Partial<AskedPost>, from: string): unknown => {
		const decision = lastDayOf(post('head', held), from, TODAY);
		return decision.accepted ? decision.value : decision.refusal.code;
	};

	it('is the day before; what was, stays', () => {
		expect(end({}, '2026-12-01')).toBe('2026-11-30');
		expect(end({}, TODAY)).toBe('2026-11-19');
		expect(end({}, '2026-11-19')).toBe('posts.end_in_the_past');
	});

	it('may come sooner than was decided, not later', () => {
		expect(end({ validTo: '2026-12-31' }, '2026-12-01')).toBe('2026-11-30');
		expect(end({ validTo: '2026-11-30' }, '2026-12-01')).toBe('posts.already_ended');
		expect(end({ validTo: '2026-06-30' }, TODAY)).toBe('posts.already_ended');
	});

	it('before its beginning withdraws it: it holds on no day', () => {
		const from = { validFrom: '2026-12-15' };
		expect(end(from, '2026-12-01')).toBe('2026-12-14');
		expect(isNever({ ...from, validTo: '2026-12-14' })).toBe(true);
		expect(end({ ...from, validTo: '2026-12-14' }, '2026-12-01')).toBe('posts.already_ended');
	});
});

describe('the last administrator', () => {
	const keeper = (rest: Partial<AskedPost> = {}, enters = true) => ({
		enters,
		posts: [post('admin', rest)]
	});

	it('is the one after whose post nobody could let anybody in', () => {
		expect(firstDayWithoutAdministrator([keeper()], TODAY)).toBe(null);
		expect(firstDayWithoutAdministrator([], TODAY)).toBe(TODAY);
		expect(firstDayWithoutAdministrator([keeper({}, false)], TODAY)).toBe(TODAY);
		const relay = [
			keeper({ validTo: '2026-12-31' }),
			keeper({ validFrom: '2027-01-01', validTo: '2027-01-31' })
		];
		expect(firstDayWithoutAdministrator(relay, TODAY)).toBe('2027-02-01');
	});

	it('stays, and one of two may go', () => {
		const [a, b] = [keeper(), keeper()];
		expect(keepsAdministrator([a, b], [a], TODAY).accepted).toBe(true);
		expect(keepsAdministrator([a], [], TODAY)).toMatchObject({
			refusal: { code: 'accounts.last_administrator', facts: { from: TODAY } }
		});
		const until = keeper({ validTo: '2026-12-31' });
		expect(keepsAdministrator([a, until], [until], TODAY).accepted).toBe(false);
		expect(keepsAdministrator([until, keeper({}, false)], [until], TODAY).accepted).toBe(true);
	});
});
