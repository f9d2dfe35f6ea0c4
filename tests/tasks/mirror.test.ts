import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readerFor } from '#lib/domain/accounts/reader.ts';
import { dayOf } from '#lib/domain/calendar/time.ts';
import { foldTask, type Task, type TaskEvent } from '#lib/domain/tasks/task.ts';
import { actOnTask } from '#lib/server/commands/tasks/act.ts';
import type { Desk } from '#lib/server/desk.ts';
import { accountByEmail } from '#lib/server/store/accounts.ts';
import { taskFigures } from '#lib/server/store/task-figures.ts';
import { dueSoonDays } from '#lib/server/web/task-items.ts';
import { tallyTasks } from '#lib/domain/tasks/tally.ts';
import { openRulebook, type Rulebook } from '#lib/server/store/rulebook.ts';
import { eventsOfTask } from '#lib/server/store/tasks.ts';
import { withTransaction } from '#lib/server/store/database.ts';
import { takeMirrorFile, takeTold } from '#lib/server/web/task-mirror.ts';
import { emailOf, settle, type Person } from '../accounts/province.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';

const NOW = Date.parse('2026-11-20T09:00:00+07:00');
const SYSTEM = 'Phần mềm theo dõi nhiệm vụ';
let database: FreshDatabase;
let rulebook: Rulebook;
const desk = () => ({ db: database.web, rulebook }) as Desk;

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
const told = (number: string, rest: object = {}) => ({
	...{ number, text: 'Rà soát quy hoạch', lead: 'H21.01', tracker: 'H21.02' },
	...{ status: 'in_progress', assignedOn: '2026-11-02', due: '2026-11-30' },
	...{ updatedAt: '2026-11-18T08:00:00+07:00', ...rest }
});
async function tell(...tasks: object[]) {
	return takeTold(desk(), await by('office'), { system: SYSTEM, tasks: tasks as never });
}
async function kept(number: string) {
	const rows = await database.sql<{ id: number; code: string; folded: Task; events: number }[]>`
		select id, code, folded, events from tasks
		where origin_system = ${SYSTEM} and origin_number = ${number}`;
	return rows;
}

describe('tasks of other tracking software', () => {
	it('are one task for each number, whichever way and however often they come', async () => {
		const newer = told('1', {
			status: 'done',
			finishedOn: '2026-11-19',
			updatedAt: '2026-11-19T10:00:00Z'
		});
		expect(await tell(newer)).toMatchObject({ value: { added: 1 } });
		expect(await tell(told('1'))).toMatchObject({ value: { added: 0, stale: 1 } });
		expect(await tell(newer)).toMatchObject({ value: { unchanged: 1 } });
		const [one, ...more] = await kept('1');
		expect(more).toEqual([]);
		expect(one?.folded).toMatchObject({ state: 'done', origin: { system: SYSTEM, number: '1' } });
		const events = await withTransaction(
			database.web,
			async ({ sql }) => eventsOfTask(sql, one?.id ?? 0),
			{ scope: 'tasks' }
		);
		const bare = events.map(({ by: _, ...event }) => event) as TaskEvent[];
		expect(foldTask(bare)).toEqual(one?.folded);
	});

	it('that come at the same moment from two senders are one', async () => {
		await Promise.all([tell(told('2')), tell(told('2')), tell(told('2', { due: '2026-12-01' }))]);
		const rows = await kept('2');
		expect(rows).toHaveLength(1);
		// Of two tellings of one instant the same one holds, whoever came first.
		expect(rows[0]?.folded.due).toBe('2026-12-01');
	});

	it('of which one is wrong: it is named, and stops no other', async () => {
		const answer = await tell(
			told('3'),
			told('4', { lead: 'H21.99' }),
			{ number: 5 },
			told('6', { status: 'done' })
		);
		expect(answer).toMatchObject({
			value: {
				added: 1,
				refused: [
					{ index: 1, field: 'lead', reason: 'agency_unknown' },
					{ index: 2 },
					{ index: 3, field: 'finishedOn', reason: 'missing' }
				]
			}
		});
	});

	it('are seen by their agencies and acted on by nobody here', async () => {
		await tell(told('7'));
		const code = (await kept('7'))[0]?.code ?? '';
		for (const [person, act] of [
			['land', { kind: 'acknowledged' }],
			['land', { kind: 'submitted', evidence: ['x'] }],
			['office', { kind: 'revoked', document: 'x' }],
			['justice', { kind: 'verified' }]
		] as const) {
			expect(await actOnTask(database.web, { code, act }, await by(person))).toMatchObject({
				refusal: { code: 'task.mirrored' }
			});
		}
	});

	it('are told by the office and by nobody else', async () => {
		for (const person of ['land', 'leader', 'admin'] as const) {
			const given = { system: SYSTEM, tasks: [told('8')] as never };
			expect(await takeTold(desk(), await by(person), given)).toMatchObject({
				refusal: { code: 'task.not_yours' }
			});
		}
	});
});

it('counts those that are not taken up there as nobody’s to take up here, in figures and in lists', async () => {
	await tell(
		told('figures-1', { status: 'assigned' }),
		told('figures-2', { status: 'submitted', finishedOn: '2026-11-18' })
	);
	const rules = await rulebook.current();
	const figures = await withTransaction(
		database.web,
		async ({ sql }) => taskFigures(sql, rules, NOW),
		{ scope: 'figures' }
	);
	const rows = await database.sql<{ folded: Task }[]>`select folded from tasks`;
	const soon = dueSoonDays(rules, NOW);
	const plain = tallyTasks(
		rows.map(({ folded }) => folded),
		NOW,
		rules.calendar,
		soon
	);
	expect(figures.province).toEqual(plain);
	expect(figures.province.unacknowledged).toBe(0);
	expect(figures.province.open.total).toBeGreaterThan(1);
});

describe('a file of them', () => {
	const HEADER =
		'Mã nhiệm vụ,Nội dung,Cơ quan chủ trì,Trạng thái,Ngày giao,Hạn xử lý,Ngày hoàn thành';
	async function file(lines: string[], dryRun: boolean, asOf: string | null = null) {
		const bytes = new TextEncoder().encode([HEADER, ...lines].join('\n'));
		const fields = { system: SYSTEM, asOf, dryRun };
		return takeMirrorFile(desk(), await by('office'), { file: { name: 'nv.csv', bytes }, fields });
	}
	const good = 'F1,Lập báo cáo,H21.01,Đang thực hiện,2/11/2026,30/11/2026,';

	it('is tried first, and keeps nothing until it is taken', async () => {
		expect(await file([good], true)).toMatchObject({ value: { added: 1, taken: false } });
		expect(await kept('F1')).toEqual([]);
		expect(await file([good], false, '2026-11-20T08:00')).toMatchObject({
			value: { added: 1, taken: true, errors: [] }
		});
		expect((await kept('F1'))[0]?.folded).toMatchObject({ due: '2026-11-30' });
	});

	it('with a wrong line changes nothing, and says which line and why', async () => {
		const answer = await file(
			['F2,x,Sở Không Có,Đang thực hiện,2/11/2026,,', good.replace('F1', 'F3')],
			false
		);
		expect(answer).toMatchObject({
			value: {
				taken: false,
				errors: [{ line: 2, field: 'Cơ quan chủ trì', reason: 'agency_unknown' }]
			}
		});
		expect(await kept('F3')).toEqual([]);
	});

	it('that is older than what is kept changes nothing', async () => {
		const line = 'F1,Lập báo cáo,H21.01,Hoàn thành,2/11/2026,30/11/2026,18/11/2026';
		expect(await file([line], false, '2026-11-19T08:00')).toMatchObject({
			value: { stale: 1, changed: 0 }
		});
		expect(await file([line], false, '2026-11-20T08:30')).toMatchObject({ value: { changed: 1 } });
		expect((await kept('F1'))[0]?.folded.state).toBe('done');
	});
});
