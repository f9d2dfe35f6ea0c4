import { SYSTEM } from '#lib/domain/accounts/reader.ts';
import { startOfDay } from '#lib/domain/calendar/time.ts';
import { tallyTasks } from '#lib/domain/tasks/tally.ts';
import type { Task } from '#lib/domain/tasks/task.ts';
import type { Desk } from '#lib/server/desk.ts';
import type { Database } from '#lib/server/store/database.ts';
import { readAs } from '#lib/server/store/reading.ts';
import { openRulebook } from '#lib/server/store/rulebook.ts';
import { taskFigures } from '#lib/server/store/task-figures.ts';
import { readBoard } from '#lib/server/web/task-board.ts';
import { dueSoonDays } from '#lib/server/web/task-items.ts';
import { MAIN, openFilled, TODAY } from './filled.ts';
import { alternate, compared, conditionsOf, mustBe, type Bench } from './result.ts';

const NOON = startOfDay(TODAY) + 10 * 3_600_000;
const ROUNDS = 5;
/** Of all tasks: a province's open ones are few beside what it has done. */
const OPEN_SHARE = 0.15;

/**
 * B8: the figures of all tasks and the page of the board, with 200,000 tasks of which most are done.
 *
 * The reference is the plain way: every folded task read and counted one by one.
 */
export const tasks: Bench = async function* ({ quick }) {
	const rows = quick ? 20_000 : 200_000;
	const filled = await openFilled({ [MAIN]: { rows: 1_000, open: 500, month: 100 } });
	const database = filled.open(MAIN);
	try {
		await fillTasks(database, rows);
		const rulebook = openRulebook(database.sql);
		const rules = await rulebook.current();
		const desk = { db: database, rulebook, clock: { now: () => NOON } } as unknown as Desk;
		const conditions = { ...(await conditionsOf(database.sql)), tasks: rows, rounds: ROUNDS };
		const counted = async () =>
			readAs(database, SYSTEM, async (sql) => (await taskFigures(sql, rules, NOON)).province);
		const plainly = async () => {
			const all = await readAs(
				database,
				SYSTEM,
				async (sql) => sql<{ folded: Task }[]>`select folded from tasks`
			);
			const each = all.map(({ folded }) => folded);
			return tallyTasks(each, NOON, rules.calendar, dueSoonDays(rules, NOON));
		};
		const board = async () => readBoard(desk, SYSTEM, { figure: 'open.total' }, 'agency');
		const [ours, theirs, shown] = [await counted(), await plainly(), await board()];
		if (JSON.stringify(ours) !== JSON.stringify(theirs)) throw new Error('figures differ');
		mustBe('tasks of the board', shown?.total ?? 0, ours.open.total);
		yield compared(
			await alternate(
				ROUNDS,
				async () => timed(counted),
				async () => timed(plainly)
			),
			{
				...{ bench: 'B8 figures', unit: 'ms', goal: '≤ 300 ms', conditions },
				meets: (ms) => ms <= 300
			}
		);
		yield compared(
			await alternate(
				ROUNDS,
				async () => timed(board),
				async () => timed(plainly)
			),
			{
				...{ bench: 'B8 board', unit: 'ms', goal: '≤ 1,000 ms', conditions },
				meets: (ms) => ms <= 1_000
			}
		);
	} finally {
		await database.close();
		await filled.close();
	}
};

async function timed(work: () => Promise<unknown>): Promise<number> {
	const began = performance.now();
	await work();
	return performance.now() - began;
}

/** Tasks of documents over years, each folded as the program folds it. */
async function fillTasks({ sql }: Database, rows: number): Promise<void> {
	await sql`
		insert into directives (type, number, issued_on, issuer, subject, urgency, created_at)
		select 'công văn', n || '/UBND-TH', ${TODAY}::date - n % 2000, 'UBND tỉnh',
			'Văn bản thử số ' || n, null, now()
		from generate_series(1, ${Math.ceil(rows / 20)}::int) n`;
	await sql`
		insert into tasks (directive_id, path, state, lead_id, tracker_id, coordinating_ids, due, folded,
			events)
		select n % ${Math.ceil(rows / 20)}::int + 1, (n % 20)::text, state, lead, tracker, array[tracker], due,
			jsonb_build_object(
				'text', 'Rà soát, tổng hợp và báo cáo kết quả thực hiện nhiệm vụ số ' || n,
				'product', null, 'source', 'chairman', 'leadId', lead, 'trackerId', tracker,
				'coordinatingIds', jsonb_build_array(tracker), 'state', state, 'due', due, 'firstDue', due,
				'dueFrom', case when due is null then null else 'document' end,
				'dues', jsonb_build_array(jsonb_build_object('due', due, 'at', at, 'document', null)),
				'assignedAt', at, 'lastMovedAt', at, 'acknowledgedAt', case when state = 'assigned' then null else at end,
				'submittedAt', case when finished then at + 86400000::bigint * (n % 30) end,
				'doneAt', case when state = 'done' then at + 86400000::bigint * (n % 35) end,
				'waitsForCondition', false, 'condition', null, 'units', '[]'::jsonb, 'unitsDone', '[]'::jsonb,
				'extension', null, 'urgency', null, 'relapses', 0, 'sentBack', 0, 'oneOfMany', false,
				'responsible', null, 'executingUnit', null, 'cause', null, 'origin', null,
				'recurrence', null, 'period', null),
			1
		from (select array_agg(distinct agency_id order by agency_id) as ids,
				count(distinct agency_id)::int as many from agency_versions where valid_to is null) u,
			generate_series(1, ${rows}::int) n
			cross join lateral (select u.ids[n % u.many + 1] as lead, u.ids[(n * 7 + 3) % u.many + 1] as tracker,
				case when n > ${Math.round(rows * OPEN_SHARE)}::int then 'done'
					else (array['assigned', 'acknowledged', 'in_progress', 'submitted'])[n % 4 + 1] end as state) s
			cross join lateral (select state = 'done' or state = 'submitted' as finished,
				(extract(epoch from (${TODAY}::date - case when state = 'done' then 40 + n % 1500 else n % 120 end)
					::timestamp) * 1000)::bigint as at) f
			cross join lateral (select case when n % 10 = 0 then null
				else (to_timestamp(at / 1000.0) at time zone 'UTC')::date + 10 + n % 30 end as due) d`;
	await sql`vacuum (analyze) tasks`;
	await sql`vacuum (analyze) directives`;
}
