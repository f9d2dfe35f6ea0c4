import { describe, expect, it } from 'vitest';
import { turnOf } from './screen.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const rotatedAt = Date.parse('2026-11-20T08:00:00+07:00');
const later = (ms: number) => rotatedAt + ms;
const overlapping = { rotatedAt, formerUntil: rotatedAt + 90 * 24 * HOUR };
const settled = { rotatedAt, formerUntil: later(10 * MINUTE) };

describe('the token of a wall', () => {
	it('is exchanged once a day', () => {
		expect(turnOf('token', settled, later(24 * HOUR - 1))).toBe('keep');
		expect(turnOf('token', settled, later(24 * HOUR))).toBe('rotate');
	});

	it('that came before it stays good until the new one must have reached the disk', () => {
		expect(turnOf('token', overlapping, later(5 * MINUTE))).toBe('keep');
		expect(turnOf('token', overlapping, later(10 * MINUTE))).toBe('settle');
		expect(turnOf('token', settled, later(11 * MINUTE))).toBe('keep');
	});

	it('is exchanged again for a wall that never got the answer, also after a long holiday', () => {
		expect(turnOf('former', overlapping, later(MINUTE))).toBe('rotate');
		expect(turnOf('former', overlapping, later(9 * 24 * HOUR))).toBe('rotate');
	});

	it('is exchanged once for two requests of one wall that come at the same moment', () => {
		expect(turnOf('former', overlapping, later(20))).toBe('keep');
	});
});
