import { expect, test } from '@playwright/test';
import { freePort, openFront } from '../soak/front.ts';
import { soak } from '../soak/soak.ts';
import { ownApp } from '../setup/own-app.ts';

/** A minute and a quarter of `npm run soak`, at the same speed. */
const SPEED = 48;
const HOURS = 1;
const EVERY_HOURS = 0.1;

test('hours of a wall at 240 updates a second leave it as it was: no growth, no stop, no white frame', async ({
	browser
}) => {
	test.setTimeout(600_000);
	const port = await freePort();
	const front = await openFront(`http://127.0.0.1:${port}`);
	const own = await ownApp({
		...{ CLOCK_START: '2026-11-20T15:40:00+07:00', ORIGIN: front.url, PORT: String(port) }
	});
	try {
		const result = await soak({
			...{ browser, front, dataDir: own.dataDir, speed: SPEED },
			...{ hours: HOURS, everyHours: EVERY_HOURS }
		});
		const said = JSON.stringify(result);
		expect(result.stopped, said).toBe(0);
		expect(result.whiteFrames, said).toBe(0);
		expect(result.pictures, said).toBeGreaterThan(20);
		expect(result.reloads, said).toBe(0);
		const after = result.samples.filter(({ hour }) => hour > 0.4);
		const half = Math.floor(after.length / 2);
		// Scenes that have gone are collected when the engine likes: what is never let go is in the least.
		const least = (part: typeof after, of: (one: (typeof after)[number]) => number) =>
			Math.min(...part.map(of));
		for (const [of, more] of [
			[(one: (typeof after)[number]) => one.nodes, 100],
			[(one: (typeof after)[number]) => one.listeners, 5]
		] as const) {
			const [before, later] = [least(after.slice(0, half), of), least(after.slice(half), of)];
			expect(later - before, said).toBeLessThanOrEqual(more);
		}
		// What is kept varies by half a megabyte from one collection to the next: the least of each half
		// differed by 0.06 on a quiet machine. A slope as small as the whole soak's is for the whole soak.
		const heap = (one: (typeof after)[number]) => one.heapMb;
		const grown = least(after.slice(half), heap) - least(after.slice(0, half), heap);
		expect(grown, said).toBeLessThan(0.6);
	} finally {
		await own.remove();
		await front.close();
	}
});
