import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shareOf } from '../reports/shares.ts';
import { FIGURES, noCounts, tallyOf, type Counts } from '../reports/tally.ts';
import { INDICATOR_NAMES } from '../settings/thresholds.ts';
import type { WallGroup, WallLimits } from './board.ts';
import { isRanked, overBy, overThreshold } from './over.ts';

function anAgency(name: string, counts: Partial<Counts>, group: WallGroup = 'department') {
	const freshness = { lastEventAt: null, lastArrivalAt: null, stale: false };
	return { name, group, tally: tallyOf({ ...noCounts(), ...counts }), freshness };
}
const limit = (value: number) => ({ value, document: '20/TB-UBND' });
const LATE_5: WallLimits = { late: limit(5) };
const late = (n: number, of: number): Partial<Counts> => ({
	'resolved.late': n,
	'resolved.onTime': of - n,
	'resolved.total': of
});

describe('over a threshold', () => {
	it('is who reaches it: 5 % is over 5 %, as the mark of the desk has it', () => {
		expect(overBy(anAgency('', late(5, 100)).tally, LATE_5)).toEqual(['late']);
		expect(overBy(anAgency('', late(4, 100)).tally, LATE_5)).toEqual([]);
	});

	it('is nobody who resolved nothing, and nobody while the office has set none', () => {
		expect(overBy(anAgency('', {}).tally, LATE_5)).toEqual([]);
		expect(overThreshold([anAgency('Sở Y tế', late(50, 100))], {})).toEqual([]);
	});

	it('names an agency once, those over most first', () => {
		const limits = { ...LATE_5, overdue: limit(20) };
		const over = overThreshold(
			[
				anAgency('Sở Tư pháp', late(0, 100)),
				anAgency('Sở Xây dựng', late(9, 100)),
				anAgency('Sở Y tế', { ...late(9, 100), 'open.overdue': 3, 'open.total': 9 }),
				anAgency('Sở Công Thương', { 'open.overdue': 8, 'open.total': 9 })
			],
			limits
		);
		expect(over.map(({ agency, by }) => [agency.name, by])).toEqual([
			['Sở Y tế', ['late', 'overdue']],
			['Sở Công Thương', ['overdue']],
			['Sở Xây dựng', ['late']]
		]);
	});

	it('leaves out central branches, and those who are silent', () => {
		const silent = anAgency('UBND xã Ia Krái', late(9, 10), 'commune');
		silent.freshness.stale = true;
		const agencies = [anAgency('Công an tỉnh', late(9, 10), 'vertical'), silent];
		expect(overThreshold(agencies, LATE_5)).toEqual([]);
		expect(overThreshold(agencies, LATE_5, () => false)).toHaveLength(1);
	});

	it('late moves nothing of overdue, nor overdue of late: they are never added', () => {
		const count = fc.nat({ max: 1000 });
		fc.assert(
			fc.property(fc.record(Object.fromEntries(FIGURES.map((f) => [f, count]))), (random) => {
				const counts: Counts = { ...noCounts(), ...random };
				const more = (change: Partial<Counts>) => tallyOf({ ...counts, ...change });
				const [tally, later, moreOverdue] = [
					tallyOf(counts),
					more({ 'resolved.late': counts['resolved.late'] + 7 }),
					more({ 'open.overdue': counts['open.overdue'] + 7 })
				];
				for (const name of INDICATOR_NAMES) {
					const ofOpen = name === 'overdue' || name === 'awaitingOverdue';
					expect(shareOf(ofOpen ? later : moreOverdue, name)).toBe(shareOf(tally, name));
				}
			})
		);
	});
});

describe('ranked', () => {
	it('is who answers to the Chairman, speaks, and has resolved thirty', () => {
		expect(isRanked(anAgency('', late(0, 30)))).toBe(true);
		expect(isRanked(anAgency('', late(0, 29)))).toBe(false);
		expect(isRanked(anAgency('', late(0, 30), 'vertical'))).toBe(false);
		expect(isRanked(anAgency('', late(0, 30)), true)).toBe(false);
	});
});
