import { describe, expect, it } from 'vitest';
import { ROLES, type Role } from '#lib/domain/accounts/account.ts';
import {
	readerFor,
	readerForKey,
	readerForScreen,
	type Reader
} from '#lib/domain/accounts/reader.ts';
import { agencyDirectory, type AgencyVersion } from '#lib/domain/agencies/agency.ts';
import { DEFAULT_OFFICE_HOURS } from '#lib/domain/calendar/office-hours.ts';
import type { LedgerEntry, LedgerKind } from '../store/ledger.ts';
import { AGGREGATES, idsFor, joined, openHint, roomsOf, subtreeHints } from './audience.ts';

const [LAND, LAND_OFFICE, JUSTICE] = [1, 2, 3];
const directory = agencyDirectory({
	versions: [anAgency(LAND, null), anAgency(LAND_OFFICE, LAND), anAgency(JUSTICE, null)],
	aliases: [],
	successions: []
});

function anAgency(agencyId: number, parentId: number | null): AgencyVersion {
	return {
		agencyId,
		code: `H21.0${agencyId}`,
		name: `Cơ quan ${agencyId}`,
		shortName: '',
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

function reader(role: Role, agencyId: number | null = LAND): Reader {
	const post = {
		...{ id: 1, role, agencyId, fields: [], answersFor: [], onBehalfOf: null },
		...{ validFrom: '2026-01-01', validTo: null }
	};
	const account = { id: 1, email: 'a@example.vn', name: 'A', posts: [post] };
	return readerFor(account, directory, '2026-11-20');
}

function entry(kind: LedgerKind, ids: string[] = [], agencies: number[] = []): LedgerEntry {
	return { seq: 1, at: 0, kind, agencies, ids };
}

/** The ids that the reader is told, null when it hears nothing. */
function told(who: Reader, what: LedgerEntry, agencyOf = new Map<string, number>()) {
	const { names, subtree } = roomsOf(who);
	const hints = [openHint(what), ...subtreeHints(what, subtree ? [subtree] : [], agencyOf)];
	const heard = hints.filter(({ to }) => to.some((room) => names.includes(room)));
	expect(heard.length).toBeLessThan(2);
	return heard[0]?.ids ?? null;
}

describe('who hears of what', () => {
	const dossier = entry('dossiers', ['LAND-1'], [LAND_OFFICE]);
	const where = new Map([['LAND-1', LAND_OFFICE]]);
	const own = {
		dossiers: ['LAND-1'],
		flags: ['LAND-1'],
		delays: ['LAND-1'],
		tasks: ['NV-1'],
		findings: ['TT-1'],
		urgings: []
	};
	const table: Record<Role, Record<LedgerKind, string[] | null> & { tallies: boolean }> = {
		leader: row(true, { ...own, letters: ['CV-1'], measures: [] }),
		secretary: row(true, { ...own, letters: ['CV-1'] }),
		office: row(true, {
			findings: ['TT-1'],
			urgings: [],
			measures: [],
			dossiers: ['LAND-1'],
			flags: ['LAND-1'],
			delays: ['LAND-1'],
			tasks: ['NV-1'],
			letters: ['CV-1'],
			quarantine: [],
			shift: [],
			screens: ['5']
		}),
		centre: row(true, {
			urgings: [],
			dossiers: ['LAND-1'],
			flags: ['LAND-1'],
			delays: ['LAND-1'],
			tasks: ['NV-1'],
			letters: ['CV-1'],
			quarantine: [],
			shift: [],
			screens: ['5']
		}),
		commune_centre: row(true, { dossiers: ['LAND-1'], flags: ['LAND-1'], delays: ['LAND-1'] }),
		inspector: row(true, { ...own, letters: ['CV-1'] }),
		head: row(true, { ...own, letters: ['CV-1'], measures: [] }),
		acting_head: row(true, { ...own, letters: ['CV-1'], measures: [] }),
		deputy: row(true, own),
		clerk: row(true, { tasks: ['NV-1'], urgings: [] }),
		officer: row(true, {
			urgings: [],
			dossiers: ['LAND-1'],
			flags: ['LAND-1'],
			delays: ['LAND-1'],
			tasks: ['NV-1']
		}),
		screen: { ...row(true, {}), notices: null, inspections: null },
		admin: {
			...row(false, { quarantine: [], accounts: [], screens: ['5'] }),
			...{ notices: null, inspections: null }
		}
	};
	function row(tallies: boolean, rest: Partial<Record<LedgerKind, string[]>>) {
		const all = {
			...{ agencies: [], procedures: [], settings: [], corrections: [], notices: [] },
			inspections: ['KT-2026-000001']
		};
		const none = {
			dossiers: null,
			tasks: null,
			flags: null,
			delays: null,
			measures: null,
			urgings: null,
			letters: null,
			findings: null,
			shift: null,
			quarantine: null,
			accounts: null,
			screens: null
		};
		return { ...none, ...all, ...rest, tallies };
	}

	it.each(ROLES)('%s', (role) => {
		const who = reader(role);
		const { tallies, ...expected } = table[role];
		expect(roomsOf(who).names.includes(AGGREGATES)).toBe(tallies);
		const heard = {
			dossiers: told(who, dossier, where),
			flags: told(who, entry('flags', ['LAND-1'], [LAND_OFFICE]), where),
			delays: told(who, entry('delays', ['LAND-1'], [LAND_OFFICE]), where),
			measures: told(who, entry('measures', ['BP-1'], [LAND])),
			urgings: told(who, entry('urgings', [], [LAND])),
			inspections: told(who, entry('inspections', ['KT-2026-000001', 'account:9'], [LAND])),
			agencies: told(who, entry('agencies', ['H21.01'])),
			procedures: told(who, entry('procedures', ['1.004227'])),
			letters: told(who, entry('letters', ['CV-1'], [LAND])),
			settings: told(who, entry('settings')),
			tasks: told(who, entry('tasks', ['NV-1'], [LAND, JUSTICE])),
			findings: told(who, entry('findings', ['TT-1'], [LAND])),
			notices: told(who, entry('notices', ['account:1', 'account:2'])),
			corrections: told(who, entry('corrections', ['DC-1'], [LAND])),
			shift: told(who, entry('shift')),
			quarantine: told(who, entry('quarantine', ['17'])),
			accounts: told(who, entry('accounts', ['account:12'])),
			screens: told(who, entry('screens', ['5']))
		};
		expect(heard).toEqual(expected);
	});

	it('of a document with tasks for several agencies, nobody is told another agency’s codes', () => {
		const issued = entry('tasks', ['NV-1', 'NV-2'], [LAND, JUSTICE]);
		expect(told(reader('head'), issued)).toEqual([]);
		expect(told(reader('head', LAND_OFFICE), issued)).toBe(null);
		expect(told(reader('head'), entry('tasks', ['NV-2'], [JUSTICE]))).toBe(null);
	});

	it('that an agency was urged is heard by who sees all dossiers or its tasks, and names nothing', () => {
		const urged = entry('urgings', [], [LAND]);
		for (const who of ['leader', 'office', 'centre', 'inspector', 'head'] as const) {
			expect([who, told(reader(who), urged, where)]).toEqual([who, []]);
		}
		expect(told(reader('head', JUSTICE), urged, where)).toBe(null);
		expect(told(reader('admin'), urged, where)).toBe(null);
		expect(told(readerForScreen(5), urged, where)).toBe(null);
	});

	it('a finding that is not released to its agency is heard by who inspects, and not by the agency', () => {
		const logged = entry('findings', ['TT-1'], []);
		expect(told(reader('inspector'), logged)).toEqual(['TT-1']);
		expect(told(reader('head'), logged)).toBe(null);
		expect(told(reader('head', JUSTICE), entry('findings', ['TT-1'], [LAND]))).toBe(null);
	});

	it('an inspection that its agency does not know of is heard by who reads all, and by its members', () => {
		const hidden = entry('inspections', ['KT-2026-000001', 'account:1'], []);
		const others = entry('inspections', ['KT-2026-000001', 'account:9'], []);
		for (const role of ROLES) {
			const hears = role === 'leader' || role === 'office';
			expect([role, told(reader(role), others)]).toEqual([role, hears ? ['KT-2026-000001'] : null]);
		}
		expect(told(reader('inspector', null), hidden)).toEqual(['KT-2026-000001']);
	});

	it('who reads all inspections and holds a post in an agency hears of its own as that agency does', () => {
		const post = { fields: [], answersFor: [], onBehalfOf: null, validFrom: '2026-01-01' };
		const posts = (['office', 'head'] as const).map((role, id) => ({
			...{ ...post, id, role, validTo: null },
			agencyId: role === 'head' ? LAND : null
		}));
		const account = { id: 1, email: 'a@example.vn', name: 'A', posts };
		const both = readerFor(account, directory, '2026-11-20');
		expect(told(both, entry('inspections', ['KT-2026-000001'], []))).toBe(null);
		expect(told(both, entry('inspections', ['KT-2026-000001'], [LAND]))).not.toBe(null);
	});

	it('that a person was told something is heard by that person, and not who else was', () => {
		expect(told(reader('head'), entry('notices', ['account:12']))).toBe(null);
		expect(told(reader('head'), entry('notices', ['account:1', 'account:12']))).toEqual([]);
		expect(told(reader('head'), entry('notices'))).toEqual([]);
		expect(told(readerForScreen(5), entry('notices'))).toBe(null);
	});

	it('a wall hears what the office tells it, and nothing of another wall', () => {
		const wall = readerForScreen(5);
		expect(told(wall, entry('screens', ['5']))).toEqual(['5']);
		expect(told(wall, entry('screens', ['55']))).toBe(null);
		// Nobody's in particular, or several walls': the pages of the office read again, no wall is named.
		for (const ids of [[], ['5', '6']]) {
			expect(told(wall, entry('screens', ids))).toBe(null);
			expect(told(reader('office'), entry('screens', ids))).toEqual([]);
		}
		expect(told(wall, entry('settings'))).toEqual([]);
		for (const kind of [
			'dossiers',
			'flags',
			'delays',
			'measures',
			'findings',
			'tasks',
			'quarantine',
			'accounts'
		] as const) {
			expect(told(wall, entry(kind, ['LAND-1'], [LAND_OFFICE]), where)).toBe(null);
		}
	});

	it('that a wall was paired or revoked is heard by those who direct walls, as no account', () => {
		const paired = entry('accounts', ['screen:5']);
		expect(openHint(paired).room).toBe('screens');
		expect(told(reader('office'), paired)).toEqual([]);
		expect(told(reader('admin'), paired)).toEqual([]);
		expect(told(reader('leader'), paired)).toBe(null);
		expect(told(readerForScreen(5), paired)).toBe(null);
	});

	it('a head hears nothing of another agency, and an office below its own', () => {
		expect(told(reader('head', JUSTICE), dossier, where)).toBe(null);
		expect(told(reader('head', LAND_OFFICE), dossier, where)).toEqual(['LAND-1']);
		expect(told(reader('head', null), dossier, where)).toBe(null);
	});

	it('a read key of an agency hears what its head hears; a feed key hears nothing', () => {
		const key = { id: 1, name: 'k', agencyId: JUSTICE, backfill: false };
		const on = '2026-11-20';
		const reads = readerForKey({ ...key, scope: 'read' }, null, directory, on);
		expect(told(reads, dossier, where)).toBe(null);
		expect(told(reads, entry('dossiers', ['J-1'], [JUSTICE]), new Map([['J-1', JUSTICE]]))).toEqual(
			['J-1']
		);
		const feeds = readerForKey({ ...key, scope: 'feed' }, null, directory, on);
		expect(roomsOf(feeds).names).toEqual([]);
	});
});

describe('no code of another agency is told', () => {
	const land = roomsOf(reader('head'));
	const agencyOf = new Map([
		['LAND-1', LAND],
		['LAND-2', LAND_OFFICE],
		['CANARY', JUSTICE]
	]);

	it('in a batch over several agencies the head is told to read again', () => {
		const batch = entry('dossiers', ['LAND-1', 'LAND-2', 'CANARY'], [LAND, LAND_OFFICE, JUSTICE]);
		expect(told(reader('head'), batch, agencyOf)).toEqual([]);
		expect(told(reader('head', JUSTICE), batch, agencyOf)).toEqual([]);
	});

	it('a dossier that has left the subtree makes its former readers read again', () => {
		const moved = entry('dossiers', ['CANARY'], [LAND, JUSTICE]);
		expect(told(reader('head'), moved, agencyOf)).toEqual([]);
		expect(told(reader('head', JUSTICE), moved, agencyOf)).toEqual(['CANARY']);
	});

	it('a dossier of no known agency is nobody’s below the province', () => {
		expect(idsFor(['?'], land.subtree?.agencies ?? new Set(), new Map([['?', null]]))).toEqual([]);
	});

	it('readers with different subtrees never share a room', () => {
		const rooms = [LAND, LAND_OFFICE, JUSTICE].map((id) => roomsOf(reader('head', id)));
		expect(new Set(rooms.map(({ subtree }) => subtree?.name)).size).toBe(3);
		expect(roomsOf(reader('officer')).subtree?.name).toBe(land.subtree?.name);
	});
});

describe('T18 messages stay bounded', () => {
	const many = Array.from({ length: 201 }, (_, n) => `D-${n}`);

	it('more than 200 ids are not named: the page reads its lists again', () => {
		expect(told(reader('leader'), entry('dossiers', many, [LAND]))).toEqual([]);
		expect(told(reader('leader'), entry('dossiers', many.slice(1), [LAND]))).toHaveLength(200);
	});

	it('hints joined together stay below it too, and "read again" swallows the rest', () => {
		expect(joined(['a', 'b'], ['b', 'c'])).toEqual(['a', 'b', 'c']);
		expect(joined(['a'], [])).toEqual([]);
		expect(joined(many.slice(0, 150), many.slice(100))).toEqual([]);
	});
});
