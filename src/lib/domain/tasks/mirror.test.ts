import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startOfDay } from '../calendar/time.ts';
import { mirrorFault, mirrorOutcome, termsOf, toldOf } from './mirror.ts';
import { missingColumns, readMirrorRow, stateWritten } from './mirror-row.ts';
import { after, begun, foldTask, type MirroredTask, type Task, type TaskEvent } from './task.ts';

const at = (day: string) => startOfDay(day) + 9 * 3_600_000;
const told = (rest: Partial<MirroredTask> = {}): MirroredTask => ({
	...{ toldAt: at('2026-11-18'), text: 'Rà soát quy hoạch', product: null, source: 'chairman' },
	...{ leadId: 1, coordinatingIds: [], trackerId: 1, state: 'in_progress' },
	...{ assignedOn: '2026-11-02', firstDue: null, due: '2026-11-30', finishedOn: null },
	...rest
});
const origin = { system: 'Phần mềm theo dõi nhiệm vụ', number: 'NV-2026-88' };

/** Takes tellings in the order in which they come. */
function taken(arrivals: readonly MirroredTask[]): { task: Task; events: TaskEvent[] } {
	let kept: MirroredTask | null = null;
	let task: Task | null = null;
	const events: TaskEvent[] = [];
	for (const [i, one] of arrivals.entries()) {
		const outcome = mirrorOutcome(kept, one);
		if (outcome === 'stale' || outcome === 'unchanged') continue;
		const now = at('2026-11-20') + i;
		if (task === null) {
			const first = { kind: 'assigned' as const, at: now, terms: termsOf(one, origin) };
			task = begun(first);
			events.push(first);
		}
		const event = { kind: 'mirrored' as const, told: one, at: now };
		task = after(task, event);
		events.push(event);
		kept = one;
	}
	if (task === null) throw new Error('nothing came');
	return { task, events };
}
/** Without when it happened to arrive. */
function asItStands({ lastMovedAt: _, dues, ...task }: Task) {
	return { ...task, dues: dues.map(({ due }) => due) };
}

describe('a task of another software', () => {
	it('is as it was told of the latest instant, twice, late or out of order', () => {
		const begin = told();
		const moved = told({ toldAt: at('2026-11-19'), due: '2026-12-15', firstDue: '2026-11-30' });
		const done = told({ toldAt: at('2026-11-20'), state: 'done', finishedOn: '2026-11-20' });
		const expected = asItStands(taken([begin, moved, done]).task);
		expect(expected).toMatchObject({ state: 'done', due: '2026-11-30', origin });
		for (const order of [
			[done, moved, begin],
			[moved, done, done, begin],
			[begin, begin, done, moved]
		]) {
			expect(asItStands(taken(order).task)).toEqual(expected);
		}
	});

	it('stands the same in whichever order anything is told, and is the fold of what is kept', () => {
		const telling = fc.record({
			day: fc.integer({ min: 1, max: 5 }),
			state: fc.constantFrom('assigned' as const, 'in_progress' as const, 'done' as const),
			due: fc.constantFrom(null, '2026-11-30', '2026-12-15'),
			leadId: fc.constantFrom(1, 2)
		});
		fc.assert(
			fc.property(
				fc.array(telling, { minLength: 1, maxLength: 8 }),
				fc.infiniteStream(fc.nat()),
				(some, dice) => {
					const all = some.map(({ day, ...rest }) =>
						toldOf(told({ ...rest, toldAt: at(`2026-11-1${day}`), finishedOn: '2026-11-16' }))
					);
					const shuffled = all
						.map((one) => ({ one, by: dice.next().value }))
						.sort((a, b) => a.by - b.by)
						.map(({ one }) => one);
					const { task, events } = taken(all);
					expect(asItStands(taken([...shuffled, ...all]).task)).toEqual(asItStands(task));
					expect(foldTask(events)).toEqual(task);
				}
			),
			{ numRuns: 300 }
		);
	});

	it('that is told again unchanged has not moved', () => {
		const { task } = taken([told(), told({ toldAt: at('2026-11-19') })]);
		expect(task.lastMovedAt).toBe(at('2026-11-20'));
		expect(task.toldAt).toBe(at('2026-11-19'));
	});

	it.each<[string, Partial<MirroredTask>, string]>([
		['done without a day', { state: 'done' }, 'finishedOn'],
		['done before it was given', { state: 'done', finishedOn: '2026-10-01' }, 'finishedOn'],
		['told of the future', { toldAt: at('2027-01-01') }, 'updatedAt'],
		['given in the future', { assignedOn: '2026-12-01' }, 'assignedOn']
	])('%s is refused', (_, rest, field) => {
		expect(mirrorFault(told(rest), at('2026-11-20'))?.field).toBe(field);
		expect(mirrorFault(told(), at('2026-11-20'))).toBeNull();
	});
});

describe('a line of its file', () => {
	const headers = ['Mã nhiệm vụ', 'NỘI DUNG', 'Đơn vị chủ trì', 'Tình trạng', 'Ngày giao', 'Hạn'];
	const read = (...cells: unknown[]) => readMirrorRow(headers, cells);

	it('is read by headers as offices write them', () => {
		expect(
			read('88', 'Rà soát', 'Sở Nội vụ', 'Đang thực hiện quá hạn', '2/11/2026', '')
		).toMatchObject({
			row: { number: '88', state: 'in_progress', assignedOn: '2026-11-02', due: null }
		});
		expect(missingColumns(['Mã', 'Nội dung'])).toEqual([
			'Cơ quan chủ trì',
			'Trạng thái',
			'Ngày giao'
		]);
	});

	it('says all that is wrong with it, and no value', () => {
		expect(read('', 'Rà soát', 'Sở Nội vụ', 'kỳ lạ', '31/2/2026', 'mai')).toEqual({
			faults: [
				{ field: 'Trạng thái', reason: 'unknown_status' },
				{ field: 'Mã nhiệm vụ', reason: 'missing' },
				{ field: 'Ngày giao', reason: 'not_a_day' },
				{ field: 'Hạn xử lý', reason: 'not_a_day' }
			]
		});
	});

	it.each([
		['Hoàn thành đúng hạn', 'done'],
		['Đã hoàn thành', 'done'],
		['Chưa thực hiện', 'assigned'],
		['Đang thực hiện trong hạn', 'in_progress'],
		['Chờ xác nhận quá hạn', 'submitted'],
		['Thu hồi', 'revoked'],
		['Không rõ', null]
	])('knows the state %s', (text, state) => {
		expect(stateWritten(text)).toBe(state);
	});
});
