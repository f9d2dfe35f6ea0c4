import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAccessStage, OTHER, OWN, type AccessStage, type Caller } from '../access/stage.ts';
import { aRecord } from '../makers/feed.ts';
import { aProvince, JUSTICE, LAND } from '../makers/province.ts';

let stage: AccessStage;
let head: Caller;
let inspector: Caller;
const MINE = `${OWN}-261102-0001`;
const THEIRS = `${OTHER}-261102-0001`;

beforeAll(async () => {
	stage = await openAccessStage(aProvince());
	head = await stage.person('head');
	inspector = await stage.person('inspector');
	const feed = await stage.person('office').then(async () => stage.key('feed'));
	const answer = await stage.ask(feed, '/api/v1/feed', {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({
			service: 'DongBoHoSoMC',
			data: [aRecord(MINE, { DonViXuLy: LAND }), aRecord(THEIRS, { DonViXuLy: JUSTICE })]
		})
	});
	expect(await answer.json()).toMatchObject({ accepted: 2 });
}, 300_000);
afterAll(async () => stage.close());

interface Consultations {
	asked: number;
	total: number;
	standings: Record<string, number>;
	onTime: number | null;
	bodies: { body: string; name: string; asked: number; onTime: number | null }[];
}
const list = async (who: Caller, query = '') => {
	const answer = await stage.ask(who, `/api/v1/consultations?from=2026-11-01&${query}`);
	expect(answer.status).toBe(200);
	return (await answer.json()) as Consultations;
};
async function post(who: Caller, path: string, body: unknown) {
	const answer = await stage.ask(who, `/api/v1/consultations${path}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body)
	});
	return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}
const question = (rest: object = {}) => ({
	...{ dossier: MINE, bodyKind: 'ministry', body: 'Bộ Xây dựng', number: '15/SNNMT' },
	...{ askedOn: '2026-11-03', dueOn: '2026-11-06' },
	...rest
});

describe('opinions asked about dossiers', () => {
	it('are recorded by the agency that asks, and move no appointment', async () => {
		const before = await (await stage.ask(head, `/api/v1/dossiers/${MINE}`)).json();
		expect((await post(head, '', question())).status).toBe(200);
		const among = question({ bodyKind: 'department', body: JUSTICE, dueOn: '2026-11-05' });
		expect((await post(head, '', among)).status).toBe(200);
		expect((await post(head, '', question({ dossier: THEIRS }))).status).toBe(404);
		expect((await post(inspector, '', question())).status).toBe(403);
		expect(await post(head, '', question({ body: OWN }))).toMatchObject({
			...{ status: 400, body: { code: 'consultation.of_itself' } }
		});
		const after = await (await stage.ask(head, `/api/v1/dossiers/${MINE}`)).json();
		expect(after).toMatchObject({ dueAt: (before as { dueAt: string }).dueAt });
	});

	it('C30: the share answered in time is of what was answered or should have been, by body', async () => {
		const found = await (await stage.ask(head, `/api/v1/dossiers/${MINE}/delays`)).json();
		const { consultations } = found as { consultations: { code: string; body: object }[] };
		const [ministry, justice] = consultations;
		expect(justice?.body).toEqual({ code: OTHER, name: JUSTICE });
		const answered = { answeredOn: '2026-11-06', text: '99/BXD' };
		expect((await post(head, `/${ministry?.code}/ends`, answered)).status).toBe(200);
		expect((await post(head, `/${ministry?.code}/ends`, answered)).status).toBe(409);
		const all = await list(inspector);
		expect(all).toMatchObject({ asked: 2, onTime: 0.5 });
		expect(all.bodies.map(({ body, onTime }) => [body, onTime])).toEqual([
			['Bộ Xây dựng', 1],
			[OTHER, 0]
		]);
		for (const [standing, count] of Object.entries(all.standings)) {
			expect([standing, (await list(inspector, `standing=${standing}`)).total]).toEqual([
				...[standing, count]
			]);
		}
		for (const { body, asked } of all.bodies) {
			expect((await list(inspector, `body=${encodeURIComponent(body)}`)).total).toBe(asked);
		}
	});

	it('one entered by mistake is taken back with a reason, and counts no more', async () => {
		const found = await (await stage.ask(head, `/api/v1/dossiers/${MINE}/delays`)).json();
		const [, justice] = (found as { consultations: { code: string }[] }).consultations;
		expect(await post(head, `/${justice?.code}/ends`, {})).toMatchObject({
			body: { code: 'consultation.reason_missing' }
		});
		expect((await post(head, `/${justice?.code}/ends`, { text: 'Nhầm hồ sơ' })).status).toBe(200);
		expect((await list(inspector)).asked).toBe(1);
	});

	it('those without an answer are urged about like anything else: numbered, answered, moved by their answer', async () => {
		const office = await stage.person('office');
		const theirHead = await stage.person('head', OTHER);
		const among = question({ bodyKind: 'department', body: OTHER, number: '21/SNNMT' });
		expect((await post(head, '', among)).status).toBe(200);
		const outside = question({ body: 'Bộ Tư pháp', number: '22/SNNMT' });
		expect((await post(head, '', outside)).status).toBe(200);
		const urge = async (filter: object) => {
			const answer = await stage.ask(office, '/api/v1/urgings', {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ kind: 'consultations', filter, text: 'Đề nghị trả lời.' })
			});
			return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
		};
		const waits = { standing: 'waitingLate' };
		// A ministry reads nothing here: only who was asked in the province is told.
		for (const n of [1, 2]) {
			expect(await urge(waits)).toMatchObject({
				...{ status: 200, body: { urgings: [{ agency: OTHER, n, count: 1 }] } }
			});
		}
		expect(await urge({ ...waits, body: 'Bộ Tư pháp' })).toMatchObject({
			...{ status: 400, body: { code: 'urging.nobody_here' } }
		});

		interface Urging {
			code: string;
			kind: string;
			n: number;
			moved: number;
			items: { code: string; moved: boolean; asked: object | null }[];
		}
		const urgings = async (who: Caller) => {
			const answer = await stage.ask(who, '/api/v1/urgings');
			return ((await answer.json()) as { items: Urging[] }).items;
		};
		const [last] = await urgings(theirHead);
		expect(last).toMatchObject({ kind: 'consultations', n: 2, count: 1, moved: 0 });
		const one = async (who: Caller) =>
			(await (await stage.ask(who, `/api/v1/urgings/${last?.code}`)).json()) as Urging;
		const asked = { by: { code: OWN, name: LAND }, number: '21/SNNMT', askedOn: '2026-11-03' };
		// Who was asked sees the letter of who asked, and not the dossier, which is not theirs.
		expect((await one(theirHead)).items).toMatchObject([
			{ moved: false, asked: { ...asked, dossier: null } }
		]);
		expect((await stage.ask(theirHead, `/api/v1/dossiers/${MINE}`)).status).toBe(404);
		expect((await list(theirHead)).total).toBe(0);
		expect((await one(office)).items).toMatchObject([{ asked: { ...asked, dossier: MINE } }]);
		// Whoever asked is not who is urged.
		expect(await urgings(head)).toEqual([]);
		const reply = await stage.ask(theirHead, `/api/v1/urgings/${last?.code}/replies`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ text: 'Sẽ trả lời trong ngày.' })
		});
		expect(reply.status).toBe(200);

		const answered = { answeredOn: '2026-11-10', text: '33/STP' };
		expect((await post(head, `/${(await one(office)).items[0]?.code}/ends`, answered)).status).toBe(
			200
		);
		expect(await one(theirHead)).toMatchObject({ moved: 1, items: [{ moved: true }] });
		expect(await urge(waits)).toMatchObject({ body: { code: 'urging.nobody_here' } });
	});

	it('come by file: tried first, one wrong line keeps all back, what is told twice stays, an answer is added', async () => {
		const send = async (rows: string[], dryRun: boolean) => {
			const form = new FormData();
			const heads =
				'Mã hồ sơ;Loại cơ quan;Cơ quan được hỏi;Số văn bản;Ngày hỏi;Hạn trả lời;Ngày trả lời';
			form.set('file', new File([[heads, ...rows].join('\n')], 'xin-y-kien.csv'));
			form.set('dryRun', String(dryRun));
			const answer = await stage.ask(head, '/api/v1/consultations/file', {
				...{ method: 'POST', body: form }
			});
			return (await answer.json()) as Record<string, unknown>;
		};
		const before = (await list(inspector)).asked;
		const first = `${MINE};Sở, ngành;${JUSTICE};31/SNNMT;04/11/2026;09/11/2026;`;
		const second = `${MINE};Bộ;Bộ Tài chính;32/SNNMT;04/11/2026;;`;
		expect(await send([first, `${THEIRS};Bộ;Bộ Tài chính;33;04/11/2026;;`], false)).toEqual({
			...{ taken: false, kept: 0, unchanged: 0 },
			errors: [{ line: 3, field: 'Mã hồ sơ', reason: 'consultation.dossier_unknown' }]
		});
		expect(await send([first, second], true)).toMatchObject({ taken: false, kept: 2 });
		expect((await list(inspector)).asked).toBe(before);
		expect(await send([first, second], false)).toMatchObject({ taken: true, kept: 2 });
		expect((await list(inspector)).asked).toBe(before + 2);
		const answered = `${first}08/11/2026`;
		expect(await send([answered, second], false)).toMatchObject({ kept: 1, unchanged: 1 });
		expect(await send([answered, second], false)).toMatchObject({ kept: 0, unchanged: 2 });
		expect((await list(inspector, `body=${OTHER}&standing=onTime`)).total).toBe(1);
		expect(await send([`${first}07/11/2026`], false)).toMatchObject({
			errors: [{ reason: 'consultation.already_ended' }]
		});
	});
});
