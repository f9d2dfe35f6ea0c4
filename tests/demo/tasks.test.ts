import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dayOf } from '#lib/domain/calendar/time.ts';
import { parameterOn } from '#lib/domain/deadlines/parameters.ts';
import { TASK_STATES } from '#lib/domain/tasks/task.ts';
import { TIMELINESS, timelinessOf } from '#lib/domain/tasks/timeliness.ts';
import { ensureDemoAccounts } from '#lib/server/accounts/demo-accounts.ts';
import { saveProvince } from '#lib/server/store/agencies.ts';
import { withTransaction } from '#lib/server/store/database.ts';
import { openRulebook } from '#lib/server/store/rulebook.ts';
import { listTasks, type KeptTask } from '#lib/server/store/tasks.ts';
import { keptTasksAfter, taskDifferences } from '#lib/server/store/recount-tasks.ts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { provinceSeed } from '../../src/demo/province/province.ts';
import { setDemoTasks } from '../../src/demo/tasks/tasks.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';

const NOW = Date.parse('2026-11-20T10:00:00+07:00');

let database: FreshDatabase;
let dataDir: string;
let tasks: KeptTask[];

beforeAll(async () => {
	database = await freshDatabase();
	dataDir = await mkdtemp(join(tmpdir(), 'don-doc-'));
	await saveProvince(database, provinceSeed(), NOW, 'demo');
	const rules = await openRulebook(database.sql).current();
	await ensureDemoAccounts(database, {
		...{ dataDir, url: 'http://localhost:3000', directory: rules.directory, today: dayOf(NOW) }
	});
	await setDemoTasks(database, rules, NOW);
	await setDemoTasks(database, rules, NOW);
	tasks = await withTransaction(database, async ({ sql }) =>
		listTasks(sql, { agencyIds: null, directive: null })
	);
});
afterAll(async () => {
	await database.drop();
	await rm(dataDir, { recursive: true });
});

describe('the tasks of the demo', () => {
	it('letter 3035 is issued once, on 4 June 2019, and followed up to the end of that year', () => {
		const letter = tasks.filter(({ directive }) => directive?.number === '3035/UBND-TH');
		expect(letter.length).toBeGreaterThan(20);
		expect(new Set(letter.map(({ directive }) => directive?.issuedOn))).toEqual(
			new Set(['2019-06-04'])
		);
		expect(new Set(letter.map(({ path }) => path))).toEqual(new Set(['1', '2', '3']));
		const year = letter.map(({ task }) => new Date(task.lastMovedAt).getUTCFullYear());
		expect(new Set(year)).toEqual(new Set([2019]));
		expect(letter.every(({ task }) => task.state === 'done')).toBe(true);
		const late = letter.filter(({ task }) => dayOf(task.submittedAt ?? 0) > (task.due ?? ''));
		expect(late.length).toBeGreaterThan(0);
		expect(late.length).toBeLessThan(letter.length / 2);
	});

	it('today’s stand in every state and timeliness, nothing of them after now', async () => {
		const today = tasks.filter(({ directive }) => directive?.number !== '3035/UBND-TH');
		expect(today.length).toBeGreaterThan(60);
		expect(today.length).toBeLessThanOrEqual(180);
		const rules = await openRulebook(database.sql).current();
		const soon = parameterOn(rules.parameters.taskDueSoonWorkingDays, dayOf(NOW));
		const states = new Set(today.map(({ task }) => task.state));
		expect(TASK_STATES.filter((state) => !states.has(state))).toEqual([]);
		const timely = new Set(today.map(({ task }) => timelinessOf(task, NOW, rules.calendar, soon)));
		expect(TIMELINESS.filter((one) => !timely.has(one))).toEqual([]);
		expect(today.some(({ task }) => task.extension !== null)).toBe(true);
		expect(today.some(({ task }) => task.relapses > 0)).toBe(true);
		expect(today.every(({ task }) => task.lastMovedAt <= NOW)).toBe(true);
		expect(today.every(({ directive }) => directive?.number?.endsWith('-MP') === true)).toBe(true);
	});

	it('each is the fold of its events', async () => {
		const kept = await withTransaction(database, async ({ sql }) => keptTasksAfter(sql, 0, 1000));
		expect(kept.flatMap((one) => taskDifferences(one).found)).toEqual([]);
	});
});
