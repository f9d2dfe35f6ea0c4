import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { vietnamCalendar } from './days-2018-2027.ts';
import {
	addWorkingMinutes,
	DEFAULT_OFFICE_HOURS,
	earliestStartWithin,
	latestDueWithin,
	officeHours,
	officeHoursSchema,
	workingMinutesBetween,
	type OfficeHours
} from './office-hours.ts';
import { dayOf, MINUTE, minuteOfDay, weekdayOf, type Instant } from './time.ts';

const cal = vietnamCalendar();
const hours = DEFAULT_OFFICE_HOURS;
const at = (text: string): Instant => Date.parse(`${text}:00+07:00`);

describe('working minutes', () => {
	test('a day of the default hours has eight hours, a weekend and a holiday none', () => {
		expect(workingMinutesBetween(cal, hours, at('2026-11-19T00:00'), at('2026-11-20T00:00'))).toBe(
			480
		);
		expect(workingMinutesBetween(cal, hours, at('2026-11-20T17:00'), at('2026-11-23T07:00'))).toBe(
			0
		);
		expect(workingMinutesBetween(cal, hours, at('2026-11-24T00:00'), at('2026-11-24T23:59'))).toBe(
			0
		);
	});
	test('a make-up Saturday has the hours of a Monday', () => {
		expect(workingMinutesBetween(cal, hours, at('2026-08-22T00:00'), at('2026-08-23T00:00'))).toBe(
			480
		);
	});
	test('nothing is counted backwards', () => {
		expect(workingMinutesBetween(cal, hours, at('2026-11-20T10:00'), at('2026-11-20T09:00'))).toBe(
			0
		);
	});
	test('T6 hours of 08:00 to 12:00 change the result', () => {
		const morning = officeHours({ from: 480, to: 720 });
		const [from, to] = [at('2026-11-19T07:00'), at('2026-11-20T17:00')];
		expect(workingMinutesBetween(cal, hours, from, to)).toBe(960);
		expect(workingMinutesBetween(cal, morning, from, to)).toBe(480);
		expect(addWorkingMinutes(cal, morning, from, 300)).toBe(at('2026-11-20T09:00'));
		expect(latestDueWithin(cal, morning, from, 480)).toBe(at('2026-11-23T08:00'));
	});
	test("T5 one agency's hours never affect another's, however the calls are mixed", () => {
		const other = officeHours({ from: 480, to: 720 });
		const alone = [hours, other].map((own) =>
			Array.from({ length: 200 }, (_, n) =>
				latestDueWithin(cal, own, at('2026-11-16T06:00') + n * 37 * MINUTE, 480)
			)
		);
		const mixed: Instant[][] = [[], []];
		for (let n = 0; n < 200; n += 1) {
			[hours, other].forEach((own, k) => {
				mixed[k]?.push(latestDueWithin(cal, own, at('2026-11-16T06:00') + n * 37 * MINUTE, 480));
			});
		}
		expect(mixed).toEqual(alone);
	});
});

describe('T7 the window closes on the minute, and reaches over lunch and night', () => {
	test.each([
		// seen Thursday 19/11 11:29, one working day (480 minutes) left at most
		['2026-11-19T11:29', '2026-11-20T11:29', true],
		['2026-11-19T11:29', '2026-11-20T11:30', false],
		['2026-11-19T11:29', '2026-11-20T11:31', false],
		// seen at 11:30, as the desk closes for lunch: nothing more is worked until 13:30
		['2026-11-19T11:30', '2026-11-20T11:29', true],
		['2026-11-19T11:30', '2026-11-20T11:30', true],
		['2026-11-19T11:30', '2026-11-20T11:31', true],
		['2026-11-19T11:30', '2026-11-20T13:30', true],
		['2026-11-19T11:30', '2026-11-20T13:31', false],
		// seen at 17:00: Friday's 17:00 and 17:01, and all until Monday 07:00
		['2026-11-19T17:00', '2026-11-20T17:00', true],
		['2026-11-19T17:00', '2026-11-20T17:01', true],
		['2026-11-19T17:00', '2026-11-23T07:00', true],
		['2026-11-19T17:00', '2026-11-23T07:01', false],
		['2026-11-19T16:59', '2026-11-20T17:00', false]
	])('seen %s, due %s: due soon is %s', (seen, due, soon) => {
		expect(at(due) <= latestDueWithin(cal, hours, at(seen), 480)).toBe(soon);
		expect(workingMinutesBetween(cal, hours, at(seen), at(due)) <= 480).toBe(soon);
	});
	test('waiting for reception is over the limit only when more than 480 minutes have passed', () => {
		const limit = earliestStartWithin(cal, hours, at('2026-11-20T11:30'), 480);
		expect(limit).toBe(at('2026-11-19T11:30'));
		expect(earliestStartWithin(cal, hours, at('2026-11-20T17:00'), 480)).toBe(
			at('2026-11-19T17:00')
		);
		expect(earliestStartWithin(cal, hours, at('2026-11-20T08:00'), 60)).toBe(
			at('2026-11-19T17:00')
		);
	});
});

describe('against a count minute by minute', () => {
	const interval = fc
		.tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 600 }))
		.map(([from, length]) => ({ from, to: Math.min(1440, from + length) }));
	const week: fc.Arbitrary<OfficeHours> = fc
		.array(
			fc.array(interval, { maxLength: 2 }).map((list) => {
				const sorted = list.sort((a, b) => a.from - b.from);
				return sorted.filter((one, n) => n === 0 || (sorted[n - 1]?.to ?? 0) <= one.from);
			}),
			{ minLength: 5, maxLength: 5 }
		)
		.map((days) => ({ week: days }))
		// An office that is open a minute a week has no window of twenty-five hours within ten years.
		.filter(({ week: days }) => openMinutes(days) >= 10);
	const openMinutes = (days: OfficeHours['week']) =>
		days.flat().reduce((all, { from, to }) => all + to - from, 0);
	const instant = fc
		.integer({ min: at('2018-12-20T00:00') / MINUTE, max: at('2027-03-01T00:00') / MINUTE })
		.map((minute) => minute * MINUTE);

	function worked(own: OfficeHours, minute: Instant): boolean {
		const day = dayOf(minute);
		if (!cal.isWorkingDay(day)) return false;
		const list = own.week[weekdayOf(day) < 6 ? weekdayOf(day) - 1 : 0] ?? [];
		return list.some((one) => minuteOfDay(minute) >= one.from && minuteOfDay(minute) < one.to);
	}

	test('working minutes are what a clock on the wall would count', () => {
		fc.assert(
			fc.property(week, instant, fc.integer({ min: 0, max: 9000 }), (own, from, length) => {
				let count = 0;
				for (let n = 0; n < length; n += 1) if (worked(own, from + n * MINUTE)) count += 1;
				expect(workingMinutesBetween(cal, own, from, from + length * MINUTE)).toBe(count);
			}),
			{ numRuns: 60 }
		);
	});
	test('the thresholds are exact to the millisecond on both sides', () => {
		fc.assert(
			fc.property(
				week,
				instant,
				fc.integer({ min: 0, max: MINUTE - 1 }),
				fc.integer({ min: 0, max: 1500 }),
				(own, minute, ms, limit) => {
					const now = minute + ms;
					const due = latestDueWithin(cal, own, now, limit);
					expect(workingMinutesBetween(cal, own, now, due)).toBeLessThanOrEqual(limit);
					expect(workingMinutesBetween(cal, own, now, due + 1)).toBeGreaterThan(limit);
					const start = earliestStartWithin(cal, own, now, limit);
					expect(workingMinutesBetween(cal, own, start, now)).toBeLessThanOrEqual(limit);
					expect(workingMinutesBetween(cal, own, start - 1, now)).toBeGreaterThan(limit);
					const end = addWorkingMinutes(cal, own, now, limit);
					expect(workingMinutesBetween(cal, own, now, end)).toBe(limit);
					if (limit > 0) expect(workingMinutesBetween(cal, own, now, end - 1)).toBeLessThan(limit);
				}
			),
			{ numRuns: 200 }
		);
	});
});

test('hours that overlap, run backwards or leave no working time are refused', () => {
	expect(officeHoursSchema.safeParse(DEFAULT_OFFICE_HOURS).success).toBe(true);
	const day = [{ from: 420, to: 690 }];
	const bad = [
		{ week: [[], [], [], [], []] },
		{ week: [day, day, day, day] },
		{ week: [[{ from: 690, to: 420 }], day, day, day, day] },
		{ week: [[...day, { from: 600, to: 700 }], day, day, day, day] }
	];
	for (const one of bad) expect(officeHoursSchema.safeParse(one).success).toBe(false);
});
