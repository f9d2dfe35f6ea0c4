import { describe, expect, it } from 'vitest';
import { segmentsOf } from './segments.ts';

const TEXT = '1. Sở A rà soát. - Sở B góp ý. Hết.';

describe('a text with marked passages', () => {
	it('is whole again when its pieces are put together', () => {
		const passages = [
			{ id: 'a', from: 3, to: 30 },
			{ id: 'b', from: 17, to: 30 },
			{ id: 'outside', from: 20, to: 900 }
		];
		expect(
			segmentsOf(TEXT, passages)
				.map(({ text }) => text)
				.join('')
		).toBe(TEXT);
		expect(segmentsOf(TEXT, []).map(({ ids }) => ids)).toEqual([[]]);
		expect(segmentsOf('', passages)).toEqual([]);
	});

	it('gives what lies in two passages to the narrower one first', () => {
		const [, first, second] = segmentsOf(TEXT, [
			{ id: 'a', from: 3, to: 30 },
			{ id: 'b', from: 17, to: 30 }
		]);
		expect([first?.ids, second?.ids]).toEqual([['a'], ['b', 'a']]);
		expect(second?.text).toBe('- Sở B góp ý.');
	});
});
