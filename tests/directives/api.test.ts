import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Draft } from '#lib/domain/directives/draft.ts';
import { openAccessStage, OTHER, OWN, type AccessStage, type Caller } from '../access/stage.ts';
import { aProvince, JUSTICE, LAND } from '../makers/province.ts';

const LETTER = `UBND TỈNH GIA LAI
Số: 3035/UBND-TH
Gia Lai, ngày 18 tháng 8 năm 2026
V/v xử lý hồ sơ quá hạn
Kính gửi: ${JUSTICE}; ${LAND}
1. ${JUSTICE} rà soát hồ sơ quá hạn; báo cáo kết quả trước ngày 30/11/2026.
2. ${LAND} báo cáo nguyên nhân.
3. Nghiêm cấm yêu cầu nộp thêm giấy tờ ngoài quy định./.`;
const DRAFTS = '/api/v1/directives/drafts';

let stage: AccessStage;
let office: Caller;
beforeAll(async () => {
	stage = await openAccessStage(aProvince());
	await stage.person('office');
	office = await stage.key('act', { of: 'office' });
}, 300_000);
afterAll(async () => stage.close());

async function post(path: string, body: object, key?: string) {
	const answer = await stage.ask(office, path, {
		method: 'POST',
		headers: {
			'content-type': 'application/json',
			...(key === undefined ? {} : { 'idempotency-key': key })
		},
		body: JSON.stringify(body)
	});
	return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}
async function kept(code: unknown) {
	const answer = await stage.ask(office, `${DRAFTS}/${String(code)}`);
	expect(answer.status).toBe(200);
	return (await answer.json()) as {
		version: number;
		draft: Draft;
		text: string;
		hindrances: { code: string; key: string | null }[];
	};
}
const documents = async () => stage.database.sql<{ text: string; document: object }[]>`
	select text, document from directive_texts order by directive_id`;

describe('a document by the API', () => {
	it('is read, gone through and issued as on its page', async () => {
		const made = await post(DRAFTS, { text: LETTER }, 'make-1');
		expect(made).toMatchObject({ status: 200, body: { version: 1 } });
		// Sent again after a lost answer it is the same draft.
		expect(await post(DRAFTS, { text: LETTER }, 'make-1')).toEqual(made);
		const { code } = made.body;
		let { version, draft } = await kept(code);
		expect(draft.tasks).toHaveLength(3);
		const changes = `${DRAFTS}/${String(code)}/changes`;
		const does = async (act: object) => {
			const answer = await post(changes, { version, act });
			expect(answer.status, JSON.stringify(answer.body)).toBe(200);
			({ version, draft } = answer.body as { version: number; draft: Draft });
		};
		const first = draft.tasks[0];
		await does({ kind: 'split', task: first?.key, at: first?.text.indexOf('báo cáo') });
		expect(draft.tasks).toHaveLength(4);
		await does({ kind: 'drop', task: draft.tasks[2]?.key });
		await does({ kind: 'take_back' });
		await does({ kind: 'merge', task: draft.tasks[0]?.key });
		expect(draft.tasks).toHaveLength(3);
		await does({ kind: 'correct_head', fields: { tracker: OTHER, issuer: 'UBND tỉnh' } });
		await does({
			kind: 'correct',
			task: draft.tasks[1]?.key,
			fields: { due: '2026-12-01', dueFrom: 'tracking' }
		});
		// On a version that somebody has changed since nothing is done.
		const stale = await post(changes, { version: 1, act: { kind: 'review_all' } });
		expect(stale).toMatchObject({ status: 409, body: { code: 'draft.stale' } });
		const early = await post(`${DRAFTS}/${String(code)}/issue`, { version });
		expect(early).toMatchObject({ status: 400, body: { code: 'draft.unfinished' } });
		await does({ kind: 'review_all' });
		expect((await kept(code)).hindrances).toEqual([]);
		const issued = await post(`${DRAFTS}/${String(code)}/issue`, { version }, 'issue-1');
		expect(issued.status, JSON.stringify(issued.body)).toBe(200);
		expect(issued.body['tasks']).toHaveLength(2);
		expect(await post(`${DRAFTS}/${String(code)}/issue`, { version }, 'issue-1')).toEqual(issued);
		expect((await stage.ask(office, `${DRAFTS}/${String(code)}`)).status).toBe(404);
		expect((await documents())[0]?.text).toContain('Nghiêm cấm');
	});

	it('is dropped with its words', async () => {
		const { body } = await post(DRAFTS, { text: LETTER });
		expect((await post(`${DRAFTS}/${String(body['code'])}/drop`, {})).status).toBe(200);
		expect(await stage.database.sql`select 1 from directive_drafts`).toHaveLength(0);
	});

	it('keeps its words with a document that is issued at once, and where each task stands in them', async () => {
		const { text } = (await post('/api/v1/directives/parse', { text: LETTER })).body as {
			text: string;
		};
		const words = 'báo cáo nguyên nhân';
		const from = text.indexOf(words);
		const given = {
			...{ type: 'công văn', number: '9/UBND-TH', issuedOn: '2026-08-18', issuer: 'UBND tỉnh' },
			...{ subject: 'Hồ sơ quá hạn', text },
			tasks: [{ text: words, lead: OWN, tracker: OTHER, span: [from, from + words.length] }]
		};
		const issued = await post('/api/v1/directives', given, 'at-once');
		expect(issued.status, JSON.stringify(issued.body)).toBe(200);
		const [task] = issued.body['tasks'] as string[];
		expect((await documents()).at(-1)).toMatchObject({
			text,
			document: { spans: [{ task, from, to: from + words.length }] }
		});
	});

	it.each([
		['directive.span_outside', { text: LETTER, span: [0, 90_000] }],
		['directive.span_outside', { text: null, span: [0, 5] }],
		['directive.text_other', { text: LETTER.replaceAll('\n', '\r\n'), span: [0, 5] }],
		['document.secret', { text: `MẬT\n${LETTER}`, span: null }]
	])(
		'refuses with %s words that cannot be kept, and keeps nothing',
		async (code, { text, span }) => {
			const before = (await documents()).length;
			const answer = await post('/api/v1/directives', {
				...{ type: 'công văn', issuer: 'UBND tỉnh', subject: 'x', text },
				tasks: [{ text: 'Rà soát', lead: OWN, tracker: OTHER, span }]
			});
			expect(answer.body).toMatchObject({ code });
			expect(answer.status).toBeGreaterThanOrEqual(400);
			expect(await documents()).toHaveLength(before);
		}
	);
});
