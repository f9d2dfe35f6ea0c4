import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readerFor, type Reader } from '#lib/domain/accounts/reader.ts';
import { dayOf, DAY } from '#lib/domain/calendar/time.ts';
import { foldTask, type TaskEvent } from '#lib/domain/tasks/task.ts';
import { acknowledgeDirective, actOnTask, wouldAct } from '#lib/server/commands/tasks/act.ts';
import { issueDirective, type ConfirmedTask } from '#lib/server/commands/tasks/issue.ts';
import { accountByEmail } from '#lib/server/store/accounts.ts';
import { readAs } from '#lib/server/store/reading.ts';
import { openRulebook, type Rulebook } from '#lib/server/store/rulebook.ts';
import { eventsOfTask, listTasks, taskByCode } from '#lib/server/store/tasks.ts';
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

async function by(person: Person, now = NOW) {
	const account = await accountByEmail(database.sql, emailOf(person));
	if (account === null) throw new Error(person);
	const { directory } = await rulebook.current();
	const reader = readerFor(account, directory, dayOf(now));
	return { reader, address: '10.0.0.1', now, realNow: Date.now() };
}
async function agency(code: string): Promise<number> {
	const id = (await rulebook.current()).directory.byCode(code);
	if (id === null) throw new Error(code);
	return id;
}
async function aTask(rest: Partial<ConfirmedTask> = {}): Promise<ConfirmedTask> {
	return {
		...{ path: '1.a', text: 'Rà soát hồ sơ quá hạn', product: null, source: 'chairman' as const },
		...{ leadId: await agency('H21.01'), coordinatingIds: [], trackerId: await agency('H21.02') },
		...{ due: '2026-11-27', dueFrom: 'document' as const, condition: null, units: [] },
		...rest
	};
}
let numbers = 0;
async function issued(...tasks: ConfirmedTask[]): Promise<string[]> {
	numbers += 1;
	const directive = {
		...{ type: 'công văn', number: `${numbers}/UBND-TH`, issuedOn: '2026-11-19' },
		...{ issuer: 'UBND tỉnh', subject: 'Hồ sơ trễ hạn', urgency: null }
	};
	const decision = await issueDirective(
		database.web,
		{ directive, tasks, again: false },
		await by('office')
	);
	if (!decision.accepted) throw new Error(decision.refusal.code);
	return decision.value.tasks;
}
async function sees(reader: Reader): Promise<string[]> {
	return readAs(database.web, reader, async (sql) =>
		(await listTasks(sql, { agencyIds: null, directive: null })).map(({ code }) => code)
	);
}

describe('a document of the Committee', () => {
	it('is issued whole, with its tasks, and only by the office', async () => {
		const directive = {
			...{ type: 'công văn', number: '3035/UBND-TH', issuedOn: '2026-06-04' },
			...{ issuer: 'UBND tỉnh', subject: 'x', urgency: null }
		};
		const given = { directive, tasks: [await aTask(), await aTask({ path: '2' })], again: false };
		expect(await issueDirective(database.web, given, await by('leader'))).toMatchObject({
			accepted: false,
			refusal: { code: 'task.not_yours' }
		});
		const decision = await issueDirective(database.web, given, await by('office'));
		expect(decision).toMatchObject({ accepted: true, value: { tasks: { length: 2 } } });
		// The same number and day again is pointed out, and taken when another document is meant.
		expect(await issueDirective(database.web, given, await by('office'))).toMatchObject({
			refusal: { code: 'directive.exists' }
		});
		expect(
			await issueDirective(database.web, { ...given, again: true }, await by('office'))
		).toMatchObject({ accepted: true });
	});
});

describe('a task', () => {
	it('is there for the agency that answers for it and the one that follows it, and for no other', async () => {
		const [code = ''] = await issued(await aTask());
		expect(await sees((await by('land')).reader)).toContain(code);
		expect(await sees((await by('justice')).reader)).toContain(code);
		const [others = ''] = await issued(
			await aTask({ leadId: await agency('H21.02'), trackerId: await agency('H21.02') })
		);
		expect(await sees((await by('land')).reader)).not.toContain(others);
		expect(await sees((await by('admin')).reader)).toEqual([]);
		expect(
			await actOnTask(
				database.web,
				{ code: others, act: { kind: 'acknowledged' } },
				await by('land')
			)
		).toMatchObject({ refusal: { code: 'task.unknown' } });
	});

	it('is asked whether a report may be made before a file is kept for it, and does not move by that', async () => {
		const [code = ''] = await issued(await aTask());
		const report = { code, act: { kind: 'submitted', evidence: ['MC-0'] } } as const;
		expect(await wouldAct(database.web, report, await by('justice'))).toMatchObject({
			accepted: false
		});
		const land = await by('land');
		await actOnTask(database.web, { code, act: { kind: 'acknowledged' } }, land);
		expect(await wouldAct(database.web, report, land)).toMatchObject({ accepted: true });
		const acts = await database.sql`select 1 from audit where subject = ${`task:${code}`}`;
		expect(acts).toHaveLength(1);
		await actOnTask(
			database.web,
			{ code, act: { kind: 'submitted', evidence: ['12/BC'] } },
			await by('land')
		);
		expect(await wouldAct(database.web, report, await by('land'))).toMatchObject({
			refusal: { code: 'task.not_now' }
		});
	});

	it('is on record move by move, and what is shown is the fold of that', async () => {
		const [code = ''] = await issued(await aTask());
		const steps = [
			['land', { kind: 'acknowledged' }],
			['land', { kind: 'submitted', evidence: ['bao-cao.pdf'] }],
			['justice', { kind: 'sent_back', reason: 'Thiếu phụ lục' }],
			['land', { kind: 'submitted', evidence: ['bao-cao-2.pdf'] }],
			['justice', { kind: 'verified' }]
		] as const;
		for (const [n, [person, act]] of steps.entries()) {
			const decision = await actOnTask(
				database.web,
				{ code, act },
				await by(person, NOW + n * DAY)
			);
			expect(decision, act.kind).toMatchObject({ accepted: true });
		}
		const [kept, events] = await readAs(database.web, (await by('office')).reader, async (sql) => {
			const found = await taskByCode(sql, code);
			return [found, await eventsOfTask(sql, found?.id ?? 0)] as const;
		});
		expect(kept?.task.state).toBe('done');
		expect(events.map(({ kind }) => kind)).toEqual([
			'assigned',
			...steps.map(([, { kind }]) => kind)
		]);
		const bare = events.map(({ by: _, ...event }) => event) as TaskEvent[];
		expect(foldTask(bare)).toEqual(kept?.task);
		const acts = await database.sql`
			select action from audit where subject = ${`task:${code}`} order by n`;
		expect(acts).toHaveLength(steps.length);
	});

	it('T33 two who act at the same moment: one wins, the other is told', async () => {
		const [code = ''] = await issued(await aTask());
		const actor = await by('land');
		const both = await Promise.all(
			[0, 1].map(async () =>
				actOnTask(database.web, { code, act: { kind: 'acknowledged' } }, actor)
			)
		);
		expect(both.filter(({ accepted }) => accepted)).toHaveLength(1);
		expect(both.find(({ accepted }) => !accepted)).toMatchObject({
			refusal: { code: 'task.not_now', facts: { state: 'acknowledged' } }
		});
	});

	it('tells the ledger which agencies it concerns, so that their open pages move', async () => {
		const [code = ''] = await issued(await aTask());
		await actOnTask(database.web, { code, act: { kind: 'acknowledged' } }, await by('land'));
		const [entry] = await database.sql<{ kind: string; ids: string[]; agencies: number[] }[]>`
			select kind, ids, agencies from ledger order by seq desc limit 1`;
		expect(entry).toMatchObject({ kind: 'tasks', ids: [code] });
		expect(new Set(entry?.agencies)).toEqual(
			new Set([await agency('H21.01'), await agency('H21.02')])
		);
	});
});

describe('a head acknowledges a document', () => {
	it('once for all of its tasks that the agency answers for, as one act on record', async () => {
		const justice = await agency('H21.02');
		const codes = await issued(
			await aTask(),
			await aTask({ path: '2' }),
			await aTask({ path: '3', leadId: justice, trackerId: justice })
		);
		const [{ code = '' } = {}] = await database.sql<{ code: string }[]>`
			select code from directives order by id desc limit 1`;
		expect(await acknowledgeDirective(database.web, code, await by('office'))).toMatchObject({
			refusal: { code: 'directive.unknown' }
		});
		expect(await acknowledgeDirective(database.web, code, await by('land'))).toMatchObject({
			value: { tasks: codes.slice(0, 2) }
		});
		expect(await acknowledgeDirective(database.web, code, await by('land'))).toMatchObject({
			refusal: { code: 'directive.already_acknowledged' }
		});
		const states = await database.sql<{ state: string }[]>`
			select state from tasks where code = any(${codes}) order by id`;
		expect(states.map(({ state }) => state)).toEqual(['acknowledged', 'acknowledged', 'assigned']);
		const acts = await database.sql`
			select action from audit where subject = ${`directive:${code}`} and action = 'directive.acknowledge'`;
		expect(acts).toHaveLength(1);
	});
});

describe('what an agency settles inside itself', () => {
	it('is told to its own people, and to nobody else by any door', async () => {
		const [code = ''] = await issued(await aTask());
		const officer = 'Nguyễn Văn Mẫu';
		await actOnTask(database.web, { code, act: { kind: 'acknowledged' } }, await by('land'));
		const act = { kind: 'assigned_inside' as const, unit: 'Phòng Đất đai', officer };
		const decision = await actOnTask(
			database.web,
			{ code, act: { ...act, due: '2026-11-25' } },
			await by('land')
		);
		expect(decision).toMatchObject({ accepted: true });
		const told = async (person: Person) => {
			const { reader } = await by(person);
			return JSON.stringify(
				await readAs(database.web, reader, async (sql) => {
					const kept = await taskByCode(sql, code);
					return [kept, await eventsOfTask(sql, kept?.id ?? 0, reader)];
				})
			);
		};
		expect(await told('land')).toContain(officer);
		expect(await told('land')).toContain('2026-11-25');
		for (const person of ['office', 'leader', 'justice'] as const) {
			expect(await told(person), person).toContain('Phòng Đất đai');
			expect(await told(person), person).not.toContain(officer);
			expect(await told(person), person).not.toContain('2026-11-25');
		}
		const written = await database.sql`
			select before, after from audit where subject = ${`task:${code}`}`;
		const ledger = await database.sql`select ids from ledger order by seq desc limit 3`;
		expect(JSON.stringify([...written, ...ledger])).not.toContain(officer);
	});
});
