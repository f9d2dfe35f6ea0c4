import { describe, expect, it } from 'vitest';
import { comparedDays, heaviestFields, labelLines, rateOfDays, worstAgencies } from './series.ts';

const aDay = (day: string, resolved: number, late: number) => ({
	day,
	resolved,
	late,
	rate: resolved === 0 ? null : late / resolved
});
const anAgency = (name: string, resolved: number, late: number) => ({
	code: name,
	name,
	resolved,
	late,
	rate: resolved === 0 ? null : late / resolved,
	previousRate: null,
	lastYearRate: null
});

describe('the series behind the charts', () => {
	it('a day stands beside the day of the same number, also in a shorter month', () => {
		const days = comparedDays({
			lateByDay: [aDay('2026-03-30', 4, 1), aDay('2026-03-31', 2, 0)],
			previous: [aDay('2026-02-28', 3, 0)],
			lastYear: []
		});
		expect(days[0]?.previous?.day).toBe('2026-02-28');
		expect(days[1]?.previous).toBeNull();
		expect(days[1]?.lastYear).toBeNull();
	});

	it('the rate of a period is that of its dossiers, not the mean of its days', () => {
		expect(rateOfDays([aDay('2026-11-02', 98, 1), aDay('2026-11-03', 2, 2)])).toBe(0.03);
		expect(rateOfDays([aDay('2026-11-01', 0, 0)])).toBeNull();
	});

	it('names the agencies with the highest rate, and none without a late dossier', () => {
		const worst = worstAgencies(
			[anAgency('A', 100, 1), anAgency('B', 10, 5), anAgency('C', 50, 0), anAgency('D', 20, 10)],
			{ ranked: new Set('ABCD'), atMost: 3, atLeast: 10 }
		);
		expect(worst.map((agency) => agency.name)).toEqual(['D', 'B', 'A']);
	});

	it('one late dossier out of one makes nobody the worst, and a central branch is not ranked', () => {
		const rules = { ranked: new Set('A'), atMost: 3, atLeast: 10 };
		expect(worstAgencies([anAgency('A', 1, 1)], rules)).toEqual([]);
		expect(worstAgencies([anAgency('Công an tỉnh', 50, 20)], rules)).toEqual([]);
	});

	it('breaks a long name between words and cuts nothing', () => {
		const name = 'Đăng ký, quản lý phương tiện giao thông cơ giới đường bộ';
		const lines = labelLines(name, 24);
		expect(lines.join(' ')).toBe(name);
		expect(lines.every((line) => line.length <= 24)).toBe(true);
	});

	it('orders fields by what is overdue, then by what was late, and adds neither to the other', () => {
		const field = (code: string, late: number, overdue: number) => ({
			code,
			name: code,
			received: 0,
			resolved: 0,
			late,
			overdue
		});
		const fields = heaviestFields([field('a', 9, 1), field('b', 0, 5), field('c', 0, 0)], 5);
		expect(fields.map(({ code }) => code)).toEqual(['b', 'a']);
	});
});
