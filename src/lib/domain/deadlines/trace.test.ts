import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { vietnamCalendar } from '../calendar/days-2018-2027.ts';
import { DEFAULT_OFFICE_HOURS } from '../calendar/office-hours.ts';
import { addDays, DAY, dayOf, startOfDay, type Instant } from '../calendar/time.ts';
import { addWorkingDays } from '../calendar/work-calendar.ts';
import type { ProcedureVersion } from '../procedures/catalogue.ts';
import { isPaused, normDue } from './due.ts';
import { PARAMETERS } from './parameters.ts';
import { deadlineTrace, type DeadlineTraceInput, type Pause } from './trace.ts';

const calendar = vietnamCalendar();
const at = (text: string): Instant => Date.parse(`${text}:00+07:00`);

function procedure(value: number, more: Partial<ProcedureVersion> = {}): ProcedureVersion {
	return {
		code: '1.004227',
		name: 'Đăng ký biến động',
		fieldCode: 'G13-DD01',
		fieldName: 'Đất đai',
		norm: { value, unit: 'working_days' },
		committed: null,
		sameDay: false,
		validFrom: '2018-01-01',
		validTo: null,
		source: 'QĐ',
		...more
	};
}
function trace(received: string, due: string | null, more: Partial<DeadlineTraceInput> = {}) {
	return deadlineTrace({
		receivedAt: at(`${received}T09:20`),
		dueAt: due === null ? null : at(`${due}T17:00`),
		dueSource: 'recorded',
		procedure: procedure(5),
		pauses: [],
		moves: [],
		calendar,
		hours: DEFAULT_OFFICE_HOURS,
		parameters: PARAMETERS,
		...more
	});
}

describe('the days between reception and due day', () => {
	test('Tết is named with its source and uses up nothing', () => {
		const told = trace('2018-02-12', '2018-02-26');
		expect(told.days.map((one) => [one.day, one.kind, one.n])).toEqual([
			['2018-02-12', 'working', 0],
			['2018-02-13', 'working', 1],
			['2018-02-14', 'holiday', 1],
			['2018-02-15', 'holiday', 1],
			['2018-02-16', 'holiday', 1],
			['2018-02-17', 'holiday', 1],
			['2018-02-18', 'holiday', 1],
			['2018-02-19', 'compensation', 1],
			['2018-02-20', 'compensation', 1],
			['2018-02-21', 'working', 2],
			['2018-02-22', 'working', 3],
			['2018-02-23', 'working', 4],
			['2018-02-24', 'weekend', 4],
			['2018-02-25', 'weekend', 4],
			['2018-02-26', 'working', 5]
		]);
		expect(told.days[2]).toMatchObject({ name: 'Tết Nguyên đán', counted: false });
		expect(told.days[2]?.source).toContain('2018');
		expect(told.sentence).toMatchObject({ code: 'agrees', facts: { norm: 5 } });
		expect(told.difference).toBe(0);
	});
	test('a make-up Saturday uses up a day, and is where the due day falls', () => {
		const told = trace('2025-04-25', '2025-04-28', { procedure: procedure(1) });
		expect(told.computedDue).toBe('2025-04-26');
		expect(told.days[1]).toMatchObject({ day: '2025-04-26', kind: 'make_up', counted: true });
		// The sender's system knows no make-up Saturdays.
		expect(told.sentence).toMatchObject({ code: 'later', facts: { days: 1 } });
	});
	test('the turn of the year with a swap: a calendar of one year only is two days early', () => {
		const told = trace('2018-12-28', '2019-01-02', { procedure: procedure(3) });
		expect(told.computedDue).toBe('2019-01-04');
		expect(told.days.find((one) => one.day === '2018-12-31')).toMatchObject({
			kind: 'swap_off',
			counted: false
		});
		expect(told.sentence).toMatchObject({ code: 'earlier', facts: { days: 2 } });
		expect(told.difference).toBe(-2);
	});
});

describe('a stopped clock', () => {
	const thrice: Pause[] = [
		{ kind: 'supplement', from: at('2026-03-04T10:00'), to: at('2026-03-06T09:00') },
		{ kind: 'supplement', from: at('2026-03-10T08:00'), to: at('2026-03-12T16:00') },
		{ kind: 'supplement', from: at('2026-03-13T15:00'), to: at('2026-03-16T08:00') }
	];
	test('T13 three supplement requests stop and start the clock exactly', () => {
		const told = trace('2026-03-02', '2026-03-23', { procedure: procedure(10), pauses: thrice });
		expect(trace('2026-03-02', null, { procedure: procedure(10) }).computedDue).toBe('2026-03-16');
		expect(told.computedDue).toBe('2026-03-23');
		expect(told.days.filter((one) => one.pause !== null).map((one) => one.day)).toEqual([
			'2026-03-05',
			'2026-03-06',
			'2026-03-11',
			'2026-03-12',
			'2026-03-14',
			'2026-03-15',
			'2026-03-16'
		]);
		expect(told.pauses.map((one) => one.workingDays)).toEqual([2, 2, 1]);
		expect(told.sentence.code).toBe('agrees');
		expect(told.days.at(-1)).toMatchObject({ day: '2026-03-23', n: 10 });
	});
	test('T13 while it stands the date is not computed and nothing is used up', () => {
		const told = trace('2026-03-02', '2026-03-16', {
			procedure: procedure(10),
			pauses: [{ kind: 'supplement', from: at('2026-03-04T10:00'), to: null }]
		});
		expect(told.computedDue).toBeNull();
		expect(told.days.at(-1)).toMatchObject({ day: '2026-03-16', pause: 'supplement', n: 2 });
		expect(told.sentence).toMatchObject({ code: 'clock_stopped', facts: { pause: 'supplement' } });
	});
	test('a system that counts anew after the supplement is told as that, not as a difference', () => {
		const told = trace('2026-03-02', '2026-03-30', { procedure: procedure(10), pauses: thrice });
		expect(told.sentence).toMatchObject({
			code: 'agrees_restarted',
			facts: { computed: '2026-03-23', restarted: '2026-03-30' }
		});
	});
	test('a financial duty stops the clock unless a decision for the field says otherwise', () => {
		const pauses: Pause[] = [
			{ kind: 'financial_duty', from: at('2026-03-04T10:00'), to: at('2026-03-06T09:00') }
		];
		const parameters = {
			...PARAMETERS,
			financialDutyPauses: [
				...PARAMETERS.financialDutyPauses,
				{ field: 'Đất đai', from: '2026-01-01', to: null, value: false, basis: 'QĐ của tỉnh' }
			]
		};
		expect(trace('2026-03-02', null, { pauses }).computedDue).toBe('2026-03-11');
		const running = trace('2026-03-02', null, { pauses, parameters });
		expect(running.computedDue).toBe('2026-03-09');
		expect(running.pauses[0]).toMatchObject({ stopsClock: false });
		expect(running.days.every((one) => one.pause === null)).toBe(true);
		const civil = { code: 'G01-HT01', name: 'Hộ tịch' };
		expect(trace('2026-03-02', null, { pauses, parameters, field: civil }).pauses[0]).toMatchObject(
			{ stopsClock: true }
		);
	});
	test('paused days come on top of the norm, wherever they lie', () => {
		const pause = fc
			.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 20 }))
			.map(([start, length]) => ({ start, length }));
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 2900 }),
				fc.integer({ min: 1, max: 40 }),
				fc.array(pause, { maxLength: 3 }),
				(offset, n, list) => {
					const start = startOfDay(addDays('2018-01-02', offset)) + 9 * 3_600_000;
					const pauses = list.map((one) => ({
						from: start + one.start * DAY,
						to: start + (one.start + one.length) * DAY
					}));
					const norm = { value: n, unit: 'working_days' } as const;
					const due = normDue(calendar, DEFAULT_OFFICE_HOURS, norm, start, pauses);
					let used = 0;
					for (let day = addDays(dayOf(start), 1); day <= due; day = addDays(day, 1)) {
						if (calendar.isWorkingDay(day) && !isPaused(pauses, day)) used += 1;
					}
					expect(used).toBe(n);
					expect(calendar.isWorkingDay(due) && !isPaused(pauses, due)).toBe(true);
					expect(normDue(calendar, DEFAULT_OFFICE_HOURS, norm, start, [])).toBe(
						addWorkingDays(calendar, dayOf(start), n)
					);
				}
			)
		);
	});
});

describe('other norms', () => {
	test('calendar days count weekends and roll on from a last day that is not worked', () => {
		const told = trace('2026-11-14', '2026-11-25', {
			procedure: procedure(10, { norm: { value: 10, unit: 'calendar_days' } })
		});
		expect(told.sentence.code).toBe('agrees');
		expect(told.days.find((one) => one.day === '2026-11-24')).toMatchObject({
			name: 'Ngày Văn hóa Việt Nam',
			n: 10
		});
	});
	test('hours are working hours of the agency, less the time that the clock stood', () => {
		const four = procedure(4, { norm: { value: 4, unit: 'working_hours' } });
		const input = { procedure: four, receivedAt: at('2026-11-20T15:30') };
		expect(trace('2026-11-20', '2026-11-23', input).sentence.code).toBe('agrees');
		expect(
			trace('2026-11-20', null, {
				...input,
				pauses: [{ kind: 'supplement', from: at('2026-11-20T16:00'), to: at('2026-11-23T15:00') }]
			}).computedDue
		).toBe('2026-11-25');
	});
	test.each([
		['2026-11-20T15:00', '2026-11-20', 'received by 15:00'],
		['2026-11-20T15:01', '2026-11-23', 'received after 15:00 on a Friday'],
		['2026-11-23T16:00', '2026-11-25', 'the next day is a holiday'],
		['2026-08-22T10:00', '2026-08-22', 'a make-up Saturday'],
		['2026-08-29T10:00', '2026-09-03', 'an ordinary Saturday before National Day']
	])('a same-day dossier received %s is due %s: %s', (received, due) => {
		const told = trace('2026-11-20', due, {
			receivedAt: at(received),
			dueSource: 'same_day',
			procedure: procedure(0, { norm: null, sameDay: true })
		});
		expect(told.computedDue).toBe(due);
		expect(told.sentence.code).toBe('same_day');
	});
	test('the shorter committed norm counts; a date by the law is told as that', () => {
		const both = procedure(10, { committed: { value: 8, unit: 'working_days' } });
		expect(trace('2026-03-02', '2026-03-12', { procedure: both }).sentence.code).toBe('agrees');
		const byLaw = trace('2026-03-02', '2026-03-16', { procedure: both });
		expect(byLaw.sentence).toMatchObject({ code: 'agrees_by_law', facts: { norm: 10 } });
		expect(byLaw.notes.map((one) => one.code)).toContain('committed_shorter');
	});
});

describe('what the sentence and the notes say', () => {
	test('moves are listed, and those without ground explain a later date', () => {
		const told = trace('2026-03-02', '2026-03-20', {
			moves: [
				{
					at: at('2026-03-02T09:20'),
					from: null,
					to: at('2026-03-09T17:00'),
					reason: 'first',
					grounded: true
				},
				{
					at: at('2026-03-09T16:00'),
					from: at('2026-03-09T17:00'),
					to: at('2026-03-20T17:00'),
					reason: 'moved',
					grounded: false
				}
			]
		});
		expect(told.moves.map((one) => one.workingDays)).toEqual([null, 9]);
		expect(told.sentence).toMatchObject({
			code: 'later',
			facts: { days: 9, movedWithoutGround: 1 }
		});
		expect(told.notes[0]).toEqual({ code: 'moved_without_ground', facts: { times: 1 } });
	});
	test('a date counted over undecided days says that the calendar is provisional', () => {
		const told = trace('2026-12-30', '2027-01-07', { procedure: procedure(5) });
		expect(told.sentence.code).toBe('agrees');
		expect(told.notes).toContainEqual({
			code: 'provisional_calendar',
			facts: { from: '2027-01-01' }
		});
	});
	test.each([
		[{ procedure: null }, 'no_procedure'],
		[{ procedure: procedure(5, { norm: null }) }, 'no_norm'],
		[{ dueAt: null, dueSource: null }, 'no_recorded_due'],
		[{ receivedAt: null }, 'no_reception']
	] as const)('what is missing is said plainly: %j is %s', (more, code) => {
		const told = trace('2026-03-02', '2026-03-09', more);
		expect(told.sentence.code).toBe(code);
		expect(told.difference).toBe(0);
	});
	test('a date on a Saturday is no working day later', () => {
		const told = trace('2026-03-06', '2026-03-14');
		expect(told.sentence).toMatchObject({ code: 'on_day_off', facts: { computed: '2026-03-13' } });
		expect(told.notes.map((one) => one.code)).toEqual(['due_not_working_day']);
	});
	test('reception after closing time explains a day more', () => {
		const told = trace('2026-03-02', '2026-03-10', { receivedAt: at('2026-03-02T17:30') });
		expect(told.sentence).toMatchObject({ code: 'later', facts: { days: 1 } });
		expect(told.notes.map((one) => one.code)).toEqual(['received_outside_hours']);
	});
	test('a mistyped year does not make the page endless', () => {
		const told = trace('2026-03-02', '9026-03-09');
		expect(told.days).toHaveLength(400);
		expect(told.capped).toBe(true);
		expect(told.sentence.code).toBe('later');
		const early = trace('2026-03-02', '1926-03-09');
		expect(early.days.at(-1)?.day).toBe('2026-03-09');
		expect(early.notes.map((one) => one.code)).toContain('due_before_reception');
	});
	test('T17 a holiday decided later moves the computed date, the recorded one stays', () => {
		const changed = vietnamCalendar([
			{ day: '2026-03-05', kind: 'local_off', name: 'Nghỉ bão', source: 'Công điện' }
		]);
		const told = trace('2026-03-02', '2026-03-09', { calendar: changed });
		expect(told.recordedDue).toBe('2026-03-09');
		expect(told.computedDue).toBe('2026-03-10');
		expect(told.sentence).toMatchObject({ code: 'earlier', facts: { days: 1 } });
	});
});
