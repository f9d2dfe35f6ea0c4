import { expect, test } from 'vitest';
import { crosses, thresholdOn, type ThresholdValue } from './thresholds.ts';

const LATE: ThresholdValue[] = [
	{ id: 2, indicator: 'late', value: 3, validFrom: '2026-07-01', document: '2/TB-UBND' },
	{ id: 1, indicator: 'late', value: 5, validFrom: '2026-01-01', document: '1/TB-UBND' }
];

test('a threshold holds from its day until the next one begins, and none before the first', () => {
	expect(thresholdOn(LATE, 'late', '2025-12-31')).toBeNull();
	expect(thresholdOn(LATE, 'late', '2026-06-30')?.value).toBe(5);
	expect(thresholdOn(LATE, 'late', '2026-07-01')?.value).toBe(3);
	expect(thresholdOn(LATE, 'overdue', '2026-07-01')).toBeNull();
});

test('of two decided for one day the later decision holds', () => {
	const corrected = [...LATE, { ...(LATE[0] as ThresholdValue), id: 3, value: 2.5 }];
	expect(thresholdOn(corrected, 'late', '2026-11-20')?.value).toBe(2.5);
});

test('a rate is high from the value on, and low below it; with nothing to divide by, neither', () => {
	expect(crosses('late', 0.025, 2.5)).toBe(true);
	expect(crosses('late', 25 / 1000, 2.5)).toBe(true);
	expect(crosses('late', 0.0249, 2.5)).toBe(false);
	expect(crosses('onTimeOrEarly', 0.95, 95)).toBe(false);
	expect(crosses('onTimeOrEarly', 0.9499, 95)).toBe(true);
	expect(crosses('late', null, 0)).toBe(false);
});
