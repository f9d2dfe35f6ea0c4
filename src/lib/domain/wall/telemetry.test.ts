import { describe, expect, it } from 'vitest';
import { telemetryAfter } from './telemetry.ts';

describe('how a wall fares', () => {
	it('keeps what it says, and what it cannot measure as unknown', () => {
		expect(telemetryAfter(null, { heapMb: 41, fps: 60 }, 1000)).toEqual({
			...{ reconnects: 0, heapMb: 41, fps: 60, uptimeMinutes: null, reconnectedAt: [] }
		});
	});

	it('remembers when its connection last came back, five times at most', () => {
		let kept = telemetryAfter(null, { reconnects: 0 }, 0);
		for (let at = 1; at <= 7; at += 1) kept = telemetryAfter(kept, { reconnects: at }, at);
		kept = telemetryAfter(kept, { reconnects: 7 }, 8);
		expect(kept.reconnects).toBe(7);
		expect(kept.reconnectedAt).toEqual([7, 6, 5, 4, 3]);
	});

	it('a page loaded anew counts from nothing, and its first reconnect is one', () => {
		const before = telemetryAfter(null, { reconnects: 4 }, 1);
		const anew = telemetryAfter(before, { reconnects: 0 }, 2);
		expect(anew.reconnectedAt).toEqual([1]);
		expect(telemetryAfter(anew, { reconnects: 1 }, 3).reconnectedAt).toEqual([3, 1]);
	});
});
