import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readerFor } from '#lib/domain/accounts/reader.ts';
import { dayOf } from '#lib/domain/calendar/time.ts';
import { foldTask, type Task, type TaskEvent } from '#lib/domain/tasks/task.ts';
import { endSeries, makePeriods } from '#lib/server/commands/tasks/series.ts';
import { issueDirective, type ConfirmedTask } from '#lib/server/commands/tasks/issue.ts';
import { createLog } from '#lib/server/log.ts';
import { accountByEmail } from '#lib/server/store/accounts.ts';
import { withTransaction } from '#lib/server/store/database.ts';
import { openRulebook, type Rulebook } from '#lib/server/store/rulebook.ts';
import { eventsOfTask } from '#lib/server/store/tasks.ts';
import { startTaskPeriods } from '#lib/server/task-periods.ts';
import { emailOf, settle } from '../accounts/province.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';

const at = (day: string) => Date.parse(`${day}T09:00:00+07:00`);
const log = createLog({ level: 'silent' });

let database: FreshDatabase;
let rulebook: Rulebook;

beforeAll(async () => {
	database = await freshDatabase();
	rulebook = openRulebook(database.web.sql);
	await settle(database);
});
afterAll(async () => database.drop());

async function office(now: number) {
	const account = await accountByEmail(database.sql, emailOf('office'));
	if (account === null) throw new Error('office');
	const { directory } = await rulebook.current();
	const reader = readerFor(account, directory, dayOf(now));
	return { reader, address: '10.0.0.1', now, realNow: Date.now() };
}

/** @returns code of the series */
async function monthly(day: number, now: number): Promise<string> {
	const { directory } = await rulebook.current();
	const leadId = directory.byCode('H21.01') ?? 0;
	const task: ConfirmedTask = {
		...{ path: '1', text: 'Báo cáo hằng tháng', product: 'Báo cáo', source: 'chairman' },
		...{ leadId, coordinatingIds: [], trackerId: directory.byCode('H21.02') ?? 0 },
		...{ due: null, dueFrom: null, condition: null, units: [] },
		recurrence: { every: 'monthly', day }
	};
	const directive = {
		...{ type: 'công văn', number: null, issuedOn: dayOf(now), issuer: 'UBND tỉnh' },
		...{ subject: 'Chế độ báo cáo', urgency: null }
	};
	const issued = await issueDirective(
		database.web,
		{ directive, tasks: [task], again: false },
		await office(now)
	);
	if (!issued.accepted) throw new Error(issued.refusal.code);
	expect(issued.value.tasks).toHaveLength(1);
	return issued.value.series?.[0] ?? '';
}
async function made(series: string): Promise<[string | null, string | null][]> {
	const rows = await database.sql<{ folded: Task }[]>`
		select t.folded from tasks t join task_series s on s.id = t.series_id
		where s.code = ${series} order by t.due`;
	return rows.map(({ folded }) => [folded.period, folded.due]);
}
const calendar = async () => (await rulebook.current()).calendar;

describe('work that comes again', () => {
	it('becomes a task of its own in each period, due on a working day', async () => {
		const series = await monthly(15, at('2026-11-02'));
		expect(await made(series)).toEqual([['2026-11', '2026-11-16']]);
		await makePeriods(database.web, await calendar(), at('2026-11-30'));
		expect(await made(series)).toHaveLength(1);
		await makePeriods(database.web, await calendar(), at('2026-12-01'));
		expect(await made(series)).toEqual([
			['2026-11', '2026-11-16'],
			['2026-12', '2026-12-15']
		]);
	});

	it('that was missed for three months is made in one go, each with its own day, told as one change', async () => {
		const series = await monthly(20, at('2027-01-04'));
		const [before] = await database.sql<{ seq: number }[]>`select max(seq)::int as seq from ledger`;
		await makePeriods(database.web, await calendar(), at('2027-04-05'));
		expect((await made(series)).map(([, due]) => due)).toEqual([
			'2027-01-20',
			'2027-02-22',
			'2027-03-22',
			'2027-04-20'
		]);
		const told = await database.sql`select kind from ledger where seq > ${before?.seq ?? 0}`;
		expect(told).toHaveLength(1);
	});

	it('is made once by two processes that look at the same moment', async () => {
		const series = await monthly(10, at('2027-05-04'));
		const options = { rulebook, clock: { now: () => at('2027-08-02') }, log, every: 3_600_000 };
		const processes = [0, 1, 2].map(() => startTaskPeriods({ ...options, database: database.web }));
		await Promise.all(processes.map(async (one) => one.look()));
		await Promise.all(processes.map(async (one) => one.close()));
		expect((await made(series)).map(([period]) => period)).toEqual([
			'2027-05',
			'2027-06',
			'2027-07',
			'2027-08'
		]);
	});

	it('cannot have one period twice, whatever is written', async () => {
		await expect(
			database.sql`
				insert into tasks (state, lead_id, tracker_id, coordinating_ids, folded, events, series_id, period)
				select state, lead_id, tracker_id, coordinating_ids, folded, 1, series_id, period
				from tasks where series_id is not null limit 1`
		).rejects.toMatchObject({ code: '23505' });
	});

	it('ends by a document: what there is stays, and nothing more is made', async () => {
		const series = await monthly(5, at('2027-09-01'));
		const by = await office(at('2027-09-10'));
		const ended = await endSeries(database.web, { code: series, document: 'CV 12/UBND' }, by);
		expect(ended).toMatchObject({ accepted: true, value: { endedOn: '2027-09-10' } });
		await makePeriods(database.web, await calendar(), at('2027-12-01'));
		expect(await made(series)).toEqual([['2027-09', '2027-09-06']]);
		expect(await endSeries(database.web, { code: series, document: 'x' }, by)).toMatchObject({
			refusal: { code: 'series.ended' }
		});
	});

	it('is the fold of what is on record, as every task', async () => {
		const events = await withTransaction(
			database.web,
			async ({ sql }) => {
				const rows = await sql<{ id: number; folded: Task }[]>`select id, folded from tasks`;
				return Promise.all(
					rows.map(async ({ id, folded }) => ({ folded, events: await eventsOfTask(sql, id) }))
				);
			},
			{ scope: 'tasks' }
		);
		for (const { folded, events: recorded } of events) {
			const bare = recorded.map(({ by: _, ...event }) => event) as TaskEvent[];
			expect(foldTask(bare)).toEqual(folded);
		}
	});
});
