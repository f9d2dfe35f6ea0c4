import { describe, expect, it } from 'vitest';
import { DEFAULT_OFFICE_HOURS, officeHours } from '../calendar/office-hours.ts';
import { decidedCalendar } from '../calendar/declared-days.ts';
import { acknowledgeBy, acknowledgementOf } from './acknowledgement.ts';
import { begun, type TaskTerms } from './task.ts';

const calendar = decidedCalendar([], []);
const limits = { workingDays: 1, workingDaysOfMany: 2, urgentHours: 2 };
const at = (text: string) => Date.parse(`${text}:00+07:00`);
const by = (
	assignedAt: string,
	rest: { oneOfMany?: boolean; urgency?: 'hoa_toc' | 'khan' } = {},
	hours = DEFAULT_OFFICE_HOURS
) =>
	acknowledgeBy(
		{
			assignedAt: at(assignedAt),
			oneOfMany: rest.oneOfMany ?? false,
			urgency: rest.urgency ?? null
		},
		calendar,
		hours,
		limits
	);

describe('a head acknowledges', () => {
	it.each([
		['in the middle of a week: the next day', '2026-11-18T09:00', false, '2026-11-19T17:00'],
		[
			'several tasks of one document: the day after that',
			'2026-11-17T09:00',
			true,
			'2026-11-19T17:00'
		],
		[
			'on Friday at 16:50: on Monday, not on Saturday',
			'2026-11-20T16:50',
			false,
			'2026-11-23T17:00'
		],
		['on a Saturday: on Monday', '2026-11-21T09:00', false, '2026-11-23T17:00'],
		['before the day of culture: after it', '2026-11-23T09:00', false, '2026-11-25T17:00'],
		['before Tết: when it is over', '2026-02-13T15:00', false, '2026-02-23T17:00'],
		['several, before Tết', '2026-02-13T15:00', true, '2026-02-24T17:00'],
		[
			'on Friday before a make-up Saturday: on that Saturday',
			'2026-08-21T10:00',
			false,
			'2026-08-22T17:00'
		],
		[
			'before the days off around 2 September: after them',
			'2026-08-28T10:00',
			false,
			'2026-09-03T17:00'
		]
	])('%s', (_, assigned, oneOfMany, expected) => {
		expect(by(assigned, { oneOfMany })).toBe(at(expected));
	});

	it('HỎA TỐC within two hours, at night and on a Sunday as well', () => {
		expect(by('2026-11-20T16:50', { urgency: 'hoa_toc' })).toBe(at('2026-11-20T18:50'));
		expect(by('2026-11-22T23:00', { urgency: 'hoa_toc', oneOfMany: true })).toBe(
			at('2026-11-23T01:00')
		);
		expect(by('2026-11-18T09:00', { urgency: 'khan' })).toBe(at('2026-11-19T17:00'));
	});

	it('by the hours of that agency', () => {
		const mornings = officeHours({ from: 8 * 60, to: 12 * 60 });
		expect(by('2026-11-18T09:00', {}, mornings)).toBe(at('2026-11-19T12:00'));
		const shutOnThursday = {
			week: DEFAULT_OFFICE_HOURS.week.map((day, n) => (n === 3 ? [] : day))
		};
		expect(by('2026-11-18T09:00', {}, shutOnThursday)).toBe(at('2026-11-20T17:00'));
	});

	it('late counts from the hour on, and stays to be seen after it was done', () => {
		const terms: TaskTerms = {
			...{ text: 'x', product: null, source: 'chairman', leadId: 1, coordinatingIds: [] },
			...{ trackerId: 2, due: null, dueFrom: null, oneOfMany: false, urgency: null },
			...{ condition: null, units: [] }
		};
		const task = begun({ kind: 'assigned', at: at('2026-11-18T09:00'), terms });
		const limit = at('2026-11-19T17:00');
		expect(acknowledgementOf(task, limit, limit)).toEqual({ by: limit, late: false });
		expect(acknowledgementOf(task, limit, limit + 1)?.late).toBe(true);
		const taken = { ...task, state: 'acknowledged' as const, acknowledgedAt: limit + 1 };
		expect(acknowledgementOf(taken, limit, limit + 9e9)?.late).toBe(true);
		expect(acknowledgementOf({ ...task, state: 'correction_asked' }, limit, limit + 1)).toBe(null);
	});
});
