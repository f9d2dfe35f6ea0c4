import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { at } from '../../../../tests/makers/story.ts';
import { closedTogether, muchUnsolved, type Ended } from './agency-signs.ts';
import { apologySigns, moveIsApologised, type ApologyOnRecord } from './apology.ts';
import { candidatesIn, draw, snapshotOf, weightOf } from './sample.ts';

const PUBLISHED = '1a413b4732356951927b85c9a4d67f23eb891afe764577d30ccae59f678acdf3';
const DRAWN = [
	'H21.01-261102-0005',
	'H21.01-261102-0034',
	'H21.01-261102-0029',
	'H21.01-261102-0011',
	'H21.01-261102-0032'
];

describe('what is asked about an apology (due on Monday 16 November 2026)', () => {
	const due = { dueOn: '2026-11-16', finishedOn: null, open: true };
	const LIMITS = { daysBefore: 1, reappointmentsAtMost: 1 };
	const letter = (issuedOn: string, rest: Partial<ApologyOnRecord> = {}): ApologyOnRecord => ({
		...{ issuedOn, oldDueOn: '2026-11-16', newDueOn: null },
		...rest
	});
	const RECORDED = '2026-11-01';
	test.each([
		['overdue without one', due, [], RECORDED, '2026-11-17', ['N08']],
		['on the day itself nothing is late yet', due, [], RECORDED, '2026-11-16', []],
		['in time, the day before', due, [letter('2026-11-15')], RECORDED, '2026-11-17', []],
		['on the day of the appointment', due, [letter('2026-11-16')], RECORDED, '2026-11-17', ['N09']],
		[
			'a second one later is no sign',
			due,
			[letter('2026-11-20'), letter('2026-11-13')],
			RECORDED,
			'2026-11-23',
			[]
		],
		[
			'too late for the first appointment, though the new one was kept',
			{ ...due, dueOn: '2026-11-20', open: false, finishedOn: '2026-11-19' },
			[letter('2026-11-17', { newDueOn: '2026-11-20' })],
			RECORDED,
			'2026-12-01',
			['N09']
		],
		[
			'a second new appointment',
			{ ...due, dueOn: '2026-11-27' },
			[
				letter('2026-11-13', { newDueOn: '2026-11-20' }),
				letter('2026-11-19', { oldDueOn: '2026-11-20', newDueOn: '2026-11-27' })
			],
			RECORDED,
			'2026-11-20',
			['N10']
		],
		[
			'finished late',
			{ ...due, open: false, finishedOn: '2026-11-18' },
			[],
			RECORDED,
			'2026-12-01',
			['N08']
		],
		[
			'finished in time',
			{ ...due, open: false, finishedOn: '2026-11-16' },
			[],
			RECORDED,
			'2026-12-01',
			[]
		],
		['stopped', { ...due, open: false }, [], RECORDED, '2026-12-01', []],
		['nobody records apologies there', due, [], null, '2026-12-01', []],
		['recording began after the appointment', due, [], '2026-11-17', '2026-12-01', []],
		['no appointment', { ...due, dueOn: null }, [], RECORDED, '2026-12-01', []]
	])('%s', (_, promised, apologies, since, on, asked) => {
		expect(apologySigns(promised, apologies, since, on, LIMITS)).toEqual(asked);
	});

	test('a move to the day that a letter gave has its ground, a second move has not', () => {
		const given = [letter('2026-11-13', { newDueOn: '2026-11-20' })];
		expect(moveIsApologised('2026-11-20', given, false)).toBe(true);
		expect(moveIsApologised('2026-11-20', given, true)).toBe(false);
		expect(moveIsApologised('2026-11-23', given, false)).toBe(false);
		expect(moveIsApologised('2026-11-20', [], false)).toBe(false);
	});
});

describe('what is asked about an agency', () => {
	const resolved = (n: number, when: string): Ended => ({
		code: `A-${n}`,
		phase: 'resolved',
		closedOn: when.slice(0, 10),
		finishedAt: at(when)
	});
	test('many finished within one minute, and not those of the next', () => {
		const ended = [
			resolved(1, '2026-11-13 16:59:00'),
			resolved(2, '2026-11-13 16:59:31'),
			resolved(3, '2026-11-13 16:59:59'),
			resolved(4, '2026-11-13 17:00:00')
		];
		expect(closedTogether(ended, () => 3)).toEqual(['A-1', 'A-2', 'A-3']);
		expect(closedTogether(ended, () => 4)).toEqual([]);
	});

	test('a share above the threshold, exactly on it is none', () => {
		const ended = (unsolved: number, all: number): Ended[] =>
			Array.from({ length: all }, (_, n) => ({
				...resolved(n, '2026-11-13 10:00'),
				phase: n < unsolved ? 'stopped' : 'resolved'
			}));
		expect(muchUnsolved(ended(4, 20), 20, 20)).toEqual([]);
		expect(muchUnsolved(ended(5, 20), 20, 20)).toHaveLength(5);
		expect(muchUnsolved(ended(19, 19), 20, 20)).toEqual([]);
	});
});

describe('the fair sample', () => {
	const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
	const population = Array.from({ length: 40 }, (_, n) => ({
		code: `H21.01-261102-${String(n).padStart(4, '0')}`,
		weight: weightOf(n % 7)
	}));
	const snapshot = snapshotOf(population.toReversed());

	test('same seed and snapshot: the same dossiers, on every machine', () => {
		// Written down once, and drawn again by other programs from the description in the decision.
		expect(sha256(snapshot)).toBe(PUBLISHED);
		expect(draw(snapshot, { seed: 'Xổ số 20/11/2026: 40718', size: 5 }, sha256)).toEqual(DRAWN);
	});

	test('another seed, or one line changed: another sample', () => {
		const one = draw(snapshot, { seed: 'a', size: 5 }, sha256);
		expect(draw(snapshot, { seed: 'b', size: 5 }, sha256)).not.toEqual(one);
		expect(draw(snapshot.replace('\t1\n', '\t2\n'), { seed: 'a', size: 5 }, sha256)).not.toEqual(
			one
		);
	});

	test('nobody is drawn twice, and all are drawn when all are asked for', () => {
		const all = draw(snapshot, { seed: 'a', size: 100 }, sha256);
		expect(all).toHaveLength(40);
		expect(new Set(all).size).toBe(40);
	});

	test('what has nine chances is drawn about nine times as often as what has one', () => {
		const two = snapshotOf([
			{ code: 'A', weight: 1 },
			{ code: 'B', weight: 9 }
		]);
		const firsts = Array.from({ length: 2000 }, (_, n) =>
			draw(two, { seed: String(n), size: 1 }, sha256).join('')
		);
		const share = firsts.filter((code) => code === 'B').length / 2000;
		expect(share).toBeGreaterThan(0.87);
		expect(share).toBeLessThan(0.93);
	});

	test('a snapshot that somebody wrote otherwise is none', () => {
		expect(candidatesIn('A\t0\n')).toBe(null);
		expect(candidatesIn('A 1\n')).toBe(null);
		expect(candidatesIn('A\t1')).toBe(null);
		expect(candidatesIn('')).toEqual([]);
	});
});
