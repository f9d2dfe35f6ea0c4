import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR, type Actor } from '#lib/domain/audit/entry.ts';
import { importPeople, type PeopleFile } from '#lib/server/accounts/people-import.ts';
import type { PeopleDesk } from '#lib/server/accounts/people.ts';
import { head } from '#lib/server/store/ledger.ts';
import { people } from '#lib/server/store/people.ts';
import { anAgency, aProvince } from '../makers/province.ts';
import { aScene, at, type Scene } from '../live/province.ts';

const AGENCIES = 149;
let scene: Scene;
let desk: PeopleDesk;
const by: Actor = { ...OPERATOR, address: '10.0.0.7' };

beforeAll(async () => {
	const agencies = Array.from({ length: AGENCIES }, (_, n) =>
		anAgency(`H21.X${n}`, `Ủy ban nhân dân xã số ${n}`, { kind: 'ubnd_xa', level: 'xa' })
	);
	scene = await aScene(at('20261110090000'), aProvince({ agencies, successions: [] }));
	desk = { db: scene.database, rulebook: scene.rulebook, clock: scene.clock };
});
afterAll(async () => scene.end());

/** Four people for each of 149 agencies, a leader and his secretary before him. */
const ROWS: Record<string, unknown>[] = [
	{
		'Thư điện tử': 'thuky@gl.example',
		'Họ và tên': 'Thư ký',
		'Vai trò': 'Thư ký',
		'Thay mặt': 'ct@gl.example'
	},
	{
		'Thư điện tử': 'ct@gl.example',
		'Họ và tên': 'Chủ tịch',
		'Vai trò': 'Lãnh đạo',
		'Đến ngày': '31/12/2030'
	},
	...Array.from({ length: AGENCIES * 4 }, (_, n) => ({
		'Thư điện tử': `can.bo.${n}@gl.example`,
		'Họ và tên': `Nguyễn Thị Thanh Hương ${n}`,
		'Vai trò': ['Chủ tịch UBND xã', 'Phó thủ trưởng', 'Văn thư', 'Chuyên viên'][n % 4],
		'Mã cơ quan': `H21.X${Math.floor(n / 4)}`,
		'Từ ngày': '1/7/2025'
	}))
].map((row) => ({ 'Mã cơ quan': '', ...row }));

const bring = async (file: Partial<PeopleFile> = {}) =>
	importPeople(desk, by, {
		rows: ROWS,
		defaults: { validFrom: '2026-11-10', document: '20/QĐ-UBND ngày 1/11/2026' },
		dryRun: false,
		plan: null,
		...file
	});

async function state() {
	const { sql } = scene.database;
	const [links] = await sql<{ n: number }[]>`select count(*) as n from audit`;
	return { seq: (await head(sql)).seq, accounts: (await people(sql)).length, links: links?.n };
}

describe('a file of 598 accounts for 149 agencies', () => {
	it('is only tried first, and changes nothing', async () => {
		const before = await state();
		const tried = await bring({ dryRun: true });
		expect(tried).toMatchObject({ taken: false, refusal: null, faults: [] });
		expect([tried.created.length, tried.given.length]).toEqual([598, 598]);
		expect(await state()).toEqual(before);
	});

	it('T31 with one fault changes nothing at all, and names line and column', async () => {
		const before = await state();
		const broken = ROWS.with(300, { ...ROWS[300], 'Mã cơ quan': 'H21.X999' });
		expect(await bring({ rows: broken })).toMatchObject({
			taken: false,
			refusal: 'lines_refused',
			faults: [{ row: 302, field: 'agency', reason: 'agency_unknown' }]
		});
		expect(await bring({ plan: 'another plan' })).toMatchObject({ refusal: 'changed_meanwhile' });
		expect(await state()).toEqual(before);
	});

	it('is taken in one piece: each account on record, none with a way in, one ledger entry', async () => {
		const before = await state();
		const { plan } = await bring({ dryRun: true });
		expect(await bring({ plan })).toMatchObject({ taken: true, refusal: null });
		const after = await state();
		expect([after.accounts - before.accounts, after.seq - before.seq]).toEqual([598, 1]);
		expect((after.links ?? 0) - (before.links ?? 0)).toBe(599);
		const all = await people(scene.database.sql);
		expect(all.filter(({ enters }) => enters)).toEqual([]);
		const secretary = all.find(({ email }) => email === 'thuky@gl.example');
		const leader = all.find(({ email }) => email === 'ct@gl.example');
		expect(secretary?.posts).toMatchObject([
			{ role: 'secretary', onBehalfOf: leader?.id, validTo: '2030-12-31' }
		]);
		expect(all.find(({ email }) => email === 'can.bo.7@gl.example')?.posts).toMatchObject([
			{ role: 'officer', validFrom: '2025-07-01', document: '20/QĐ-UBND ngày 1/11/2026' }
		]);
	});

	it('changes nothing when it is sent again', async () => {
		const before = await state();
		expect(await bring()).toMatchObject({ taken: true, unchanged: 598, created: [], given: [] });
		expect(await state()).toEqual(before);
	});
});
