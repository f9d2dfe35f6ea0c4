import { describe, expect, it } from 'vitest';
import { noCounts, tallyOf } from '../reports/tally.ts';
import type { WallGroup } from './board.ts';
import { severeChanges, type SevereState } from './severe.ts';

interface Facts {
	late?: number;
	overdue?: number;
	group?: WallGroup;
	stale?: boolean;
}

/** Each has resolved a hundred; 5 % late are too many. */
function aState(agencies: Record<string, Facts>, rest: Partial<SevereState> = {}): SevereState {
	return {
		...{ from: '2026-11-01', to: '2026-11-20', scope: null },
		...{ limits: { late: { value: 5, document: '20/TB-UBND' } } },
		agencies: Object.entries(agencies).map(
			([code, { late = 0, overdue = 0, group = 'department', stale = false }]) => ({
				code,
				group,
				freshness: { lastEventAt: null, lastArrivalAt: null, stale },
				tally: tallyOf({
					...noCounts(),
					...{ 'resolved.late': late, 'resolved.onTime': 100 - late, 'resolved.total': 100 },
					...{ 'open.overdue': overdue, 'open.total': overdue }
				})
			})
		),
		...rest
	};
}

describe('a severe change', () => {
	it('is an agency that crosses a threshold, on the scene that shows it', () => {
		const before = aState({ a: { late: 4 }, b: { late: 4, group: 'commune' }, c: { late: 9 } });
		const after = aState({ a: { late: 5 }, b: { late: 6, group: 'commune' }, c: { late: 12 } });
		expect(severeChanges(before, after)).toEqual([
			{ key: 'over:a:late:2026-11-01', scene: 'departments' },
			{ key: 'over:b:late:2026-11-01', scene: 'communes' }
		]);
	});

	it('has the same key when it comes and goes: it is brought forward once', () => {
		const [low, high] = [aState({ a: { late: 4 } }), aState({ a: { late: 6 } })];
		const keys = [severeChanges(low, high), severeChanges(low, aState({ a: { late: 7 } }))].map(
			(changes) => changes.map(({ key }) => key)
		);
		expect(keys[0]).toEqual(keys[1]);
		expect(severeChanges(high, low)).toEqual([]);
	});

	it.each([
		[0, 9, false],
		[0, 10, true],
		[40, 50, true],
		[60, 71, false],
		[60, 72, true],
		[30, 10, false]
	])('is a jump of overdue from %i to %i: %s', (then, now, severe) => {
		const changes = severeChanges(
			aState({ a: { overdue: then } }),
			aState({ a: { overdue: now } })
		);
		expect(changes).toEqual(
			severe ? [{ key: `overdue:a:${then}:2026-11-20`, scene: 'departments' }] : []
		);
	});

	it('goes on growing under the same key, and is another one tomorrow', () => {
		const key = (n: number, to: string) =>
			severeChanges(aState({ a: {} }), aState({ a: { overdue: n } }, { to })).map((one) => one.key);
		expect(key(12, '2026-11-20')).toEqual(key(30, '2026-11-20'));
		expect(key(12, '2026-11-21')).not.toEqual(key(12, '2026-11-20'));
	});

	it('is nothing of a silent agency, a central branch, or one that was not there', () => {
		const bad = { late: 50, overdue: 90 };
		const before = aState({ silent: {}, police: { group: 'vertical' } });
		const after = aState({
			silent: { ...bad, stale: true },
			police: { ...bad, group: 'vertical' },
			new: bad
		});
		expect(severeChanges(before, after)).toEqual([]);
	});

	it('is an agency that speaks again and is over', () => {
		const before = aState({ a: { late: 9, stale: true } });
		expect(severeChanges(before, aState({ a: { late: 9 } }))).toHaveLength(1);
		expect(severeChanges(before, aState({ a: { late: 2 } }))).toEqual([]);
	});

	it('is not that the office has set another threshold, that a month began, or that the wall shows another agency', () => {
		const same = { a: { late: 8 } };
		const strict = { limits: { late: { value: 3, document: '21/TB-UBND' } } };
		expect(severeChanges(aState({ a: { late: 4 } }), aState({ a: { late: 4 } }, strict))).toEqual(
			[]
		);
		expect(severeChanges(aState({ a: {} }, { from: '2026-10-01' }), aState(same))).toEqual([]);
		expect(severeChanges(aState({ a: {} }, { scope: 'H21.01' }), aState(same))).toEqual([]);
	});
});
