import { describe, expect, test } from 'vitest';
import { addDays, weekdayOf } from './time.ts';
import { vietnamCalendar, vietnamDays } from './days-2018-2027.ts';
import {
	addWorkingDays,
	dueCalendarDay,
	nextWorkingDay,
	workCalendar,
	workingDaysBetween
} from './work-calendar.ts';

const cal = vietnamCalendar();

describe('a norm of n working days ends on the day the law says', () => {
	test.each([
		['2018-02-12', 5, '2018-02-26', 'Tết 2018'],
		['2018-12-28', 3, '2019-01-04', 'swap of 31/12/2018'],
		['2019-04-12', 1, '2019-04-16', 'Hùng Kings on a Sunday'],
		['2019-04-26', 5, '2019-05-07', 'swap of 29/4, Saturday 4/5 worked'],
		['2020-01-21', 3, '2020-01-31', 'Tết 2020'],
		['2021-04-29', 1, '2021-05-04', '1/5 on a Saturday'],
		['2022-04-28', 3, '2022-05-05', '30/4 Saturday, 1/5 Sunday'],
		['2023-04-27', 2, '2023-05-04', '29/4 Saturday and 30/4 Sunday compensated'],
		['2023-08-31', 1, '2023-09-05', '2/9 on a Saturday'],
		['2024-04-25', 3, '2024-05-03', 'swap of 29/4, make-up Saturday not reached'],
		['2025-04-25', 1, '2025-04-26', 'make-up Saturday'],
		['2025-04-28', 5, '2025-05-08', 'swap of 2/5'],
		['2026-01-08', 2, '2026-01-10', 'make-up Saturday'],
		['2026-08-20', 3, '2026-08-24', 'make-up Saturday 22/8'],
		['2026-08-28', 2, '2026-09-04', 'swap of 31/8 and National Day'],
		['2026-11-20', 3, '2026-11-26', 'the new holiday 24/11']
	])('received %s, %i working days, due %s (%s)', (received, n, due) => {
		expect(addWorkingDays(cal, received, n)).toBe(due);
		expect(workingDaysBetween(cal, received, due)).toBe(n);
		expect(workingDaysBetween(cal, due, received)).toBe(-n);
	});

	test('counting back from a due day gives the same number of working days', () => {
		expect(addWorkingDays(cal, '2026-11-26', -3)).toBe('2026-11-20');
		expect(addWorkingDays(cal, '2026-11-22', 0)).toBe('2026-11-22');
	});
});

test.each([
	[2018, 250],
	[2019, 252],
	[2020, 252],
	[2021, 250],
	[2022, 249],
	[2023, 249],
	[2024, 251],
	[2025, 250],
	[2026, 249]
])('the year %i has %i working days', (year, days) => {
	expect(workingDaysBetween(cal, `${year - 1}-12-31`, `${year}-12-31`)).toBe(days);
});

test('T12 a make-up Saturday is a working day, an ordinary Saturday is not', () => {
	expect(cal.isWorkingDay('2026-08-22')).toBe(true);
	expect(cal.explain('2026-08-22')).toMatchObject({
		kind: 'make_up',
		name: 'Làm bù cho ngày 31/8/2026'
	});
	expect(cal.isWorkingDay('2026-08-29')).toBe(false);
	expect(cal.explain('2026-08-29')).toMatchObject({ kind: 'weekend', name: null });
	expect(cal.isWorkingDay('2026-08-31')).toBe(false);
	expect(cal.explain('2026-08-31').kind).toBe('swap_off');
});

test('T17 a holiday inserted tomorrow moves the dates counted over it and no other', () => {
	const before = vietnamCalendar();
	const after = vietnamCalendar([
		{ day: '2026-11-23', kind: 'local_off', name: 'Nghỉ bão', source: 'Công điện của UBND tỉnh' }
	]);
	expect(addWorkingDays(before, '2026-11-20', 1)).toBe('2026-11-23');
	expect(addWorkingDays(after, '2026-11-20', 1)).toBe('2026-11-25');
	expect(addWorkingDays(after, '2026-11-16', 4)).toBe(addWorkingDays(before, '2026-11-16', 4));
	expect(after.explain('2026-11-23')).toMatchObject({ kind: 'local_off', name: 'Nghỉ bão' });
	expect(before.isWorkingDay('2026-11-23')).toBe(true);
});

describe('days that nobody has decided yet say so', () => {
	test('2027 has its statutory days off, all of the year provisional', () => {
		expect(cal.explain('2027-04-30')).toMatchObject({ kind: 'holiday', provisional: true });
		expect(cal.isWorkingDay('2027-05-03')).toBe(false);
		expect(cal.explain('2027-03-15')).toMatchObject({ kind: 'working', provisional: true });
		expect(cal.explain('2026-12-31').provisional).toBe(false);
	});
	test('2028 is Monday to Friday, provisional', () => {
		for (let day = '2028-01-01'; day < '2029-01-01'; day = addDays(day, 1)) {
			expect(cal.isWorkingDay(day)).toBe(weekdayOf(day) < 6);
			expect(cal.explain(day).provisional).toBe(true);
		}
	});
});

describe('the last day of a norm in calendar days', () => {
	test('rolls on when it is not worked', () => {
		expect(dueCalendarDay(cal, '2026-11-14', 10)).toBe('2026-11-25');
		expect(dueCalendarDay(cal, '2026-11-10', 3)).toBe('2026-11-13');
		expect(dueCalendarDay(cal, '2018-12-21', 10)).toBe('2019-01-02');
	});
	test('stays on a make-up Saturday', () => {
		expect(dueCalendarDay(cal, '2026-08-12', 10)).toBe('2026-08-22');
	});
});

test('every special day of 2018 to 2027 has a Vietnamese name, a source and stands once', () => {
	const days = vietnamDays();
	expect(new Set(days.map((row) => row.day)).size).toBe(days.length);
	for (const row of days) {
		expect(row.name).not.toBe('');
		expect(row.source).not.toBe('');
		if (row.kind === 'make_up') expect(weekdayOf(row.day)).toBe(6);
		if (row.kind === 'compensation' || row.kind === 'swap_off')
			expect(weekdayOf(row.day)).toBeLessThan(6);
	}
});

test('the next working day is strictly after the day', () => {
	expect(nextWorkingDay(cal, '2026-11-23')).toBe('2026-11-25');
	const empty = workCalendar([], { from: '2026-01-01', to: '2026-12-31' });
	expect(nextWorkingDay(empty, '2026-11-23')).toBe('2026-11-24');
});
