import { describe, expect, it } from 'vitest';
import { DEFAULT_OFFICE_HOURS } from '../calendar/office-hours.ts';
import { addDays, isoOf, startOfDay, MINUTE, type Day, type Instant } from '../calendar/time.ts';
import { addWorkingDays, workCalendar } from '../calendar/work-calendar.ts';
import { PARAMETERS } from '../deadlines/parameters.ts';
import { isQuiet } from './quiet.ts';
import {
	expectedAfter,
	expectedOfAll,
	learnedFrom,
	learnRhythm,
	type Rhythm,
	type Silence
} from './rhythm.ts';

const calendar = workCalendar(
	[{ day: '2026-11-18', kind: 'holiday', name: 'Ngày nghỉ', source: 'test' }],
	{ from: '2026-01-01', to: '2026-12-31' }
);
const hours = DEFAULT_OFFICE_HOURS;
/** A Friday. */
const TODAY = '2026-11-20';
const FROM = learnedFrom(calendar, PARAMETERS, TODAY);

const at = (day: Day, time: string): Instant => Date.parse(`${day}T${time}:00+07:00`);

/** The silences of a source that sends every `minutes` from 07:00 to 17:00, lunch and nights included. */
function every(minutes: number, days: readonly Day[]): Silence[] {
	const silences: Silence[] = [];
	let last: Instant | null = null;
	for (const day of days) {
		for (let sent = at(day, '07:00'); sent <= at(day, '17:00'); sent += minutes * MINUTE) {
			if (last !== null && sent - last >= 5 * MINUTE) silences.push({ from: last, to: sent });
			last = sent;
		}
	}
	return silences;
}

const workingDays = (n: number): Day[] =>
	Array.from({ length: n }, (_, i) => addWorkingDays(calendar, TODAY, i - n));
const learn = (silences: readonly Silence[]): Rhythm | null =>
	learnRhythm(calendar, hours, silences, { from: FROM, today: TODAY });
const expected = (heardAt: Instant, rhythm: Rhythm | null) =>
	expectedAfter(calendar, hours, PARAMETERS, heardAt, rhythm, TODAY);

describe('what is usual for an agency', () => {
	it('is learned from its longest silences; nights, lunch and weekends are none', () => {
		const rhythm = learn(every(20, workingDays(21)));
		expect(rhythm).toEqual({ usual: 20, days: 20 });
	});

	it('is not learned from an outage on one day of ten', () => {
		const days = workingDays(21);
		const regular = every(20, days);
		const [one, other] = [days[8] ?? '', days[15] ?? ''];
		const cut = [one, other].map((day) => ({ from: at(day, '08:00'), to: at(day, '16:00') }));
		expect(learn([...regular, ...cut])?.usual).toBe(20);
	});

	it('is nothing before it was heard on five working days', () => {
		expect(learn(every(20, workingDays(4)))).toBeNull();
		expect(learn(every(20, workingDays(5)))).toEqual({ usual: 20, days: 5 });
	});

	it('does not count today, which is not over, nor what lies before the days it learns from', () => {
		const early = addWorkingDays(calendar, FROM, -3);
		const silences = [
			{ from: at(TODAY, '07:00'), to: at(TODAY, '10:00') },
			{ from: at(early, '07:00'), to: at(early, '10:00') }
		];
		expect(learn([...every(20, workingDays(21)), ...silences])).toEqual({ usual: 20, days: 20 });
	});

	it('takes a message on Sunday as the end of Friday’s silence', () => {
		const sunday = addDays(addWorkingDays(calendar, TODAY, -5), 2);
		const silences = [{ from: at(addDays(sunday, -2), '16:00'), to: at(sunday, '10:00') }];
		expect(learn([...every(20, workingDays(21)), ...silences])?.days).toBe(20);
	});
});

describe('an agency is silent', () => {
	const stale = { lastEventAt: null, lastArrivalAt: null, stale: true };
	const heard = (arrival: Instant) => ({ ...stale, lastArrivalAt: isoOf(arrival), stale: false });
	const usual = { usual: 20, days: 20 };
	const quietAt = (arrival: Instant, now: Instant) =>
		isQuiet({ freshness: heard(arrival), expected: expected(arrival, usual) }, now);

	it('after half as much again as is usual for it', () => {
		expect(expected(at(TODAY, '09:00'), usual)).toEqual({
			heardAt: '2026-11-20T09:00:00.000+07:00',
			quietFrom: '2026-11-20T09:30:00.001+07:00',
			minutes: 30,
			days: 20
		});
		expect(quietAt(at(TODAY, '09:00'), at(TODAY, '09:30'))).toBe(false);
		expect(quietAt(at(TODAY, '09:00'), at(TODAY, '09:30') + 1)).toBe(true);
	});

	it('not for a lunch break, a weekend or a holiday', () => {
		expect(quietAt(at(TODAY, '11:25'), at(TODAY, '13:54'))).toBe(false);
		expect(quietAt(at(TODAY, '11:25'), at(TODAY, '13:56'))).toBe(true);
		const friday = at(TODAY, '16:45');
		expect(quietAt(friday, at('2026-11-22', '10:00'))).toBe(false);
		expect(quietAt(friday, at('2026-11-23', '07:16'))).toBe(true);
		const beforeHoliday = at('2026-11-17', '16:45');
		expect(quietAt(beforeHoliday, startOfDay('2026-11-19') + 7 * 60 * MINUTE)).toBe(false);
	});

	it('never sooner than the parameter, never later than the limit for everybody', () => {
		expect(expected(at(TODAY, '09:00'), { usual: 5, days: 20 }).minutes).toBe(15);
		expect(expected(at(TODAY, '09:00'), { usual: 400, days: 20 }).minutes).toBe(120);
		expect(expected(at(TODAY, '09:00'), null)).toMatchObject({ minutes: 120, days: 0 });
	});

	it('no more as soon as something arrives, whatever was expected before', () => {
		const before = expected(at(TODAY, '09:00'), usual);
		const now = at(TODAY, '10:00');
		expect(isQuiet({ freshness: heard(at(TODAY, '09:59')), expected: before }, now)).toBe(false);
		expect(isQuiet({ freshness: heard(at(TODAY, '09:00')), expected: before }, now)).toBe(true);
	});

	it('where the contract’s limit says so, and not where nothing ever came', () => {
		expect(isQuiet({ freshness: stale, expected: null }, at(TODAY, '09:00'))).toBe(true);
		const never = { ...stale, stale: false };
		expect(isQuiet({ freshness: never, expected: null }, at(TODAY, '09:00'))).toBe(false);
	});

	it('above others only when all below are', () => {
		const often = expected(at(TODAY, '10:00'), { usual: 10, days: 20 });
		const seldom = expected(at(TODAY, '09:30'), null);
		expect(expectedOfAll([often, seldom])).toEqual({
			...seldom,
			heardAt: '2026-11-20T10:00:00.000+07:00'
		});
		expect(expectedOfAll([])).toBeNull();
	});
});
