import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decidedCalendar } from '../calendar/declared-days.ts';
import { DEFAULT_OFFICE_HOURS } from '../calendar/office-hours.ts';
import { DAY, dayOf, isoOf, MINUTE, startOfDay, type Day } from '../calendar/time.ts';
import { PARAMETERS } from '../deadlines/parameters.ts';
import { acknowledgeBy } from '../tasks/acknowledgement.ts';
import { dueNow, holds, isWorkingTime, ladderOf, ladderSteps, type LadderTask } from './ladder.ts';

const calendar = decidedCalendar([], []);
const at = (text: string) => Date.parse(`${text}:00+07:00`);
const steps = ladderSteps(PARAMETERS, '2026-01-01');
const limits = { workingDays: 1, workingDaysOfMany: 2, urgentHours: 2 };
const office = { calendar, hours: DEFAULT_OFFICE_HOURS };

function aTask(rest: Partial<LadderTask> = {}): LadderTask {
	const assignedAt = rest.assignedAt ?? at('2025-12-01T09:00');
	const due = rest.due === undefined ? '2026-02-25' : rest.due;
	return {
		...{ state: 'in_progress', due, dues: [{ due, at: assignedAt, document: null }] },
		...{ leadId: 1, assignedAt, acknowledgedAt: assignedAt + DAY, urgency: null },
		...{ waitsForCondition: false, relapses: 0 },
		...rest
	};
}
function rulesFor(task: LadderTask) {
	const by = acknowledgeBy({ ...task, oneOfMany: false }, calendar, DEFAULT_OFFICE_HOURS, limits);
	return { ...office, steps, acknowledgeBy: by };
}
const ladder = (task: LadderTask) => ladderOf('NV-1', task, rulesFor(task));
/** `level > to at` of every rung, as somebody would read it off a plan. */
const told = (task: LadderTask) =>
	ladder(task).map(({ level, to, at }) => `${level} > ${to} ${isoOf(at).slice(0, 16)}`);
const saidAt = (task: LadderTask, now: string) =>
	dueNow(ladder(task), task, office, at(now)).map(({ level }) => level);

describe('the ladder of a task', () => {
	it('climbs from the one who does it to the Office, over Tết without a word on a day off (T14, T19)', () => {
		// Wednesday before the week of Tết (16 to 20/2/2026); n working days are no n times 24 hours.
		expect(told(aTask({ due: '2026-02-11' }))).toEqual([
			'due_first > unit 2026-02-06T07:00',
			'due_second > unit 2026-02-10T07:00',
			'due_day > unit 2026-02-11T07:00',
			'overdue_unit > unit_head 2026-02-12T07:00',
			'overdue_agency > agency 2026-02-13T07:00',
			'overdue_tracker > tracker 2026-02-23T07:00',
			'overdue_report > office 2026-02-25T07:00'
		]);
	});

	it.each([
		['on a Sunday', '2026-03-08', '2026-03-06T07:00', '2026-03-09T07:00'],
		['on mùng 1 Tết', '2026-02-17', '2026-02-13T07:00', '2026-02-23T07:00'],
		[
			'on a make-up Saturday, which is worked',
			'2026-08-22',
			'2026-08-22T07:00',
			'2026-08-24T07:00'
		],
		['on the day before a bridge', '2026-08-30', '2026-08-28T07:00', '2026-09-03T07:00']
	])('T19 is asked for on the last day that is worked, due %s', (_, due, dueDay, overdue) => {
		const all = told(aTask({ due }));
		expect(all).toContain(`due_day > unit ${dueDay}`);
		expect(all).toContain(`overdue_unit > unit_head ${overdue}`);
	});

	it('T14 a wait of one working day from Friday is Monday, from before a make-up Saturday that Saturday', () => {
		expect(told(aTask({ due: '2026-03-06' }))).toContain(
			'overdue_unit > unit_head 2026-03-09T07:00'
		);
		expect(told(aTask({ due: '2026-08-21' }))).toContain(
			'overdue_unit > unit_head 2026-08-22T07:00'
		);
	});

	it('says nothing on a Saturday of what came about on Friday evening, and all of it on Monday', () => {
		const task = aTask({
			...{ state: 'assigned', acknowledgedAt: null, due: null },
			assignedAt: at('2026-03-06T17:01')
		});
		expect(saidAt(task, '2026-03-06T17:02')).toEqual([]);
		expect(saidAt(task, '2026-03-07T09:00')).toEqual([]);
		expect(saidAt(task, '2026-03-09T07:00')).toEqual(['assigned']);
	});

	it('speaks of HỎA TỐC by the hours of the clock, at night and on a Sunday too', () => {
		const task = aTask({ due: '2026-03-07', urgency: 'hoa_toc' });
		expect(told(task)).toEqual([
			'due_first > unit 2026-03-07T12:00',
			'due_second > unit 2026-03-07T20:00',
			'overdue_unit > unit_head 2026-03-08T04:00',
			'overdue_agency > agency 2026-03-08T08:00',
			'overdue_tracker > tracker 2026-03-08T12:00',
			'overdue_report > office 2026-03-08T20:00'
		]);
		expect(saidAt(task, '2026-03-08T04:00')).toEqual(['overdue_unit']);
	});

	it('climbs likewise when nobody has said that it was taken up', () => {
		const task = aTask({
			...{ state: 'assigned', acknowledgedAt: null, due: null },
			assignedAt: at('2026-02-12T09:00')
		});
		expect(told(task)).toEqual([
			'assigned > agency 2026-02-12T09:00',
			'acknowledge_agency > agency 2026-02-23T07:00',
			'acknowledge_tracker > tracker 2026-02-24T07:00',
			'acknowledge_report > office 2026-02-26T07:00'
		]);
		expect(
			ladder({ ...task, state: 'acknowledged', acknowledgedAt: at('2026-02-12T10:00') })
		).toEqual([]);
	});

	it('tells each of them once what is worst, when nothing has been said for a long time', () => {
		expect(saidAt(aTask({ due: '2026-02-11' }), '2026-04-01T08:00')).toEqual([
			'overdue_unit',
			'overdue_agency',
			'overdue_tracker',
			'overdue_report'
		]);
	});

	it('T20 takes back what has not been said when the owner, the due day or the state is another', () => {
		const task = aTask({ due: '2026-03-11' });
		const events = new Set(ladder(task).map(({ event }) => event));
		const moved = aTask({ due: '2026-03-20' });
		const others = aTask({ due: '2026-03-11', leadId: 2 });
		for (const one of [moved, others]) {
			expect(ladder(one).some(({ event }) => events.has(event))).toBe(false);
		}
		expect(saidAt(moved, '2026-03-12T08:00')).toEqual([]);
		for (const state of ['paused', 'submitted', 'done', 'revoked', 'correction_asked'] as const) {
			expect(ladder({ ...task, state }), state).toEqual([]);
		}
		expect(ladder({ ...task, waitsForCondition: true })).toEqual([]);
		expect(ladder({ ...task, origin: { system: 'x' } })).toEqual([]);
	});

	it('is not spoken of at once to somebody who was given it with less time than the first reminder', () => {
		const task = aTask({ due: '2026-03-06', assignedAt: at('2026-03-04T09:00') });
		expect(told(task)[0]).toBe('due_second > unit 2026-03-05T07:00');
	});
});

describe('whatever happens to a task', () => {
	const day: fc.Arbitrary<Day> = fc
		.integer({ min: 0, max: 250 })
		.map((n) => dayOf(startOfDay('2026-01-01') + n * DAY));
	const change = fc.record({
		state: fc.constantFrom(
			...(['assigned', 'in_progress', 'paused', 'submitted', 'done', 'revoked'] as const)
		),
		due: fc.option(day, { nil: null }),
		leadId: fc.integer({ min: 1, max: 2 }),
		waitsForCondition: fc.boolean(),
		urgency: fc.constantFrom('hoa_toc' as const, null),
		/** Minutes until the next look. */
		later: fc.integer({ min: 1, max: 8 * 24 * 60 })
	});

	it('each level is said once at most, in working time, and never of what is done, revoked or stands', () => {
		fc.assert(
			fc.property(fc.array(change, { minLength: 1, maxLength: 40 }), (changes) => {
				const said = new Set<string>();
				let now = at('2026-01-05T08:00');
				for (const { later, ...rest } of changes) {
					const task = aTask({
						...rest,
						...{ assignedAt: at('2026-01-05T08:00') },
						acknowledgedAt: rest.state === 'assigned' ? null : at('2026-01-05T10:00')
					});
					for (let look = 0; look < 3; look += 1) {
						now += later * MINUTE;
						const keyOf = ({ event, level }: { event: string; level: string }) =>
							`${event} ${level}`;
						const due = dueNow(ladder(task), task, office, now, (rung) => said.has(keyOf(rung)));
						for (const rung of due) {
							expect(said.has(keyOf(rung))).toBe(false);
							said.add(keyOf(rung));
							expect(rung.at).toBeLessThanOrEqual(now);
							expect(holds(rung, now)).toBe(true);
							expect(task.waitsForCondition).toBe(false);
							expect(['assigned', 'in_progress']).toContain(task.state);
							if (task.urgency !== 'hoa_toc') expect(isWorkingTime(office, now)).toBe(true);
							if (rung.level.startsWith('overdue_')) {
								expect(dayOf(now) > (task.due ?? '9999')).toBe(true);
							}
						}
					}
				}
			}),
			{ numRuns: 60 }
		);
	});
});
