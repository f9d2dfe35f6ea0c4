import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { draw } from '#lib/domain/flags/sample.ts';
import { openAccessStage, OTHER, OWN, type AccessStage, type Caller } from '../access/stage.ts';
import { aRecord, aStep } from '../makers/feed.ts';
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
	const send = async (service: string, ...data: unknown[]) => {
		const answer = await stage.ask(feed, '/api/v1/feed', {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ service, data })
		});
		expect(answer.status).toBe(200);
	};
	await send(
		'DongBoHoSoMC',
		aRecord(MINE, { DonViXuLy: LAND, NgayHenTra: '' }),
		aRecord(THEIRS, { DonViXuLy: JUSTICE, NgayHenTra: '' })
	);
	await send('CapNhatTienDoHoSoMC', aStep(MINE, '20261102083000', 2));
}, 300_000);
afterAll(async () => stage.close());

async function get<T>(who: Caller, path: string): Promise<T> {
	const answer = await stage.ask(who, path);
	expect(answer.status).toBe(200);
	return (await answer.json()) as T;
}

async function post(who: Caller, path: string, body: unknown, key?: string) {
	return stage.ask(who, path, {
		method: 'POST',
		headers: {
			'content-type': 'application/json',
			...(key === undefined ? {} : { 'idempotency-key': key })
		},
		body: JSON.stringify(body)
	});
}

interface Flags {
	dossiers: number;
	noData: string[];
	flags: { flag: string; dossiers: number }[];
	items: {
		code: string;
		questions: {
			flag: string;
			messages: { kind: string; unit: string }[];
			answers: { text: string; by: string }[];
		}[];
		mayAnswer: boolean;
	}[];
}

describe('signs to look into', () => {
	it('stand with the messages that raise them, each reader’s own and no others', async () => {
		const all = await get<Flags>(inspector, '/api/v1/flags');
		expect(all.items.map(({ code }) => code).sort()).toEqual([MINE, THEIRS]);
		expect(all.flags.find(({ flag }) => flag === 'N01')).toEqual({ flag: 'N01', dossiers: 2 });
		expect(all.noData).toEqual(['N08', 'N09']);
		const mine = await get<Flags>(head, '/api/v1/flags?flag=N14');
		expect(mine.items).toHaveLength(1);
		expect(mine.items[0]).toMatchObject({ code: MINE, mayAnswer: true });
		const [reception] = (mine.items[0]?.questions ?? []).filter(({ flag }) => flag === 'N14');
		expect(reception?.messages).toMatchObject([{ kind: 'step', unit: 'Phòng chuyên môn' }]);
		expect((await stage.ask(head, `/api/v1/dossiers/${THEIRS}/flags`)).status).toBe(404);
	});

	it('are answered by the agency on record, once for the same key, and the question stays', async () => {
		const said = { dossier: MINE, flag: 'N01', text: 'Thủ tục không hẹn ngày trả.' };
		for (const _ of [1, 2]) {
			const answer = await post(head, '/api/v1/flags/answers', said, 'k-1');
			expect(answer.status).toBe(200);
		}
		const found = await get<Flags['items'][0]>(inspector, `/api/v1/dossiers/${MINE}/flags`);
		const question = found.questions.find(({ flag }) => flag === 'N01');
		expect(question?.answers).toMatchObject([{ text: said.text }]);
		expect(question?.messages).toHaveLength(1);
		expect((await get<Flags>(inspector, '/api/v1/flags?flag=N01')).dossiers).toBe(2);
		expect((await get<Flags>(inspector, '/api/v1/flags?flag=N01&answered=true')).dossiers).toBe(1);
		expect((await get<Flags>(inspector, '/api/v1/flags?flag=N01&answered=false')).dossiers).toBe(1);
	});

	it('are answered by nobody else, and no sign that does not stand', async () => {
		const said = { dossier: THEIRS, flag: 'N01', text: 'x' };
		expect((await post(head, '/api/v1/flags/answers', said)).status).toBe(404);
		expect((await post(inspector, '/api/v1/flags/answers', said)).status).toBe(403);
		const none = { ...said, dossier: MINE, flag: 'N12' };
		expect((await post(head, '/api/v1/flags/answers', none)).status).toBe(400);
	});

	it('refuse a period that is none, naming the field', async () => {
		for (const [query, field] of [
			['from=2026-02-01&to=2026-01-01', 'from'],
			['to=2999-01-01', 'to'],
			['agency=H99.99', 'agency']
		]) {
			const answer = await stage.ask(inspector, `/api/v1/flags?${query}`);
			expect([answer.status, await answer.json()]).toMatchObject([400, { field }]);
		}
	});
});

describe('a fair sample', () => {
	it('is drawn again from its published seed and snapshot, and stays as it was drawn', async () => {
		const order = { seed: 'Xổ số 20/11/2026', size: 1 };
		const drawn = await post(inspector, '/api/v1/samples', order);
		expect(drawn.status).toBe(200);
		const { code } = (await drawn.json()) as { code: string };
		const kept = await get<{ snapshot: string; drawn: string[]; snapshotHash: string }>(
			inspector,
			`/api/v1/samples/${code}`
		);
		const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
		expect(sha256(kept.snapshot)).toBe(kept.snapshotHash);
		expect(draw(kept.snapshot, order, sha256)).toEqual(kept.drawn);
		// N01 and a late arrival about both; a reception elsewhere about one.
		expect(kept.snapshot).toBe(`${MINE}\t7\n${THEIRS}\t5\n`);
		const list = await get<{ samples: { code: string }[] }>(inspector, '/api/v1/samples');
		expect(list.samples.map((one) => one.code)).toEqual([code]);
		expect((await stage.ask(head, '/api/v1/samples')).status).toBe(403);
	});
});
