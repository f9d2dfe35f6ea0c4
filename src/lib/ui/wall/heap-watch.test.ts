import { expect, it } from 'vitest';
import { heapWatch } from './heap-watch.ts';

const MINUTE = 60_000;

/** The minutes at which a page would be taken anew, by what it needs in each. */
function minutes(heapAt: (minute: number) => number | null, last: number): number[] {
	const watch = heapWatch();
	return Array.from({ length: last }, (_, minute) => minute).filter((minute) =>
		watch.sample(heapAt(minute), minute * MINUTE)
	);
}

it('a page that needs what it always needed is left alone, whatever waits for collection', () => {
	expect(minutes((minute) => 30 + (minute % 5) * 12, 600)).toEqual([]);
	expect(minutes((minute) => (minute % 10 === 0 ? 400 : 30), 600)).toEqual([]);
});

it('a page that grows is taken anew before the browser ends it', () => {
	expect(minutes((minute) => 30 + minute, 600)[0]).toBe(63);
	expect(minutes((minute) => 100 + minute / 2, 600)[0]).toBe(103);
});

it('never within an hour of the last time, and never where the browser says nothing', () => {
	expect(minutes(() => 500, 60)).toEqual([]);
	expect(minutes(() => 500, 61)).toEqual([60]);
	expect(minutes(() => null, 600)).toEqual([]);
});
