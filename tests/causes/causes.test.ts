import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAccessStage, OTHER, OWN, type AccessStage, type Caller } from '../access/stage.ts';
import { aRecord } from '../makers/feed.ts';
import { aProvince, JUSTICE, LAND } from '../makers/province.ts';

let stage: AccessStage;
let head: Caller;
let centre: Caller;
let inspector: Caller;
const code = (n: number, of = OWN) => `${of}-261102-000${n}`;
/** Overdue, resolved late, in time, stopped past its day, and one of another agency. */
const OVERDUE = code(1);
const LATE = code(2);
const IN_TIME = code(3);
const STOPPED = code(4);
const OVERDUE_TOO = code(5);
const THEIRS = code(1, OTHER);

beforeAll(async () => {
	stage = await openAccessStage(aProvince());
	head = await stage.person('head');
	inspector = await stage.person('inspector');
	centre = await stage.person('centre');
	const feed = await stage.person('office').then(async () => stage.key('feed'));
	const due = { NgayHenTra: '20261110170000', DonViXuLy: LAND };
	const answer = await stage.ask(feed, '/api/v1/feed', {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({
			service: 'DongBoHoSoMC',
			data: [
				aRecord(OVERDUE, due),
				aRecord(OVERDUE_TOO, due),
				aRecord(LATE, { ...due, TrangThaiHoSo: '9', NgayKetThucXuLy: '20261112100000' }),
				aRecord(IN_TIME, { ...due, NgayHenTra: '20270110170000' }),
				aRecord(STOPPED, { ...due, TrangThaiHoSo: '8', NgayKetThucXuLy: '20261113100000' }),
				aRecord(THEIRS, { ...due, DonViXuLy: JUSTICE })
			]
		})
	});
	expect(await answer.json()).toMatchObject({ accepted: 6 });
}, 300_000);
afterAll(async () => stage.close());

interface Causes {
	dossiers: number;
	total: number;
	standings: Record<string, number>;
	causes: { cause: string; confirmed: number }[];
	main: { causes: string[]; dossiers: number } | null;
	items: { code: string; declaration: number | null; standing: string | null }[];
}

async function get<T = Causes>(who: Caller, path: string): Promise<T> {
	const answer = await stage.ask(who, path);
	expect(answer.status).toBe(200);
	return (await answer.json()) as T;
}

async function post(who: Caller, path: string, body: unknown, key?: string) {
	const answer = await stage.ask(who, `/api/v1/causes/${path}`, {
		method: 'POST',
		headers: {
			'content-type': 'application/json',
			...(key === undefined ? {} : { 'idempotency-key': key })
		},
		body: JSON.stringify(body)
	});
	return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

const declarationOf = async (dossier: string) =>
	(await get<{ declaration: number }>(centre, `/api/v1/dossiers/${dossier}/delays`)).declaration;

describe('the cause of a late dossier', () => {
	it('is declared by its agency, for several at once, and the same call is answered once', async () => {
		const said = { dossiers: [OVERDUE, OVERDUE_TOO, LATE], cause: 'PHOI_HOP', nature: 'objective' };
		const first = await post(head, 'declarations', said, 'k-1');
		expect(first).toEqual({ status: 200, body: { kept: 3, unchanged: 0 } });
		expect(await post(head, 'declarations', said, 'k-1')).toEqual(first);
		expect((await post(head, 'declarations', said)).body).toEqual({ kept: 0, unchanged: 3 });
	});

	it('is none of another agency’s to declare, nor of a dossier that is not late', async () => {
		const say = async (dossiers: string[]) =>
			post(head, 'declarations', { dossiers, cause: 'QUA_TAI' });
		expect(await say([STOPPED, THEIRS])).toMatchObject({
			status: 404,
			body: { code: 'cause.dossier_unknown', field: 'dossiers.1' }
		});
		expect(await say([STOPPED, IN_TIME])).toMatchObject({
			status: 400,
			body: { code: 'cause.not_late' }
		});
		// One wrong line, and nothing of the rest was kept.
		expect(await get(head, '/api/v1/causes?of=endedAfterDue')).toMatchObject({
			dossiers: 1,
			standings: { none: 1 }
		});
		expect(
			(await post(inspector, 'declarations', { dossiers: [LATE], cause: 'KHAC' })).status
		).toBe(403);
	});

	it('is confirmed or rejected by the centre, and by nobody of the agency', async () => {
		const declarations = [{ dossier: OVERDUE, declaration: await declarationOf(OVERDUE) }];
		const settle = { declarations, verdict: 'confirmed' };
		expect((await post(head, 'settlements', settle)).status).toBe(403);
		expect(await post(centre, 'settlements', { ...settle, verdict: 'rejected' })).toMatchObject({
			status: 400,
			body: { code: 'cause.reason_missing' }
		});
		expect((await post(centre, 'settlements', settle)).body).toEqual({ kept: 1, unchanged: 0 });
		expect(
			await post(head, 'declarations', { dossiers: [OVERDUE], cause: 'CONG_DAN' })
		).toMatchObject({ status: 409, body: { code: 'cause.already_confirmed' } });
	});

	it('that was declared anew meanwhile is not settled unseen', async () => {
		const seen = await declarationOf(OVERDUE_TOO);
		const again = { dossiers: [OVERDUE_TOO], cause: 'NHAN_SU', text: 'Một công chức nghỉ ốm' };
		expect((await post(head, 'declarations', again)).status).toBe(200);
		const declarations = [{ dossier: OVERDUE_TOO, declaration: seen }];
		expect(await post(centre, 'settlements', { declarations, verdict: 'confirmed' })).toMatchObject(
			{ status: 400, body: { code: 'cause.declared_meanwhile' } }
		);
		const now = [{ dossier: OVERDUE_TOO, declaration: await declarationOf(OVERDUE_TOO) }];
		const reject = { declarations: now, verdict: 'rejected', text: 'Đã bố trí người thay' };
		expect((await post(centre, 'settlements', reject)).status).toBe(200);
	});

	it('stands with all that was said about it, by whom and when', async () => {
		const found = await get<{
			late: string;
			standing: string;
			said: { kind: string; by: string; text: string }[];
		}>(head, `/api/v1/dossiers/${OVERDUE_TOO}/delays`);
		expect(found).toMatchObject({ late: 'overdue', standing: 'rejected' });
		expect(found.said.map(({ kind }) => kind)).toEqual(['declared', 'declared', 'rejected']);
		expect(found.said[2]?.text).toBe('Đã bố trí người thay');
	});
});

describe('the figures of causes', () => {
	it('are of one kind of late dossiers, equal to the overview, and each number opens a list of that length', async () => {
		const overview = await get<{
			province: { open: { overdue: number }; resolved: { late: number } };
		}>(inspector, '/api/v1/overview?from=2026-11-01');
		const query = '/api/v1/causes?from=2026-11-01';
		const overdue = await get(inspector, `${query}&of=overdue`);
		expect(overdue.dossiers).toBe(overview.province.open.overdue);
		expect((await get(inspector, `${query}&of=late`)).dossiers).toBe(
			overview.province.resolved.late
		);
		expect(overdue.standings).toEqual({ none: 1, declared: 0, confirmed: 1, rejected: 1 });
		for (const [standing, count] of Object.entries(overdue.standings)) {
			const list = await get(inspector, `${query}&of=overdue&standing=${standing}`);
			expect([standing, list.total, list.items.length]).toEqual([standing, count, count]);
		}
		const confirmed = overdue.causes.find(({ cause }) => cause === 'PHOI_HOP')?.confirmed;
		const list = await get(inspector, `${query}&of=overdue&standing=confirmed&cause=PHOI_HOP`);
		expect(list.total).toBe(confirmed);
	});

	it('name a main cause only of what was confirmed', async () => {
		const overdue = await get(inspector, '/api/v1/causes?from=2026-11-01&of=overdue');
		expect(overdue.main).toEqual({ causes: ['PHOI_HOP'], dossiers: 1 });
		const late = await get(inspector, '/api/v1/causes?from=2026-11-01&of=late');
		expect([late.standings['declared'], late.main]).toEqual([1, null]);
	});

	it('show a head no dossier of another agency', async () => {
		const mine = await get(head, '/api/v1/causes?from=2026-11-01');
		expect(mine.items.map((item) => item.code)).toEqual([OVERDUE, OVERDUE_TOO]);
		expect((await stage.ask(head, `/api/v1/dossiers/${THEIRS}/delays`)).status).toBe(404);
	});
});
