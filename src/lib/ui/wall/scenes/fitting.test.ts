import { describe, expect, it } from 'vitest';
import { fitting } from './fitting.ts';

const room = { height: 500, more: 50 };
const of = (name: string) => (name.endsWith('!') ? 150 : 100);
const seen = (names: string[], silent: (name: string) => boolean = () => false) =>
	fitting(names, [{ of, room }], silent);

describe('what stands on a wall that has not room for all', () => {
	it('is the first of the list, and the others are counted', () => {
		expect(seen(['a', 'b', 'c', 'd', 'e'])).toEqual({ shown: ['a', 'b', 'c', 'd', 'e'], more: 0 });
		expect(seen(['a', 'b', 'c', 'd', 'e', 'f'])).toEqual({ shown: ['a', 'b', 'c', 'd'], more: 2 });
		expect(seen([])).toEqual({ shown: [], more: 0 });
	});

	it('is an agency that fell silent, though it comes last and others are taller than they were', () => {
		const silent = (name: string) => name === 'g';
		expect(seen(['a', 'b', 'c', 'd', 'e', 'f', 'g'], silent)).toEqual({
			shown: ['a', 'b', 'c', 'g'],
			more: 3
		});
		expect(seen(['a!', 'b', 'c', 'd', 'e', 'f', 'g'], silent)).toEqual({
			shown: ['a!', 'b', 'c', 'g'],
			more: 3
		});
	});

	it('is never without the three worst, however many fell silent', () => {
		const silent = (name: string) => name > 'c';
		expect(seen(['a', 'b', 'c', 'd', 'e', 'f', 'g'], silent).shown).toEqual(['a', 'b', 'c', 'd']);
		expect(seen(['a!', 'b!', 'c!', 'd', 'e'], silent).shown).toEqual(['a!', 'b!', 'c!']);
	});

	it('fits lying and standing', () => {
		const narrow = { of: () => 200, room };
		expect(fitting(['a', 'b', 'c'], [{ of, room }, narrow]).shown).toEqual(['a', 'b']);
	});
});
