import { expect, it } from 'vitest';
import { between, moved, resized } from './mask.ts';

const MASK = { x: 0.5, y: 0.5, width: 0.25, height: 0.125 };

it('a mask lies between two corners, in whatever order they are named', () => {
	expect(between({ x: 0.75, y: 0.625 }, { x: 0.5, y: 0.5 })).toEqual(MASK);
});

it('a mask is moved whole, to the edge of the picture and not beyond', () => {
	expect(moved(MASK, { x: 0.125, y: -0.25 })).toEqual({ ...MASK, x: 0.625, y: 0.25 });
	expect(moved(MASK, { x: 9, y: 9 })).toEqual({ ...MASK, x: 0.75, y: 0.875 });
	expect(moved(MASK, { x: -9, y: -9 })).toEqual({ ...MASK, x: 0, y: 0 });
});

it('a mask grows to the edge of the picture, and never shrinks to nothing', () => {
	expect(resized(MASK, { x: 9, y: 9 })).toEqual({ ...MASK, width: 0.5, height: 0.5 });
	const least = resized(MASK, { x: -9, y: -9 });
	expect(least.width).toBeGreaterThan(0);
	expect(least.height).toBeGreaterThan(0);
});
