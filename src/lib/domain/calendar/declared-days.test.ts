import { describe, expect, test } from 'vitest';
import { changesDay, decidedCalendar, type DeclaredDay } from './declared-days.ts';
import { addWorkingDays } from './work-calendar.ts';

const STORM: DeclaredDay = {
	day: '2026-11-18',
	kind: 'closure',
	name: 'Nghỉ tránh bão số 13',
	document: 'Công điện 20/CĐ-UBND ngày 17/11/2026'
};
const SWAP: DeclaredDay[] = [
	{ day: '2026-11-23', kind: 'holiday', name: 'Hoán đổi sang 28/11', document: '99/TB-UBND' },
	{ day: '2026-11-28', kind: 'working', name: 'Làm bù cho ngày 23/11', document: '99/TB-UBND' }
];

describe('days that the province declares stand above the calendar of the country', () => {
	test('a storm day is not counted, and the trace can say by which document', () => {
		const plain = decidedCalendar([]);
		const stormy = decidedCalendar([STORM]);
		// Received on Monday 16/11, three working days: Thursday 19/11, with the storm Friday 20/11.
		expect(addWorkingDays(plain, '2026-11-16', 3)).toBe('2026-11-19');
		expect(addWorkingDays(stormy, '2026-11-16', 3)).toBe('2026-11-20');
		expect(stormy.explain('2026-11-18')).toEqual({
			kind: 'local_off',
			name: STORM.name,
			source: STORM.document,
			provisional: false
		});
	});

	test('a swap gives the working day back on its Saturday', () => {
		const cal = decidedCalendar(SWAP);
		// 20/11 + 3: 25, 26, 27 as 23/11 is swapped off and 24/11 is a holiday; + 4 is Saturday 28/11.
		expect(addWorkingDays(cal, '2026-11-20', 3)).toBe('2026-11-27');
		expect(addWorkingDays(cal, '2026-11-20', 4)).toBe('2026-11-28');
	});

	test('one that was withdrawn holds no more: the calendar is the country’s again', () => {
		const withdrawn = [STORM].filter(() => false);
		expect(addWorkingDays(decidedCalendar(withdrawn), '2026-11-16', 3)).toBe('2026-11-19');
	});

	test('a year is provisional until the province confirms it', () => {
		const before = decidedCalendar([]);
		expect(before.explain('2027-02-08').provisional).toBe(true);
		expect(before.explain('2027-03-01').provisional).toBe(true);
		const after = decidedCalendar([], [2027]);
		expect(after.explain('2027-02-08').provisional).toBe(false);
		expect(after.explain('2027-03-01').provisional).toBe(false);
		expect(after.decidedTo).toBe('2027-12-31');
		expect(after.explain('2028-03-01').provisional).toBe(true);
		// A year further on leaves the one between undecided.
		expect(decidedCalendar([], [2028]).decidedTo).toBe('2026-12-31');
	});

	test('the decision of a year may take a planned day off away again', () => {
		const cal = decidedCalendar(
			[{ day: '2027-02-10', kind: 'working', name: 'Đi làm lại', document: '1/TB-VPCP' }],
			[2027]
		);
		expect(cal.isWorkingDay('2027-02-10')).toBe(true);
	});

	test('what is so already needs no declaring', () => {
		const cal = decidedCalendar([]);
		expect(changesDay(cal, '2026-11-22', 'closure')).toBe(false);
		expect(changesDay(cal, '2026-11-23', 'working')).toBe(false);
		expect(changesDay(cal, '2026-11-23', 'closure')).toBe(true);
		expect(changesDay(cal, '2026-11-24', 'working')).toBe(true);
	});
});
