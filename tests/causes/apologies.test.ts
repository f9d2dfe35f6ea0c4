import mammoth from 'mammoth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAccessStage, OTHER, OWN, type AccessStage, type Caller } from '../access/stage.ts';
import { aRecord } from '../makers/feed.ts';
import { aProvince, JUSTICE, LAND } from '../makers/province.ts';

let stage: AccessStage;
let head: Caller;
let inspector: Caller;
const code = (n: number, of = OWN) => `${of}-261102-000${n}`;
const OVERDUE = code(1);
const OVERDUE_TOO = code(2);
const LATE = code(3);
const BEFORE = code(4);
const THEIRS = code(1, OTHER);

beforeAll(async () => {
	stage = await openAccessStage(aProvince());
	head = await stage.person('head');
	inspector = await stage.person('inspector');
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
				aRecord(BEFORE, { ...due, NgayHenTra: '20261104170000' }),
				aRecord(THEIRS, { ...due, DonViXuLy: JUSTICE })
			]
		})
	});
	expect(await answer.json()).toMatchObject({ accepted: 5 });
}, 300_000);
afterAll(async () => stage.close());

interface Apologies {
	dossiers: number;
	total: number;
	standings: { apologised: number; without: number; noData: number };
	agencies: { code: string; since: string | null; without: number }[];
	items: { code: string; letters: { code: string }[] }[];
}
const get = async <T = Apologies>(who: Caller, path: string): Promise<T> => {
	const answer = await stage.ask(who, path);
	expect([path, answer.status]).toEqual([path, 200]);
	return (await answer.json()) as T;
};
const list = async (query: string) => get(inspector, `/api/v1/apologies?from=2026-11-01&${query}`);
async function post(who: Caller, path: string, body: unknown) {
	const answer = await stage.ask(who, path, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body)
	});
	return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}
const letter = (dossier: string, rest: object = {}) => ({
	...{ dossier, number: '7/XL', issuedOn: '2026-11-09', newDueOn: '2026-11-16' },
	...rest
});
const flags = async () =>
	get<{ noData: string[]; flags: { flag: string; dossiers: number }[] }>(
		inspector,
		'/api/v1/flags?from=2026-11-01'
	);
const raised = async (flag: string) =>
	(await flags()).flags.find((one) => one.flag === flag)?.dossiers;

describe('letters of apology', () => {
	it('while nobody records any, nothing is said of their want', async () => {
		expect((await list('of=overdue')).standings).toEqual({ apologised: 0, without: 0, noData: 4 });
		expect((await flags()).noData).toEqual(['N08', 'N09']);
	});

	it('are recorded by the agency that resolves, and the want of others is told from then on', async () => {
		expect(
			(await post(inspector, '/api/v1/apologies', { letters: [letter(OVERDUE)] })).status
		).toBe(403);
		expect(await post(head, '/api/v1/apologies', { letters: [letter(THEIRS)] })).toMatchObject({
			status: 404,
			body: { code: 'apology.dossier_unknown', field: 'letters.0' }
		});
		const letters = [letter(OVERDUE)];
		expect((await post(head, '/api/v1/apologies', { letters })).body).toEqual({
			...{ kept: 1, unchanged: 0 }
		});
		expect((await post(head, '/api/v1/apologies', { letters })).body).toEqual({
			...{ kept: 0, unchanged: 1 }
		});
		// The one due before the first letter, and the other agency's, are not known to be without.
		const overdue = await list('of=overdue');
		expect(overdue.standings).toEqual({ apologised: 1, without: 1, noData: 2 });
		const land = overdue.agencies.find((one) => one.code === OWN);
		expect(land).toMatchObject({ since: '2026-11-09', without: 1 });
		expect(overdue.agencies.find((one) => one.code === OTHER)).toMatchObject({ since: null });
		for (const [standing, count] of Object.entries(overdue.standings)) {
			expect([standing, (await list(`of=overdue&standing=${standing}`)).total]).toEqual([
				standing,
				count
			]);
		}
		expect((await list('of=late')).standings.without).toBe(1);
	});

	it('N08: late without one is asked about where they are recorded; N09: one that came too late', async () => {
		expect((await flags()).noData).toEqual([]);
		expect(await raised('N08')).toBe(2);
		expect(await raised('N09')).toBe(0);
		const late = letter(LATE, { number: '8/XL', issuedOn: '2026-11-10', newDueOn: null });
		expect((await post(head, '/api/v1/apologies', { letters: [late] })).status).toBe(200);
		expect(await raised('N08')).toBe(1);
		expect(await raised('N09')).toBe(1);
		const found = await get<{ questions: { flag: string }[] }>(
			head,
			`/api/v1/dossiers/${LATE}/flags`
		);
		expect(found.questions.map(({ flag }) => flag)).toContain('N09');
	});

	it('N10: a second new day is recorded, and asked about', async () => {
		const again = letter(OVERDUE, {
			...{ number: '9/XL', issuedOn: '2026-11-13', oldDueOn: '2026-11-16' },
			newDueOn: '2026-11-18'
		});
		expect((await post(head, '/api/v1/apologies', { letters: [again] })).status).toBe(200);
		expect(await raised('N10')).toBe(1);
	});

	it('one entered by mistake is taken back once, with a reason, and counts no more', async () => {
		const held = await list('of=late&standing=apologised');
		const [mistake] = held.items[0]?.letters ?? [];
		const back = { code: mistake?.code, reason: 'Nhầm hồ sơ' };
		expect((await post(head, '/api/v1/apologies/withdrawals', back)).status).toBe(200);
		expect((await post(head, '/api/v1/apologies/withdrawals', back)).status).toBe(409);
		expect((await list('of=late')).standings).toMatchObject({ apologised: 0, without: 1 });
	});

	it('come by file: tried first, and one wrong line keeps all back', async () => {
		const send = async (rows: string[], dryRun: boolean) => {
			const form = new FormData();
			const text = ['Mã hồ sơ;Số văn bản;Ngày ban hành;Ngày hẹn mới', ...rows].join('\n');
			form.set('file', new File([text], 'xin-loi.csv'));
			form.set('dryRun', String(dryRun));
			const answer = await stage.ask(head, '/api/v1/apologies/file', {
				...{ method: 'POST', body: form }
			});
			return (await answer.json()) as Record<string, unknown>;
		};
		const good = `${OVERDUE_TOO};10/XL;09/11/2026;17/11/2026`;
		expect(await send([good, `${THEIRS};11/XL;09/11/2026;`], false)).toEqual({
			...{ taken: false, kept: 0, unchanged: 0 },
			errors: [{ line: 3, field: 'Mã hồ sơ', reason: 'apology.dossier_unknown' }]
		});
		expect(await send([good], true)).toMatchObject({ taken: false, kept: 1 });
		expect(await send([good], false)).toMatchObject({ taken: true, kept: 1 });
		expect((await list('of=overdue')).standings.apologised).toBe(2);
	});

	it('are drafted without a person: number, date and name are left to be filled in', async () => {
		const answer = await stage.ask(
			head,
			`/api/v1/dossiers/${OVERDUE}/apology?newDueOn=2026-12-01&cause=CHO_Y_KIEN`
		);
		expect(answer.status).toBe(200);
		const { value } = await mammoth.extractRawText({
			buffer: Buffer.from(await answer.arrayBuffer())
		});
		expect(value).toContain('VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN');
		expect(value).toContain(OVERDUE);
		expect(value).toContain('chờ ý kiến cấp trên, tập thể');
		expect(value).not.toContain('CONG DAN');
		expect((await stage.ask(head, `/api/v1/dossiers/${THEIRS}/apology`)).status).toBe(404);
	});
});
