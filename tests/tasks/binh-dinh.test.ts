import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readerFor } from '#lib/domain/accounts/reader.ts';
import { dayOf, startOfDay, type Day } from '#lib/domain/calendar/time.ts';
import { accountByEmail } from '#lib/server/store/accounts.ts';
import { readFiguresAs } from '#lib/server/store/reading.ts';
import { openRulebook } from '#lib/server/store/rulebook.ts';
import { taskFigures } from '#lib/server/store/task-figures.ts';
import type { Desk } from '#lib/server/desk.ts';
import { tasksByAgency } from '#lib/server/web/task-page-figures.ts';
import { readTasks } from '#lib/server/web/tasks.ts';
import { emailOf, settle } from '../accounts/province.ts';
import { binhDinhTasks } from '../makers/binh-dinh-tasks.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';

const TODAY: Day = '2022-05-30';
const NOW = startOfDay(TODAY) + 10 * 3_600_000;

let database: FreshDatabase;

beforeAll(async () => {
	database = await freshDatabase();
	await settle(database);
	const { directory } = await openRulebook(database.sql).current();
	const id = (code: string) => directory.byCode(code) ?? 0;
	await binhDinhTasks(database.web, TODAY, ['H21.01', 'H21.02'].map(id));
}, 120_000);
afterAll(async () => database.drop());

describe('Bình Định on 30 May 2022', () => {
	it('1.387 = 1.014 + 146 done and 211 + 16 open, counted by PostgreSQL for who sees figures', async () => {
		const rules = await openRulebook(database.sql).current();
		const account = await accountByEmail(database.sql, emailOf('land'));
		if (account === null) throw new Error('no account');
		const reader = readerFor(account, rules.directory, dayOf(Date.now()));
		const figures = await readFiguresAs(database.web, reader, async (sql) =>
			taskFigures(sql, rules, NOW)
		);
		const { total, done, open, overdueAge, noDateOld } = figures.province;
		expect(total).toBe(1387);
		expect(done.onTime + done.noDate).toBe(1014);
		expect(done).toEqual({ onTime: 506, noDate: 508, late: 146, total: 1160 });
		expect(open.inTime + open.noDate).toBe(211);
		expect(open).toEqual({
			...{ inTime: 88, dueSoon: 0, overdue: 16, noDate: 123, standing: 0, total: 227 }
		});
		expect(overdueAge).toEqual({ le7: 0, d8_30: 9, d31_90: 7, gt90: 0 });
		expect(noDateOld).toBe(123);
		const dated = done.onTime + done.late + open.inTime + open.overdue;
		expect([dated, done.noDate + open.noDate]).toEqual([756, 631]);
		const owns = rules.agencyIds.map((id) => figures.own(id).total);
		expect(owns.reduce((sum, n) => sum + n, 0)).toBe(1387);
	});

	it('the API says the same, and agencies add up to the province', async () => {
		const rulebook = openRulebook(database.web.sql);
		const rules = await rulebook.current();
		const account = await accountByEmail(database.sql, emailOf('office'));
		if (account === null) throw new Error('no account');
		const reader = readerFor(account, rules.directory, dayOf(Date.now()));
		const desk = { db: database.web, rulebook, clock: { now: () => NOW } } as Desk;
		const answer = await readTasks(desk, reader, { limit: 1 });
		expect(answer?.tally).toMatchObject({
			...{ total: 1387, done: { late: 146, total: 1160 } },
			open: { overdue: 16, total: 227 }
		});
		const { province, agencies } = await tasksByAgency(desk, reader);
		expect(answer?.tally).toEqual(province);
		const sum = agencies.reduce((n, { tally }) => n + tally.total, 0);
		expect(sum).toBe(1387);
	});
});
