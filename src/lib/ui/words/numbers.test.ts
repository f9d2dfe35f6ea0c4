import { expect, it } from 'vitest';
import { formatCount, formatPoints, formatRate } from './numbers.ts';

it('numbers are written as the province writes them', () => {
	expect(formatCount(8470)).toBe('8.470');
	expect(formatCount(1234567)).toBe('1.234.567');
	expect(formatCount(179)).toBe('179');
	expect(formatCount(0)).toBe('0');
	expect(formatRate(179 / 8470)).toBe('2,11\u00a0%');
});

it('T9: nothing returned is a dash, and one of three is 33,33 %, not 33', () => {
	expect(formatRate(null)).toBe('—');
	expect(formatRate(1 / 3)).toBe('33,33\u00a0%');
	expect(formatRate(1 / 3, 1)).toBe('33,3\u00a0%');
});

it('a single late dossier never disappears in the rounding', () => {
	expect(formatRate(99_999 / 100_000)).toBe('99,99\u00a0%');
	expect(formatRate(1 / 100_000)).toBe('0,01\u00a0%');
	expect(formatRate(1)).toBe('100,00\u00a0%');
	expect(formatRate(0)).toBe('0,00\u00a0%');
});

it('a change of a rate is told in points, with its sign', () => {
	expect(formatPoints(0.0311, 0.0211)).toBe('+1,00');
	expect(formatPoints(0.01, 0.0211)).toBe('−1,11');
	expect(formatPoints(0.01, null)).toBeNull();
});
