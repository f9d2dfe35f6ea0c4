import { describe, expect, it } from 'vitest';
import { noCounts, tallyOf } from '../reports/tally.ts';
import type { DueToday, WallLimits } from './board.ts';
import { todaySentence } from './sentence.ts';

const UNTIL = '2026-11-20T17:00:00.000+07:00';
const LIMITS: WallLimits = {
	late: { value: 5, document: '20/TB-UBND' },
	overdue: { value: 20, document: '20/TB-UBND' }
};

function anAgency(name: string, late: number, overdue: number, stale = false) {
	return {
		name,
		group: 'department' as const,
		freshness: { lastEventAt: null, lastArrivalAt: null, stale },
		tally: tallyOf({
			...noCounts(),
			...{ 'resolved.late': late, 'resolved.onTime': 100 - late, 'resolved.total': 100 },
			...{ 'open.overdue': overdue, 'open.total': 100 }
		})
	};
}
const due = (rest: Partial<DueToday>): DueToday => ({
	...{ total: 0, agencies: [], afterHours: 0, hours: 'open', until: UNTIL, known: true },
	...rest
});
const good = anAgency('Sở Tư pháp', 0, 0);
const bad = anAgency('Sở Xây dựng', 9, 40);

describe('the sentence of today', () => {
	it('counts each agency over any threshold once, and what is due before the office closes', () => {
		const agencies = [good, bad, anAgency('Sở Y tế', 9, 0)];
		const dueToday = due({ total: 12, afterHours: 3 });
		expect(todaySentence({ agencies, limits: LIMITS, dueToday })).toEqual({
			over: 2,
			due: { hours: 'open', count: 12, until: UNTIL },
			silent: 0,
			good: false
		});
	});

	it('says nothing of thresholds that nobody has set, and does not say nobody is over', () => {
		const { over } = todaySentence({ agencies: [bad], limits: {}, dueToday: due({}) });
		expect(over).toBeNull();
	});

	it('after hours tells what was due and has no result yet', () => {
		const dueToday = due({ hours: 'closed', until: null, afterHours: 5 });
		const sentence = todaySentence({ agencies: [good], limits: LIMITS, dueToday });
		expect(sentence.due).toEqual({ hours: 'closed', count: 5 });
		expect(sentence.good).toBe(false);
	});

	it('on a day of rest says so', () => {
		const dueToday = due({ hours: 'rest', until: null });
		expect(todaySentence({ agencies: [good], limits: LIMITS, dueToday })).toEqual({
			over: 0,
			due: { hours: 'rest', count: 0 },
			silent: 0,
			good: true
		});
	});

	it('is a good one when nobody is over and nothing is due', () => {
		const sentence = todaySentence({ agencies: [good], limits: LIMITS, dueToday: due({}) });
		expect(sentence.good).toBe(true);
	});

	it('is no good one while an agency is silent: what it would say is not known', () => {
		const agencies = [good, anAgency('Sở Y tế', 90, 90, true)];
		const sentence = todaySentence({ agencies, limits: LIMITS, dueToday: due({}) });
		expect([sentence.over, sentence.silent, sentence.good]).toEqual([0, 1, false]);
	});

	it('says nothing of what was never counted', () => {
		const dueToday = due({ known: false });
		expect(todaySentence({ agencies: [good], limits: LIMITS, dueToday }).due).toBeNull();
	});
});
