import { describe, expect, test } from 'vitest';
import { addDays, endOfDay, startOfDay, weekdayOf } from '../calendar/time.ts';
import { aYearBefore, monthBefore, sameDaysOfMonthBefore, weeksUpTo } from './periods.ts';

describe('the month before', () => {
	test.each([
		['2026-11-21', '2026-10-01', '2026-10-31'],
		['2026-03-31', '2026-02-01', '2026-02-28'],
		['2026-01-01', '2025-12-01', '2025-12-31']
	])('of %s is %s to %s', (day, from, to) => {
		expect(monthBefore(day)).toEqual({ from, to });
	});

	test.each([
		['2026-11-21', '2026-10-21'],
		['2026-03-30', '2026-02-28'],
		['2028-03-29', '2028-02-29'],
		['2026-10-31', '2026-09-30'],
		['2026-01-01', '2025-12-01']
	])('over the same days up to %s ends on %s', (day, to) => {
		expect(sameDaysOfMonthBefore(day).to).toBe(to);
	});
});

test('a year before 29 February stands the 28th', () => {
	expect(['2028-02-29', '2028-02-28', '2026-11-21'].map(aYearBefore)).toEqual([
		'2027-02-28',
		'2027-02-28',
		'2025-11-21'
	]);
});

test('thirteen weeks are whole, follow each other, and the last one is told as at now', () => {
	for (let n = 0; n < 400; n += 1) {
		const day = addDays('2025-12-20', n);
		const now = startOfDay(day) + 36_000_000;
		const weeks = weeksUpTo(day, 13, now);
		expect(weeks).toHaveLength(13);
		weeks.forEach(({ from, to, at }, i) => {
			expect([weekdayOf(from), weekdayOf(to), addDays(from, 6)]).toEqual([1, 7, to]);
			const next = weeks[i + 1];
			expect(at).toBe(next ? endOfDay(to) : now);
			expect(addDays(to, 1)).toBe(next ? next.from : addDays(to, 1));
		});
		const last = weeks.at(-1);
		expect(last && last.from <= day && day <= last.to).toBe(true);
	}
});
