import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readerFor } from '#lib/domain/accounts/reader.ts';
import { dayOf } from '#lib/domain/calendar/time.ts';
import { actOnOpinion, sayOpinion, type OpinionAct } from '#lib/server/commands/tasks/opinions.ts';
import { accountByEmail } from '#lib/server/store/accounts.ts';
import { listOpinions } from '#lib/server/store/opinions.ts';
import { readAs } from '#lib/server/store/reading.ts';
import { openRulebook, type Rulebook } from '#lib/server/store/rulebook.ts';
import { taskByCode } from '#lib/server/store/tasks.ts';
import { emailOf, settle, type Person } from '../accounts/province.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';

const NOW = Date.parse('2026-11-20T09:00:00+07:00');
let database: FreshDatabase;
let rulebook: Rulebook;

beforeAll(async () => {
	database = await freshDatabase();
	rulebook = openRulebook(database.web.sql);
	await settle(database);
});
afterAll(async () => database.drop());

async function by(person: Person) {
	const account = await accountByEmail(database.sql, emailOf(person));
	if (account === null) throw new Error(person);
	const { directory } = await rulebook.current();
	const reader = readerFor(account, directory, dayOf(NOW));
	return { reader, address: '10.0.0.1', now: NOW, realNow: Date.now() };
}
async function agency(code: string): Promise<number> {
	return (await rulebook.current()).directory.byCode(code) ?? 0;
}
const cause = { kind: 'indicator', id: 'open.overdue', agency: 'H21.01', value: 13, at: NOW };
async function said(person: Person = 'leader', counted = 13): Promise<string> {
	const terms = { agencyId: await agency('H21.01'), text: 'Khẩn trương', due: '2026-11-27', cause };
	const decision = await sayOpinion(database.web, { terms, counted }, await by(person));
	if (!decision.accepted) throw new Error(decision.refusal.code);
	return decision.value.code;
}
async function issuing(rest: object = {}): Promise<OpinionAct> {
	return {
		...{ kind: 'issue', text: null, due: null, leadId: null, coordinatingIds: [] },
		trackerId: await agency('H21.02'),
		...rest
	};
}
async function sees(person: Person): Promise<string[]> {
	const { reader } = await by(person);
	return readAs(database.web, reader, async (sql) =>
		(await listOpinions(sql)).map(({ code }) => code)
	);
}

describe('an opinion of a leader', () => {
	it('becomes a task of the Chairman when the office issues it, with the number as it was seen', async () => {
		const code = await said('leader', 15);
		const act = await issuing({ text: 'Giải quyết dứt điểm hồ sơ quá hạn', due: '2026-12-01' });
		const issued = await actOnOpinion(database.web, { code, act }, await by('office'));
		expect(issued).toMatchObject({ accepted: true, value: { state: 'issued' } });
		const task = issued.accepted ? issued.value.task : null;
		const { reader } = await by('land');
		const kept = await readAs(database.web, reader, async (sql) => taskByCode(sql, task ?? ''));
		expect(kept?.task).toMatchObject({
			...{ text: 'Giải quyết dứt điểm hồ sơ quá hạn', due: '2026-12-01', source: 'chairman' },
			...{ state: 'assigned', cause, origin: null }
		});
		expect(kept?.directive).toBeNull();
		// What the leader said and what was counted then stay beside what the office made of it.
		const { reader: leader } = await by('leader');
		const [own] = await readAs(database.web, leader, async (sql) => listOpinions(sql));
		expect(own?.opinion).toMatchObject({ text: 'Khẩn trương', cause, counted: 15 });
		expect(own?.task?.code).toBe(task);
	});

	it('is issued once, however many try at the same moment', async () => {
		const code = await said();
		const act = await issuing();
		const actor = await by('office');
		const both = await Promise.all(
			[0, 1, 2].map(async () => actOnOpinion(database.web, { code, act }, actor))
		);
		expect(both.filter(({ accepted }) => accepted)).toHaveLength(1);
		expect(both.find(({ accepted }) => !accepted)).toMatchObject({
			refusal: { code: 'opinion.not_now' }
		});
	});

	it('that the office gives back is the leader’s to see with the word', async () => {
		const code = await said();
		const back = { kind: 'return' as const, word: 'Đã có văn bản chỉ đạo về việc này' };
		expect(await actOnOpinion(database.web, { code, act: back }, await by('leader'))).toMatchObject(
			{ refusal: { code: 'opinion.not_yours' } }
		);
		await actOnOpinion(database.web, { code, act: back }, await by('office'));
		const { reader } = await by('leader');
		const own = await readAs(database.web, reader, async (sql) => listOpinions(sql));
		expect(own.find((one) => one.code === code)?.opinion).toMatchObject({
			...{ state: 'returned', word: back.word }
		});
		const again = { kind: 'give' as const, text: 'Nội dung sửa lại', due: null };
		expect(
			await actOnOpinion(database.web, { code, act: again }, await by('leader'))
		).toMatchObject({ value: { state: 'given' } });
	});

	it('is told to open pages, and to those of the agency only as a task', async () => {
		const code = await said();
		const last = async () => {
			const [entry] = await database.sql<{ kind: string; ids: string[]; agencies: number[] }[]>`
				select kind, ids, agencies from ledger order by seq desc limit 1`;
			return entry;
		};
		expect(await last()).toEqual({ kind: 'tasks', ids: [code], agencies: [] });
		const act = await issuing();
		await actOnOpinion(database.web, { code, act }, await by('office'));
		expect((await last())?.agencies).toContain(await agency('H21.01'));
		const acts = await database.sql`
			select action from audit where subject = ${`opinion:${code}`} order by n`;
		expect(acts.map(({ action }) => String(action))).toEqual(['opinion.give', 'opinion.issue']);
	});

	it('sent twice by a hand that shook is one', async () => {
		const actor = await by('leader');
		const terms = { agencyId: await agency('H21.02'), text: 'Hai lần', due: '2026-11-27', cause };
		const both = await Promise.all(
			[0, 1].map(async () => sayOpinion(database.web, { terms, counted: 13 }, actor))
		);
		expect(new Set(both.map((one) => one.accepted && one.value.code)).size).toBe(1);
	});

	it('is not said by the office or a head, nor seen by a head', async () => {
		for (const person of ['office', 'land'] as const) {
			const terms = { agencyId: await agency('H21.01'), text: 'x', due: '2026-11-27', cause };
			expect(
				await sayOpinion(database.web, { terms, counted: null }, await by(person))
			).toMatchObject({ refusal: { code: 'opinion.not_yours' } });
		}
		expect(await sees('land')).toEqual([]);
	});

	it('has no due day in the past and no number of the future', async () => {
		const agencyId = await agency('H21.01');
		const late = { agencyId, text: 'x', due: '2026-11-19', cause };
		const ahead = {
			agencyId,
			text: 'x',
			due: '2026-11-27',
			cause: { ...cause, at: NOW + 3_600_000 }
		};
		const codes = ['opinion.due_past', 'opinion.number_of_future'];
		for (const [n, terms] of [late, ahead].entries()) {
			expect(
				await sayOpinion(database.web, { terms, counted: null }, await by('leader'))
			).toMatchObject({ refusal: { code: codes[n] } });
		}
	});

	it('keeps its number whatever is written to the table', async () => {
		await expect(
			database.web.sql.begin(async (sql) => {
				await sql`select set_config('app.reader', 'system', true), set_config('app.opens', 'tasks', true)`;
				await sql`update opinions set cause = '{}'`;
			})
		).rejects.toMatchObject({ code: '42501' });
	});
});
