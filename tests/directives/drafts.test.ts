import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readerFor } from '#lib/domain/accounts/reader.ts';
import { dayOf } from '#lib/domain/calendar/time.ts';
import { reviewAll, withTask, type Draft } from '#lib/domain/directives/draft.ts';
import {
	changeDraft,
	dropDraft,
	issueDraft,
	makeDraft
} from '#lib/server/commands/tasks/drafts.ts';
import type { TaskActor } from '#lib/server/commands/tasks/turn.ts';
import { accountByEmail } from '#lib/server/store/accounts.ts';
import { documentOf } from '#lib/server/store/directives.ts';
import { draftByCode, listDrafts } from '#lib/server/store/drafts.ts';
import { readAs } from '#lib/server/store/reading.ts';
import { openRulebook, type Rulebook } from '#lib/server/store/rulebook.ts';
import { listTasks } from '#lib/server/store/tasks.ts';
import { readSentDraft } from '#lib/server/web/drafts.ts';
import { ProblemError } from '#lib/server/web/problem.ts';
import { emailOf, settle, type Person } from '../accounts/province.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';

const NOW = Date.parse('2026-11-20T09:00:00+07:00');
const clock = { now: () => NOW };
const CITIZEN = 'bà Nguyễn Thị Mẫu';
const letter = (number: string) => `UBND TỈNH GIA LAI
Số: ${number}/UBND-NC
Gia Lai, ngày 18 tháng 11 năm 2026
V/v xử lý hồ sơ quá hạn
Kính gửi: Sở Tư pháp; Sở Tài nguyên và Môi trường
1. Sở Tư pháp rà soát hồ sơ của ${CITIZEN} trước ngày 30/11/2026.
2. Sở Tài nguyên và Môi trường báo cáo nguyên nhân hồ sơ quá hạn.
3. Nghiêm cấm yêu cầu nộp thêm giấy tờ ngoài quy định./.`;

let database: FreshDatabase;
let rulebook: Rulebook;

beforeAll(async () => {
	database = await freshDatabase();
	rulebook = openRulebook(database.web.sql);
	await settle(database);
});
afterAll(async () => database.drop());

async function by(person: Person): Promise<TaskActor> {
	const account = await accountByEmail(database.sql, emailOf(person));
	if (account === null) throw new Error(person);
	const { directory } = await rulebook.current();
	const reader = readerFor(account, directory, dayOf(NOW));
	return { reader, address: '10.0.0.1', now: NOW, realNow: Date.now() };
}

async function read(text: string) {
	return readSentDraft({ pasted: text }, { rulebook, clock });
}

async function made(number: string): Promise<{ code: string; draft: Draft }> {
	const sent = await read(letter(number));
	const decision = await makeDraft(database.web, sent, await by('office'));
	if (!decision.accepted) throw new Error(decision.refusal.code);
	return { code: decision.value.code, draft: sent.draft };
}

/** With all that the letter leaves open settled by a person. */
function settled(draft: Draft): Draft {
	const known = { ...draft, head: { ...draft.head, tracker: 'H21.02' } };
	return reviewAll(known);
}

const texts = async () => database.sql`
	select text from directive_drafts union all select text from directive_texts`;

describe('a document that the office goes through', () => {
	it('is there for the office alone, whoever else sees all tasks', async () => {
		const { code } = await made('1');
		const office = await by('office');
		expect(
			await readAs(database.web, office.reader, async (sql) => draftByCode(sql, code))
		).toMatchObject({ code, version: 1, createdBy: expect.any(String) as string });
		for (const person of ['leader', 'land', 'justice', 'admin'] as const) {
			const other = await by(person);
			expect(await readAs(database.web, other.reader, listDrafts), person).toEqual([]);
			const refusal = { accepted: false, refusal: { code: 'task.not_yours' } };
			const sent = await read(letter('2'));
			expect(await makeDraft(database.web, sent, other)).toMatchObject(refusal);
			expect(await dropDraft(database.web, code, other)).toMatchObject(refusal);
			expect(
				await changeDraft(database.web, { code, draft: sent.draft, version: 1 }, other)
			).toMatchObject(refusal);
			const rules = await rulebook.current();
			expect(
				(await issueDraft(database.web, rules, { code, version: 1, again: false }, other)).accepted
			).toBe(false);
		}
		await dropDraft(database.web, code, office);
	});

	it('is kept as it was left, and the second of two who change it is told', async () => {
		const { code, draft } = await made('3');
		const office = await by('office');
		const changed = withTask(draft, 't2', (task) => ({
			...task,
			due: '2026-12-04',
			dueFrom: 'tracking'
		}));
		const change = { code, draft: changed, version: 1 };
		expect(await changeDraft(database.web, change, office)).toMatchObject({
			value: { version: 2 }
		});
		expect(await changeDraft(database.web, change, office)).toMatchObject({
			refusal: { code: 'draft.stale' }
		});
		const kept = await readAs(database.web, office.reader, async (sql) => draftByCode(sql, code));
		expect(kept?.draft).toEqual(changed);
		await dropDraft(database.web, code, office);
	});

	it('leaves nothing when it is refused or dropped', async () => {
		const before = await texts();
		await expect(read(`MẬT\n${letter('4')}`)).rejects.toBeInstanceOf(ProblemError);
		await expect(read('  ')).rejects.toBeInstanceOf(ProblemError);
		const { code } = await made('4');
		expect(await dropDraft(database.web, code, await by('office'))).toMatchObject({
			accepted: true
		});
		expect(await texts()).toEqual(before);
	});

	it('is not issued before every item has been gone through', async () => {
		const { code, draft } = await made('5');
		const office = await by('office');
		const rules = await rulebook.current();
		expect(
			await issueDraft(database.web, rules, { code, version: 1, again: false }, office)
		).toMatchObject({ refusal: { code: 'draft.unfinished' } });
		const unsure = withTask(settled(draft), 't1', (task) => ({
			...task,
			leads: [{ name: 'các cơ quan liên quan', codes: [], isClass: false }]
		}));
		await changeDraft(database.web, { code, draft: unsure, version: 1 }, office);
		expect(
			await issueDraft(database.web, rules, { code, version: 2, again: false }, office)
		).toMatchObject({ refusal: { code: 'draft.unfinished', facts: { because: 'lead_unknown' } } });
		await dropDraft(database.web, code, office);
	});

	it('becomes tasks with its words beside them, seen by who sees the document, and the draft is gone', async () => {
		const { code, draft } = await made('6');
		const office = await by('office');
		const both = withTask(settled(draft), 't2', (task) => ({
			...task,
			leads: [...task.leads, { name: 'Sở Tư pháp', codes: ['H21.02'], isClass: false }]
		}));
		await changeDraft(database.web, { code, draft: both, version: 1 }, office);
		const rules = await rulebook.current();
		const issued = await issueDraft(
			database.web,
			rules,
			{ code, version: 2, again: false },
			office
		);
		if (!issued.accepted) throw new Error(JSON.stringify(issued.refusal));
		// The second item has two leads: one task each; the rule has none.
		expect(issued.value.tasks).toHaveLength(3);
		const rows = await readAs(database.web, office.reader, async (sql) =>
			listTasks(sql, { agencyIds: null, directive: issued.value.code })
		);
		const told = rows.map(({ path, task }) => `${path} ${rules.codeOf(task.leadId)} ${task.due}`);
		expect(new Set(told)).toEqual(
			new Set(['1 H21.02 2026-11-30', '2 H21.01 null', '2 H21.02 null'])
		);
		const seen = async (person: Person) => {
			const { reader } = await by(person);
			return readAs(database.web, reader, async (sql) => documentOf(sql, issued.value.code));
		};
		const document = await seen('land');
		const spans = document?.spans.map(({ from, to }) => document.text.slice(from, to)) ?? [];
		expect(spans).toHaveLength(3);
		expect(spans[0]).toContain('rà soát hồ sơ');
		expect(document?.rules).toHaveLength(1);
		expect(await seen('admin')).toBeNull();
		expect(await readAs(database.web, office.reader, listDrafts)).toEqual([]);
		// The same number and day again is told, also to the very next draft.
		const again = await made('6');
		await changeDraft(database.web, { ...again, draft: settled(again.draft), version: 1 }, office);
		const second = { code: again.code, version: 2, again: false };
		expect(await issueDraft(database.web, rules, second, office)).toMatchObject({
			refusal: { code: 'directive.exists' }
		});
		expect(await issueDraft(database.web, rules, { ...second, again: true }, office)).toMatchObject(
			{ accepted: true }
		);
	});

	it('tells the record of acts who and when, and not one word of it', async () => {
		const acts = await database.sql<{ act: string; all: string }[]>`
			select action as act, row_to_json(audit)::text as all from audit where action like 'directive%'`;
		expect(new Set(acts.map(({ act }) => act))).toEqual(
			new Set(['directive.draft', 'directive.drop', 'directive.issue'])
		);
		expect(acts.some(({ all }) => all.includes(CITIZEN) || all.includes('rà soát'))).toBe(false);
	});
});
