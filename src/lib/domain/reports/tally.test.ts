import { describe, expect, test } from 'vitest';
import {
	aSnapshot,
	aStep,
	aSupplement,
	at,
	PLAIN_RULES,
	told
} from '../../../../tests/makers/story.ts';
import {
	DEFAULT_OFFICE_HOURS,
	earliestStartWithin,
	latestDueWithin
} from '../calendar/office-hours.ts';
import { vietnamCalendar } from '../calendar/days-2018-2027.ts';
import { dayOf, endOfDay, type Day } from '../calendar/time.ts';
import type { Dossier } from '../dossiers/dossier.ts';
import { fold } from '../dossiers/fold.ts';
import { addCounts, FIGURES, figureOf, figuresOf, noCounts, tallyOf, type Tally } from './tally.ts';

const calendar = vietnamCalendar();

type Rest = Parameters<typeof aSnapshot>[0] & { agencyId?: number };
let serial = 0;

/** A dossier as its last snapshot tells it, arrived on the day of its last event. */
function dossier({ agencyId = 1, ...rest }: Rest): Dossier {
	const code = `H21.01-261102-${String(++serial).padStart(4, '0')}`;
	return fold([told(at('2027-06-30'), aSnapshot({ ...rest, code }), { agencyId })], PLAIN_RULES);
}

/** The figures of a month up to its end, or as at another instant. */
function figures(
	dossiers: Dossier[],
	from: Day,
	to: Day,
	when = endOfDay(to),
	agencyId?: number
): Tally {
	const counts = noCounts();
	const horizon = {
		dueSoonUntil: latestDueWithin(calendar, DEFAULT_OFFICE_HOURS, when, 480),
		awaitingSince: earliestStartWithin(calendar, DEFAULT_OFFICE_HOURS, when, 480)
	};
	for (const { spans } of dossiers) {
		const held = spans.find((span) => span.from <= when && when < span.to)?.state;
		if (!held || (agencyId !== undefined && held.agencyId !== agencyId)) continue;
		const own = noCounts();
		for (const key of figuresOf(held, { at: when, from, to, horizon })) own[key] = 1;
		addCounts(counts, own);
	}
	return tallyOf(counts);
}

const november = (dossiers: Dossier[]) => figures(dossiers, '2026-11-01', '2026-11-30');

function expectToAddUp(tally: Tally): void {
	expect(tally.received + tally.carriedOver).toBe(
		tally.resolved.total + tally.ended.withdrawn + tally.ended.stopped + tally.open.total
	);
}

describe('what a dossier counts as', () => {
	test('T1 without an appointment: neither early nor late, neither in time nor overdue', () => {
		const tally = november([
			dossier({ dueAt: null }),
			dossier({ dueAt: null, status: 9, finishedAt: '2026-11-10' })
		]);
		expect(tally.resolved).toMatchObject({ early: 0, onTime: 0, late: 0, noDue: 1, total: 1 });
		expect(tally.open).toMatchObject({ inTime: 0, overdue: 0, noDue: 1, total: 1 });
		expect(tally.rates).toEqual({ onTimeOrEarly: null, late: null, lateByPromise: null });
	});

	test('T2 paused past its day: open, and not overdue', () => {
		const paused = dossier({
			status: 5,
			dueAt: '2026-11-16 17:00',
			supplements: [aSupplement({ requestedAt: '2026-11-04' })]
		});
		const tally = november([paused]);
		expect(tally.open).toMatchObject({ paused: 1, overdue: 0, dueSoon: 0, inTime: 0, total: 1 });
		expect(tally.received).toBe(1);
	});

	test('T3 overdue since an earlier month: in the figures of this month', () => {
		const old = dossier({ receivedAt: '2026-09-01', dueAt: '2026-09-20' });
		const tally = november([old]);
		expect(tally.open.overdue).toBe(1);
		expect([tally.received, tally.carriedOver]).toEqual([0, 1]);
	});

	test('overdue and late are never one number', () => {
		const tally = november([
			dossier({ dueAt: '2026-11-16' }),
			dossier({ dueAt: '2026-11-16', status: 9, finishedAt: '2026-11-18' })
		]);
		expect([tally.resolved.late, tally.open.overdue]).toEqual([1, 1]);
		expect(tally.rates.late).toBe(1);
	});

	test('waiting for its reception: in no figure but its own', () => {
		const waiting = dossier({ status: 1, receivedAt: null, submittedAt: '2026-11-10 08:00' });
		const tally = november([waiting]);
		expect(tally.awaiting).toEqual({ total: 1, overdue: 1 });
		expect(FIGURES.filter((figure) => figureOf(tally, figure) > 0)).toEqual([
			'awaiting.total',
			'awaiting.overdue'
		]);
	});

	test('refused at reception: counted on its day, and received by nobody', () => {
		const refused = dossier({
			status: 3,
			receivedAt: null,
			submittedAt: '2026-10-30',
			refusedAt: '2026-11-02',
			dueAt: null
		});
		expect(november([refused])).toMatchObject({ refused: 1, received: 0, carriedOver: 0 });
		expect(figures([refused], '2026-12-01', '2026-12-31').refused).toBe(0);
		expect(figures([refused], '2026-10-01', '2026-10-31').awaiting.total).toBe(1);
	});

	test('withdrawn before its reception: came and went on one day', () => {
		const tally = november([
			dossier({ status: 7, receivedAt: null, submittedAt: '2026-10-30', finishedAt: '2026-11-03' })
		]);
		expect(tally).toMatchObject({ received: 1, ended: { withdrawn: 1 } });
		expectToAddUp(tally);
	});

	test.each([
		[3, 'refused'],
		[7, 'ended.withdrawn'],
		[8, 'ended.stopped']
	] as const)(
		'ended by %i when already past its day: it does not vanish from sight',
		(status, figure) => {
			const ended = (day: string) =>
				dossier({
					status,
					finishedAt: day,
					refusedAt: status === 3 ? day : null,
					dueAt: '2026-11-16'
				});
			const late = november([ended('2026-11-17')]);
			expect([figureOf(late, figure), late.ended.afterDue]).toEqual([1, 1]);
			const inTime = november([ended('2026-11-16')]);
			expect([figureOf(inTime, figure), inTime.ended.afterDue]).toEqual([1, 0]);
		}
	);

	test('stopped, then the notice handed over in the next month: stopped in the month of the stop', () => {
		const stopped = dossier({
			status: 10,
			finishedAt: '2026-11-27',
			returnedAt: '2026-12-02',
			dueAt: '2026-12-20'
		});
		const story = fold(
			[
				told('2026-11-27 08:05', aSnapshot({ status: 8, finishedAt: '2026-11-27' })),
				told(
					'2026-12-02 08:05',
					aSnapshot({ status: 10, finishedAt: '2026-11-27', returnedAt: '2026-12-02' })
				)
			],
			PLAIN_RULES
		);
		expect(figures([story], '2026-11-01', '2026-11-30', at('2026-12-10')).ended.stopped).toBe(1);
		expect(figures([story], '2026-12-01', '2026-12-31').ended.stopped).toBe(0);
		// Nobody told that it was stopped: then 10 means that a result was returned.
		expect(november([stopped]).resolved.total).toBe(1);
	});

	test('a result not handed over is told as at now, whenever it was finished', () => {
		const ready = dossier({ receivedAt: '2026-09-01', status: 9, finishedAt: '2026-09-10' });
		const tally = november([ready]);
		expect(tally.resolved).toMatchObject({ total: 0, notHandedOver: 1 });
	});

	test('moved dossiers are counted among the open and those resolved in the period', () => {
		const moved = (rest: Rest) =>
			dossier({
				...rest,
				dueAt: '2026-11-23 17:00',
				supplements: [
					aSupplement({
						requestedAt: '2026-09-03',
						receivedAt: '2026-09-07',
						dueBefore: '2026-11-16 17:00',
						dueAfter: '2026-11-23 17:00'
					})
				]
			});
		const early = { receivedAt: '2026-09-01' };
		const tally = november([
			moved({ ...early }),
			moved({ ...early, status: 9, finishedAt: '2026-11-20' }),
			moved({ ...early, status: 9, finishedAt: '2026-10-20' }),
			moved({ ...early, status: 7, finishedAt: '2026-11-20' })
		]);
		expect(tally.movedDue).toBe(2);
	});
});

describe('T4 a month has 28, 29, 30 or 31 days', () => {
	test.each([
		['2026-02-01', '2026-02-28'],
		['2028-02-01', '2028-02-29'],
		['2026-04-01', '2026-04-30'],
		['2026-12-01', '2026-12-31']
	])('%s to %s, both included', (from, to) => {
		const next = new Date(Date.parse(`${to}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
		const arrived = at('2030-01-01');
		const at0 = (receivedAt: string, code: string) =>
			fold([told(arrived, aSnapshot({ receivedAt, code, dueAt: null }))], PLAIN_RULES);
		const all = [
			at0(`${from} 00:00`, 'H21.01-260101-0001'),
			at0(`${to} 23:59:59`, 'H21.01-260101-0002'),
			at0(`${next} 00:00`, 'H21.01-260101-0003')
		];
		expect(figures(all, from, to).received).toBe(2);
		expect(figures(all, from, to, at(`${next} 12:00`)).received).toBe(2);
	});
});

describe('T9 a rate', () => {
	const resolved = (finishedAt: string) =>
		dossier({ status: 10, finishedAt, returnedAt: finishedAt, dueAt: '2026-11-16 17:00' });

	test('with nothing to divide by is null', () => {
		expect(november([]).rates).toEqual({ onTimeOrEarly: null, late: null, lateByPromise: null });
		expect(november([dossier({})]).rates.late).toBeNull();
	});

	test('of 1 in 3 is a third', () => {
		const tally = november([
			resolved('2026-11-12'),
			resolved('2026-11-16'),
			resolved('2026-11-17')
		]);
		expect(tally.resolved).toMatchObject({ early: 1, onTime: 1, late: 1, total: 3 });
		expect(tally.rates.late).toBeCloseTo(1 / 3, 15);
		expect(tally.rates.onTimeOrEarly).toBeCloseTo(2 / 3, 15);
	});

	test('leaves out what had no appointment', () => {
		const tally = november([
			resolved('2026-11-17'),
			dossier({ status: 9, finishedAt: '2026-11-17', dueAt: null })
		]);
		expect(tally.rates).toEqual({ onTimeOrEarly: 0, late: 1, lateByPromise: 1 });
	});

	test('by the promise does not improve when an appointment is moved without ground', () => {
		const first = aSnapshot({ status: 2, dueAt: '2026-11-16 17:00' });
		const story = fold(
			[
				told('2026-11-02 08:05', first),
				told('2026-11-13 08:05', { ...first, status: 4, dueAt: at('2026-11-20 17:00') }),
				told('2026-11-19 08:05', {
					...first,
					status: 9,
					dueAt: at('2026-11-20 17:00'),
					finishedAt: at('2026-11-19')
				})
			],
			PLAIN_RULES
		);
		const tally = november([story]);
		expect(tally.resolved).toMatchObject({ early: 1, late: 0, lateByPromise: 1 });
		expect(tally.rates).toEqual({ onTimeOrEarly: 1, late: 0, lateByPromise: 1 });
	});
});

describe('T15 a dossier that two agencies handle', () => {
	test('counts once in the province, for the agency that answers at that time', () => {
		const shared = fold(
			[
				told('2026-11-02 08:05', aSnapshot({ status: 2 }), { agencyId: 1 }),
				told('2026-11-09 08:05', aSnapshot({ status: 4, agencyName: 'Sở Tư pháp' }), {
					agencyId: 2
				})
			],
			PLAIN_RULES
		);
		const open = (day: Day, agencyId?: number) =>
			figures([shared], '2026-11-01', day, endOfDay(day), agencyId).open.total;
		expect([open('2026-11-08'), open('2026-11-08', 1), open('2026-11-08', 2)]).toEqual([1, 1, 0]);
		expect([open('2026-11-10'), open('2026-11-10', 1), open('2026-11-10', 2)]).toEqual([1, 0, 1]);
	});
});

test('one month after another, what was open is carried over and everything adds up', () => {
	const dossiers = [
		dossier({ receivedAt: '2026-09-15', status: 9, finishedAt: '2026-11-05' }),
		dossier({ receivedAt: '2026-10-31 16:00', status: 7, finishedAt: '2026-11-02' }),
		dossier({ receivedAt: '2026-11-01', status: 8, finishedAt: '2026-12-01' }),
		dossier({ receivedAt: '2026-11-30', dueAt: '2027-01-10' }),
		dossier({
			receivedAt: '2026-10-10',
			status: 10,
			finishedAt: '2026-10-31',
			returnedAt: '2026-11-03'
		})
	];
	const months: [Day, Day][] = [
		['2026-09-01', '2026-09-30'],
		['2026-10-01', '2026-10-31'],
		['2026-11-01', '2026-11-30'],
		['2026-12-01', '2026-12-31']
	];
	const tallies = months.map(([from, to]) => figures(dossiers, from, to));
	for (const tally of tallies) expectToAddUp(tally);
	tallies.slice(1).forEach((tally, i) => expect(tally.carriedOver).toBe(tallies[i]?.open.total));
	expect(tallies.map(({ received }) => received)).toEqual([1, 2, 2, 0]);
	expect(tallies.map(({ resolved }) => resolved.total)).toEqual([0, 1, 1, 0]);
});

test('the same month as at an earlier day tells the state of that day', () => {
	const late = dossier({ dueAt: '2026-11-16', status: 9, finishedAt: '2026-11-18' });
	const on = (day: Day) => figures([late], '2026-11-01', day);
	expect(on('2026-11-16').open.dueSoon).toBe(1);
	expect(on('2026-11-17')).toMatchObject({ open: { overdue: 1 }, resolved: { late: 0 } });
	expect(on('2026-11-18')).toMatchObject({ open: { overdue: 0 }, resolved: { late: 1 } });
});

test('steps without a dossier count for nobody', () => {
	const steps = fold([told('2026-11-05', aStep('2026-11-05', 9))], PLAIN_RULES);
	const tally = november([steps]);
	expect(FIGURES.filter((figure) => figureOf(tally, figure) > 0)).toEqual([]);
});

describe('the golden figures of letter 3035/UBND-TH: 8.470 resolved, 179 late, 13 overdue', () => {
	const counts = noCounts();
	Object.assign(counts, {
		'resolved.early': 5000,
		'resolved.onTime': 3291,
		'resolved.late': 179,
		'resolved.total': 8470,
		'open.overdue': 13,
		'open.total': 13,
		received: 8483
	});
	const tally = tallyOf(counts);

	test('late 2,11 %, on time or early 97,89 %', () => {
		expect(((tally.rates.late ?? 0) * 100).toFixed(2)).toBe('2.11');
		expect(((tally.rates.onTimeOrEarly ?? 0) * 100).toFixed(2)).toBe('97.89');
		expectToAddUp(tally);
	});

	test('no figure is the sum of late and overdue', () => {
		expect(FIGURES.map((figure) => figureOf(tally, figure))).not.toContain(192);
		const numbers =
			JSON.stringify(tally)
				.match(/\d+(\.\d+)?/g)
				?.map(Number) ?? [];
		expect(numbers).not.toContain(192);
		for (const rate of numbers.filter((n) => n < 1)) expect(rate).not.toBeCloseTo(192 / 8470, 6);
	});

	test('every figure that may be asked for is a number of the tally', () => {
		for (const figure of FIGURES) expect(figureOf(tally, figure)).toBe(counts[figure]);
	});

	test('the day that a dossier is resolved decides, in Asia/Ho_Chi_Minh', () => {
		const night = dossier({
			dueAt: '2026-11-16 17:00',
			status: 9,
			finishedAt: '2026-11-17 00:00:01'
		});
		expect(dayOf(at('2026-11-17 00:00:01'))).toBe('2026-11-17');
		expect(november([night]).resolved.late).toBe(1);
	});
});
