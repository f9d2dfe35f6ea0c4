import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { vietnamCalendar } from '../calendar/days-2018-2027.ts';
import { addDays } from '../calendar/time.ts';
import { dueInPeriod, periodOf, periodsUntil, type Recurrence } from './recurrence.ts';

const calendar = vietnamCalendar();
const monthly = (day: number): Recurrence => ({ every: 'monthly', day });
const due = (rule: Recurrence, day: string) => dueInPeriod(rule, periodOf(rule, day), calendar);

describe('what is due each month', () => {
	it.each([
		['on the 15th, a Tuesday', 15, '2026-12-01', '2026-12-15'],
		['on the 15th, a Sunday: the Monday after', 15, '2026-11-01', '2026-11-16'],
		['on the 17th, the first day of Tết: when it is over', 17, '2026-02-01', '2026-02-23'],
		['on the 15th, a Sunday before Tết: when it is over', 15, '2026-02-10', '2026-02-23'],
		['on the 31st of a month of 28 days', 31, '2025-02-05', '2025-02-28'],
		['on the 29th of a leap year', 29, '2028-02-01', '2028-02-29'],
		['on the 31st of a month of 30 days', 31, '2026-09-01', '2026-09-30'],
		['on the 31st of May, a Sunday: in June', 31, '2026-05-02', '2026-06-01'],
		['on a Saturday that is made up: on that Saturday', 22, '2026-08-01', '2026-08-22'],
		['on the Monday that it was made up for: after 2 September', 31, '2026-08-01', '2026-09-03'],
		['on 30 April: after 1 May and the week-end', 30, '2026-04-01', '2026-05-04']
	])('%s', (_, day, within, expected) => {
		expect(due(monthly(day), within)).toBe(expected);
	});
});

describe('what is due each week, quarter and year', () => {
	it.each<[string, Recurrence, string, string, string]>([
		['Friday', { every: 'weekly', weekday: 5 }, '2026-11-18', '2026-W47', '2026-11-20'],
		['Sunday', { every: 'weekly', weekday: 7 }, '2026-11-18', '2026-W47', '2026-11-23'],
		[
			'week over the new year',
			{ every: 'weekly', weekday: 4 },
			'2027-01-02',
			'2026-W53',
			'2026-12-31'
		],
		['quarter', { every: 'quarterly', month: 3, day: 15 }, '2026-11-18', '2026-Q4', '2026-12-15'],
		[
			'end of a quarter',
			{ every: 'quarterly', month: 2, day: 31 },
			'2026-01-01',
			'2026-Q1',
			'2026-03-02'
		],
		['year', { every: 'yearly', month: 12, day: 10 }, '2026-03-04', '2026', '2026-12-10']
	])('%s', (_, rule, within, name, expected) => {
		expect(periodOf(rule, within).name).toBe(name);
		expect(due(rule, within)).toBe(expected);
	});
});

describe('the periods that are made', () => {
	const made = (rule: Recurrence, from: string, today: string) =>
		periodsUntil(rule, { from, today }, calendar).map(({ name, due: day }) => [name, day]);

	it('begin with the first that is not yet due, and that is there at once', () => {
		// The 15th of November rolled on to Monday the 16th, which has passed.
		expect(made(monthly(15), '2026-11-21', '2026-11-21')).toEqual([['2026-12', '2026-12-15']]);
		expect(made(monthly(25), '2026-11-21', '2026-11-21')).toEqual([['2026-11', '2026-11-25']]);
	});

	it('include one whose day rolled on out of its own month', () => {
		expect(made(monthly(31), '2026-06-01', '2026-06-01')).toEqual([
			['2026-05', '2026-06-01'],
			['2026-06', '2026-06-30']
		]);
	});

	it('that came while nothing ran are all there, each with its own day', () => {
		expect(made(monthly(15), '2026-08-03', '2026-11-02')).toEqual([
			['2026-08', '2026-08-17'],
			['2026-09', '2026-09-15'],
			['2026-10', '2026-10-15'],
			['2026-11', '2026-11-16']
		]);
	});

	it('are the same however often and on whichever days one looks', () => {
		const rule = fc.oneof(
			fc.record({ every: fc.constant('weekly' as const), weekday: fc.integer({ min: 1, max: 7 }) }),
			fc.record({ every: fc.constant('monthly' as const), day: fc.integer({ min: 1, max: 31 }) }),
			fc.record({
				every: fc.constant('quarterly' as const),
				month: fc.integer({ min: 1, max: 3 }),
				day: fc.integer({ min: 1, max: 31 })
			}),
			fc.record({
				every: fc.constant('yearly' as const),
				month: fc.integer({ min: 1, max: 12 }),
				day: fc.integer({ min: 1, max: 31 })
			})
		);
		const days = fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 8 });
		fc.assert(
			fc.property(rule, fc.integer({ min: 0, max: 365 }), days, (given, start, looks) => {
				const from = addDays('2024-06-01', start);
				const seen = new Map<string, string>();
				for (const look of looks.sort((a, b) => a - b)) {
					const today = addDays(from, look);
					for (const period of periodsUntil(given, { from, today }, calendar)) {
						expect(seen.get(period.name) ?? period.due).toBe(period.due);
						seen.set(period.name, period.due);
						expect(calendar.isWorkingDay(period.due)).toBe(true);
						expect(period.due >= period.from && period.due >= from).toBe(true);
					}
				}
				const last = addDays(from, Math.max(...looks));
				const atOnce = periodsUntil(given, { from, today: last }, calendar);
				expect(atOnce.map(({ name }) => name)).toEqual([...seen.keys()]);
			}),
			{ numRuns: 100 }
		);
	});
});
