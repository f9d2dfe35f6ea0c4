import { describe, expect, it } from 'vitest';
import { vietnamCalendar } from '../calendar/days-2018-2027.ts';
import { PARAMETERS } from '../deadlines/parameters.ts';
import { morningDue } from './morning-time.ts';

const rules = { calendar: vietnamCalendar(), parameters: PARAMETERS };
const at = (text: string) => Date.parse(`${text}+07:00`);

describe('the morning page', () => {
	it.each([
		['a Friday at 06:54:59', '2026-11-20T06:54:59.999', null, null],
		['at 06:55', '2026-11-20T06:55', null, '2026-11-20'],
		['at 06:55 when yesterday’s was made', '2026-11-20T06:55', '2026-11-19', '2026-11-20'],
		['in the afternoon after an absence', '2026-11-20T16:30', '2026-11-16', '2026-11-20'],
		['a second before midnight', '2026-11-20T23:59:59', '2026-11-19', '2026-11-20'],
		['a minute after it was made', '2026-11-20T06:56', '2026-11-20', null],
		['when the clock was put back a day', '2026-11-19T08:00', '2026-11-20', null],
		['a Saturday', '2026-11-21T08:00', '2026-11-20', null],
		['a Sunday', '2026-11-22T08:00', '2026-11-20', null],
		['Monday before the set time, Friday’s missing', '2026-11-23T06:30', '2026-11-19', null],
		['Monday after it, Friday’s missing', '2026-11-23T06:55', '2026-11-19', '2026-11-23'],
		['the new holiday of 24/11', '2026-11-24T08:00', '2026-11-23', null],
		['the last working day before Tết', '2026-02-13T07:00', '2026-02-12', '2026-02-13'],
		['the first day of Tết off', '2026-02-16T07:00', '2026-02-13', null],
		['mùng 1 Tết', '2026-02-17T07:00', '2026-02-13', null],
		['the first working day after Tết', '2026-02-23T07:00', '2026-02-13', '2026-02-23'],
		['a made-up Saturday', '2026-08-22T07:00', '2026-08-21', '2026-08-22'],
		['the day that it was worked for', '2026-08-31T07:00', '2026-08-28', null]
	])('%s', (_, now, last, day) => {
		const due = morningDue(rules, last, at(now));
		expect(due?.day ?? null).toBe(day);
		if (due) expect(due.asOf).toBe(at(`${due.day}T06:55`));
	});

	it('comes at the minute that the office has set, from the day from which it holds', () => {
		const parameters = {
			morningPageMinute: [
				...PARAMETERS.morningPageMinute,
				{ from: '2026-11-23', to: null, value: 7 * 60 + 30, basis: 'Văn bản 1' }
			]
		};
		const set = { ...rules, parameters };
		expect(morningDue(set, null, at('2026-11-20T06:55'))?.asOf).toBe(at('2026-11-20T06:55'));
		expect(morningDue(set, null, at('2026-11-23T07:29'))).toBeNull();
		expect(morningDue(set, null, at('2026-11-23T09:00'))?.asOf).toBe(at('2026-11-23T07:30'));
	});

	it('is not made a second time when the time is set later on the same day', () => {
		const parameters = {
			morningPageMinute: [{ from: null, to: null, value: 8 * 60, basis: 'Văn bản 2' }]
		};
		const due = morningDue({ ...rules, parameters }, '2026-11-20', at('2026-11-20T08:00'));
		expect(due).toBeNull();
	});
});
