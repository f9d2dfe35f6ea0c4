import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readerFor } from '#lib/domain/accounts/reader.ts';
import { addDays, dayOf, startOfDay, type Day, type Instant } from '#lib/domain/calendar/time.ts';
import { parameterOn } from '#lib/domain/deadlines/parameters.ts';
import type { TaskAct } from '#lib/domain/tasks/acts.ts';
import { tallyTasks } from '#lib/domain/tasks/tally.ts';
import { actOnTask } from '#lib/server/commands/tasks/act.ts';
import { issueDirective, type ConfirmedTask } from '#lib/server/commands/tasks/issue.ts';
import { accountByEmail } from '#lib/server/store/accounts.ts';
import { withTransaction } from '#lib/server/store/database.ts';
import { openRulebook, type Rulebook } from '#lib/server/store/rulebook.ts';
import { taskFigures } from '#lib/server/store/task-figures.ts';
import { listTasks } from '#lib/server/store/tasks.ts';
import { verifyAll } from '#lib/server/store/verify.ts';
import { emailOf, settle, type Person } from '../accounts/province.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';

const NOW = Date.parse('2026-11-20T09:00:00+07:00');
const BEGAN = Date.parse('2026-07-01T09:00:00+07:00');

let database: FreshDatabase;
let rulebook: Rulebook;
const heads = { 'H21.01': 'land', 'H21.02': 'justice' } as const;
const leads = Object.keys(heads) as (keyof typeof heads)[];

async function does(person: Person, now: Instant) {
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

/** Tasks of every state and timeliness, by the commands. */
async function manyTasks(): Promise<void> {
	const dues: (Day | null)[] = [
		null,
		...[-140, -91, -90, -31, -30, -8, -7, -1, 0, 1, 3, 4, 5, 6, 7, 30].map((n) =>
			addDays(dayOf(NOW), n)
		)
	];
	const ways: readonly (readonly TaskAct['kind'][])[] = [
		[],
		['acknowledged'],
		['acknowledged', 'submitted'],
		['acknowledged', 'submitted', 'verified'],
		['acknowledged', 'submitted', 'sent_back'],
		['paused'],
		['revoked'],
		['correction_asked']
	];
	const tasks: (ConfirmedTask & { way: readonly TaskAct['kind'][]; lead: keyof typeof heads })[] =
		[];
	for (const way of ways) {
		for (const [i, due] of dues.entries()) {
			const lead = leads[i % 2] ?? 'H21.01';
			tasks.push({
				...{ path: `${tasks.length}`, text: 'Rà soát hồ sơ', product: null, source: 'chairman' },
				...{ leadId: await agency(lead), coordinatingIds: [] },
				trackerId: await agency(lead === 'H21.01' ? 'H21.02' : 'H21.01'),
				...{ due, dueFrom: due === null ? null : 'document', units: [] },
				condition: i % 6 === 5 ? 'khi có hướng dẫn' : null,
				...{ way, lead }
			});
		}
	}
	const directive = {
		...{ type: 'kế hoạch', number: '1/KH-UBND', issuedOn: '2026-07-01', issuer: 'UBND tỉnh' },
		...{ subject: 'x', urgency: null }
	};
	const issued = await issueDirective(
		database.web,
		{ directive, tasks: tasks.map(({ way: _, lead: __, ...task }) => task), again: false },
		await does('office', BEGAN)
	);
	if (!issued.accepted) throw new Error(issued.refusal.code);
	const bodies: Partial<Record<TaskAct['kind'], object>> = {
		submitted: { evidence: ['bao-cao.pdf'] },
		sent_back: { reason: 'thiếu' },
		paused: { reason: 'chờ' },
		correction_asked: { reason: 'không thuộc chức năng' },
		revoked: { document: '2/UBND' }
	};
	for (const [i, { way, lead, condition }] of tasks.entries()) {
		const code = issued.value.tasks[i] ?? '';
		for (const kind of way) {
			if (kind === 'submitted' && condition !== null) break;
			const rule = { office: ['paused', 'revoked'], tracker: ['verified', 'sent_back'] };
			const person: Person = rule.office.includes(kind)
				? 'office'
				: rule.tracker.includes(kind)
					? heads[lead === 'H21.01' ? 'H21.02' : 'H21.01']
					: heads[lead];
			// Handed in a little before or after midnight of the due day, by turns.
			const handedIn = startOfDay(addDays(dayOf(NOW), i % 2 === 0 ? -31 : -30)) - (i % 3) * 1000;
			const at = kind === 'submitted' ? handedIn : kind === 'acknowledged' ? BEGAN : NOW;
			const act = { kind, ...bodies[kind] } as TaskAct;
			const done = await actOnTask(database.web, { code, act }, await does(person, at));
			if (!done.accepted) throw new Error(`${kind}: ${done.refusal.code}`);
		}
	}
}

async function found(): Promise<Record<string, { differences: number; examples: string[] }>> {
	const { findings } = await withTransaction(
		database,
		async ({ sql }) => verifyAll(sql, await rulebook.current(), NOW),
		{ isolation: 'repeatable read', readOnly: true }
	);
	return Object.fromEntries(findings.map((finding) => [finding.invariant, finding]));
}

beforeAll(async () => {
	database = await freshDatabase();
	rulebook = openRulebook(database.sql);
	await settle(database);
	await manyTasks();
});
afterAll(async () => database.drop());

describe('the recount of tasks', () => {
	it('PostgreSQL counts as the rules of the domain do, each agency and the province', async () => {
		const rules = await rulebook.current();
		const [figures, kept] = await withTransaction(database, async ({ sql }) => [
			await taskFigures(sql, rules, NOW),
			await listTasks(sql, { agencyIds: null, directive: null })
		]);
		const soon = parameterOn(rules.parameters.taskDueSoonWorkingDays, dayOf(NOW));
		const counted = (leadId: number | null) =>
			tallyTasks(
				kept.map(({ task }) => task).filter((task) => leadId === null || task.leadId === leadId),
				NOW,
				rules.calendar,
				soon
			);
		expect(figures.province).toEqual(counted(null));
		for (const id of rules.agencyIds) expect(figures.own(id)).toEqual(counted(id));
		const { done, open, overdueAge, noDateOld } = figures.province;
		for (const [name, n] of Object.entries({ ...done, ...open, ...overdueAge, noDateOld })) {
			expect([name, n > 0]).toEqual([name, true]);
		}
	});

	it('finds nothing where nothing is wrong', async () => {
		const { tasks, taskFigures: figures } = await found();
		expect([tasks?.examples, figures?.examples]).toEqual([[], []]);
	});

	it.each([
		['a column', `update tasks set state = 'done' where id = 1`, 'NV-1: state'],
		['a due day', `update tasks set due = due + 400 where id = 2`, 'NV-2: due'],
		['whose it is', `update tasks set lead_id = tracker_id where id = 1`, 'NV-1: leadId'],
		[
			'what was folded',
			`update tasks set folded = jsonb_set(folded, '{submittedAt}', '1') where state = 'done' and due is not null`,
			': folded'
		],
		[
			'an event that is gone',
			`delete from task_events where n = 2 and task_id = (select min(task_id) from task_events where n = 3)`,
			'expected, 1 3'
		],
		[
			'what happened, rewritten',
			`update task_events set body = jsonb_set(body, '{terms,leadId}', '999999') where task_id = 1 and n = 1`,
			'NV-1: folded, leadId'
		]
	])('names %s that is damaged', async (_, damage, named) => {
		await database.sql`create table kept_tasks as table tasks`;
		await database.sql`create table kept_events as table task_events`;
		await database.sql.unsafe(damage);
		const { tasks, taskFigures: figures } = await found();
		await database.sql.unsafe(`
			update tasks t set state = k.state, due = k.due, lead_id = k.lead_id, folded = k.folded
				from kept_tasks k where k.id = t.id;
			delete from task_events; insert into task_events table kept_events;
			drop table kept_tasks, kept_events`);
		expect(tasks?.differences).toBeGreaterThan(0);
		expect(tasks?.examples.join('\n')).toContain(named);
		// The event that is gone had changed no figure; a figure that is served is never right by chance.
		if (!named.includes('expected')) expect(figures?.differences).toBeGreaterThan(0);
		expect((await found())['tasks']?.differences).toBe(0);
	});
});
