import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readArray, writeArray } from './array-types.ts';

const asIs = (value: unknown) => value;

describe('lists as PostgreSQL writes them', () => {
	it('reads empty ones, gaps, and texts with commas, quotes and backslashes', () => {
		expect(readArray('{}', asIs)).toEqual([]);
		expect(readArray('{1,NULL,3}', Number)).toEqual([1, null, 3]);
		expect(readArray('{"a, b","say \\"no\\"","NULL","",back\\\\slash}', asIs)).toEqual([
			'a, b',
			'say "no"',
			'NULL',
			'',
			'back\\\\slash'
		]);
	});

	it('refuses lists of lists rather than reading them wrongly', () => {
		expect(() => readArray('{{1,2},{3,4}}', Number)).toThrow(RangeError);
	});

	it('gives back any list of texts that it has written', () => {
		fc.assert(
			fc.property(fc.array(fc.option(fc.string({ unit: 'binary' }))), (list) => {
				expect(readArray(writeArray(list, asIs), asIs)).toEqual(list);
			})
		);
	});
});
