import { describe, expect, test } from 'vitest';
import { at } from '../../../../tests/makers/story.ts';
import {
	DEFAULT_OFFICE_HOURS,
	earliestStartWithin,
	latestDueWithin,
	officeHours
} from '../calendar/office-hours.ts';
import { vietnamCalendar } from '../calendar/days-2018-2027.ts';
import { dayOf, type Instant } from '../calendar/time.ts';
import { marksOf, standingOf, type Horizon, type Standable } from './standing.ts';

const WINDOW = 480;
const calendar = vietnamCalendar();

function horizonAt(now: Instant, hours = DEFAULT_OFFICE_HOURS): Horizon {
	return {
		dueSoonUntil: latestDueWithin(calendar, hours, now, WINDOW),
		awaitingSince: earliestStartWithin(calendar, hours, now, WINDOW)
	};
}

function aDossier(rest: Partial<Standable> & { due?: string } = {}): Standable {
	const { due, ...own } = rest;
	const dueAt = due === undefined ? null : at(due);
	const dueOn = dueAt === null ? null : dayOf(dueAt);
	return {
		status: 4,
		phase: 'open',
		submittedAt: null,
		dueAt,
		dueOn,
		promiseOn: dueOn,
		finishedOn: null,
		moved: false,
		...own
	};
}

function standingAt(dossier: Standable, now: string) {
	return standingOf(dossier, at(now), horizonAt(at(now)));
}

describe('an open dossier due on Monday 16 November at 17:00', () => {
	test.each([
		['2026-11-13 16:59:59', 'in_time', 'more than eight working hours are left'],
		['2026-11-13 17:00', 'due_soon', 'exactly eight working hours are left'],
		['2026-11-15 10:00', 'due_soon', 'on the Sunday before'],
		['2026-11-16 07:00', 'due_soon', 'on the day itself'],
		['2026-11-16 17:01', 'due_soon', 'after hours of the day itself'],
		['2026-11-16 23:59:59', 'due_soon', 'to the last second of the day'],
		['2026-11-17 00:00', 'overdue', 'from midnight on'],
		['2026-12-01 08:00', 'overdue', 'for weeks']
	])('%s: %s, %s', (now, standing) => {
		expect(standingAt(aDossier({ due: '2026-11-16 17:00' }), now)).toBe(standing);
	});

	test('the hour of the appointment does not make it overdue, the day does', () => {
		for (const due of [
			'2026-11-16 00:00',
			'2026-11-16 11:29',
			'2026-11-16 11:31',
			'2026-11-16 23:59'
		]) {
			expect(standingAt(aDossier({ due }), '2026-11-16 23:59:59')).toBe('due_soon');
			expect(standingAt(aDossier({ due }), '2026-11-17 00:00')).toBe('overdue');
		}
	});

	test('at an hour with exactly eight working hours left it is due soon', () => {
		const dossier = aDossier({ due: '2026-11-16 11:00' });
		expect(standingAt(dossier, '2026-11-13 10:59:59')).toBe('in_time');
		expect(standingAt(dossier, '2026-11-13 11:00')).toBe('due_soon');
	});

	test('T6 the hours of its own agency decide when it is due soon', () => {
		const mornings = officeHours({ from: 8 * 60, to: 12 * 60 });
		const dossier = aDossier({ due: '2026-11-16 12:00' });
		const now = at('2026-11-13 08:00');
		expect(standingOf(dossier, now, horizonAt(now, mornings))).toBe('due_soon');
		expect(standingOf(dossier, now, horizonAt(now))).toBe('in_time');
	});
});

describe('T1 without an appointment', () => {
	test('an open dossier is neither in time nor overdue, a resolved one neither early nor late', () => {
		expect(standingAt(aDossier(), '2026-12-31')).toBe('no_due');
		expect(
			standingAt(aDossier({ phase: 'resolved', status: 9, finishedOn: '2026-12-30' }), '2026-12-31')
		).toBe('resolved_no_due');
	});
});

describe('a resolved dossier is judged by date(E) and date(D)', () => {
	test.each([
		['2026-11-15', 'resolved_early'],
		['2026-11-16', 'resolved_on_time'],
		['2026-11-17', 'resolved_late']
	])('finished %s: %s', (finishedOn, standing) => {
		const dossier = aDossier({
			phase: 'resolved',
			status: 10,
			finishedOn,
			due: '2026-11-16 08:00'
		});
		expect(standingAt(dossier, '2026-12-31')).toBe(standing);
	});
});

describe('a dossier that does not run', () => {
	test('T2 T13 paused past its day, it is not overdue', () => {
		const dossier = aDossier({ phase: 'paused', status: 5, due: '2026-11-16 17:00' });
		expect(standingAt(dossier, '2026-12-01')).toBe('paused');
	});

	test.each(['refused', 'withdrawn', 'stopped'] as const)(
		'%s past its day, it is marked',
		(phase) => {
			const ended = (finishedOn: string) =>
				aDossier({ phase, finishedOn, due: '2026-11-16 17:00' });
			expect(standingAt(ended('2026-11-17'), '2026-12-01')).toBe(phase);
			expect(marksOf(ended('2026-11-17')).endedAfterDue).toBe(true);
			expect(marksOf(ended('2026-11-16')).endedAfterDue).toBe(false);
		}
	);

	test('known by steps alone, it has no standing', () => {
		expect(standingAt(aDossier({ phase: 'incomplete' }), '2026-12-01')).toBeNull();
	});
});

describe('waiting for its reception', () => {
	test.each([
		['2026-11-03 07:59:59', 'awaiting'],
		['2026-11-03 08:00', 'awaiting'],
		['2026-11-03 08:00:01', 'awaiting_overdue'],
		['2026-11-09 08:00', 'awaiting_overdue']
	])('submitted on Monday at 08:00, at %s: %s', (now, standing) => {
		const dossier = aDossier({ phase: 'awaiting', status: 1, submittedAt: at('2026-11-02 08:00') });
		expect(standingAt(dossier, now)).toBe(standing);
	});

	test('submitted on Friday evening, the weekend does not count', () => {
		const dossier = aDossier({ phase: 'awaiting', status: 1, submittedAt: at('2026-11-06 20:00') });
		expect(standingAt(dossier, '2026-11-09 16:59')).toBe('awaiting');
		expect(standingAt(dossier, '2026-11-10 07:00:01')).toBe('awaiting_overdue');
	});
});

describe('marks beside the standing', () => {
	test('late by the promise, though on time by an appointment moved without ground', () => {
		const dossier = aDossier({
			phase: 'resolved',
			status: 9,
			due: '2026-11-20 17:00',
			promiseOn: '2026-11-16',
			finishedOn: '2026-11-18',
			moved: true
		});
		expect(standingAt(dossier, '2026-12-01')).toBe('resolved_early');
		expect(marksOf(dossier)).toEqual({
			notHandedOver: true,
			endedAfterDue: false,
			movedDue: true,
			lateByPromise: true
		});
	});

	test('finished on the day of the promise, it kept it', () => {
		const dossier = aDossier({
			phase: 'resolved',
			due: '2026-11-16 08:00',
			finishedOn: '2026-11-16'
		});
		expect(marksOf(dossier).lateByPromise).toBe(false);
	});

	test('handed over, it waits for nobody', () => {
		expect(marksOf(aDossier({ phase: 'resolved', status: 10 })).notHandedOver).toBe(false);
	});
});
