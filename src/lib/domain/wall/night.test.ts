import { expect, it } from 'vitest';
import { vietnamCalendar } from '../calendar/days-2018-2027.ts';
import { DEFAULT_OFFICE_HOURS } from '../calendar/office-hours.ts';
import { isNight } from './dimmed.ts';
import { brightTimes } from './night.ts';

const times = brightTimes(vietnamCalendar(), DEFAULT_OFFICE_HOURS, '2026-11-20', 8);
const nightAt = (text: string) => isNight(times, Date.parse(`${text}:00+07:00`));

it('a wall is bright from half an hour before the office opens to an hour after it closes', () => {
	expect(nightAt('2026-11-20T06:29')).toBe(true);
	expect(nightAt('2026-11-20T06:30')).toBe(false);
	expect(nightAt('2026-11-20T12:15')).toBe(false);
	expect(nightAt('2026-11-20T17:59')).toBe(false);
	expect(nightAt('2026-11-20T18:00')).toBe(true);
});

it('a wall is dimmed on days that are not worked', () => {
	expect(nightAt('2026-11-21T10:00')).toBe(true);
	expect(nightAt('2026-11-22T10:00')).toBe(true);
	expect(nightAt('2026-11-23T10:00')).toBe(false);
	const holiday = brightTimes(vietnamCalendar(), DEFAULT_OFFICE_HOURS, '2026-09-01', 3);
	expect(isNight(holiday, Date.parse('2026-09-02T10:00:00+07:00'))).toBe(true);
});

it('a wall that nobody has told the office hours of a day stays bright', () => {
	expect(nightAt('2026-12-01T02:00')).toBe(false);
});
