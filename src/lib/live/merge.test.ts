import { describe, expect, it } from 'vitest';
import { noCounts, tallyOf } from '../domain/reports/tally.ts';
import type { AgencyTallies, Tallies } from './contract.ts';
import { asMessage, isNewer, withTallies, type LiveFigures } from './merge.ts';

function aTally(received: number) {
	return tallyOf({ ...noCounts(), received });
}

function row(code: string, received: number): AgencyTallies {
	const tally = aTally(received);
	const freshness = { lastEventAt: null, lastArrivalAt: null, stale: false };
	return { code, tally, own: tally, freshness };
}

function message(seq: number, rows: AgencyTallies[], rest: Partial<Tallies> = {}): Tallies {
	const asOf = '2026-11-20T09:00:00.000+07:00';
	return { epoch: 'e', seq, asOf, pending: 0, province: aTally(seq), agencies: rows, ...rest };
}

function received(figures: LiveFigures | null) {
	return [...(figures?.agencies.values() ?? [])].map(({ code, own }) => [code, own.received]);
}

describe('figures that were pushed', () => {
	const first = withTallies(null, message(10, [row('A', 1), row('B', 2)]));

	it('lie over those before them, agency by agency', () => {
		const next = withTallies(first, message(11, [row('B', 3)]));
		expect(received(next)).toEqual([
			['A', 1],
			['B', 3]
		]);
		expect(next.province.received).toBe(11);
		expect(asMessage(next).agencies.map(({ code }) => code)).toEqual(['A', 'B']);
	});

	it('change nothing when they come twice or late', () => {
		const next = withTallies(first, message(12, [row('A', 5)]));
		expect(withTallies(next, message(12, [row('A', 5)]))).toBe(next);
		expect(withTallies(next, message(11, [row('A', 4)]))).toBe(next);
	});

	it('of the same sequence number are ordered by the instant they tell of', () => {
		const midnight = { asOf: '2026-11-21T00:00:00.000+07:00' };
		const later = withTallies(first, message(10, [row('A', 9)], midnight));
		expect(received(later)[0]).toEqual(['A', 9]);
		expect(withTallies(later, message(10, [row('A', 1)]))).toBe(later);
		expect(isNewer({ ...first, asOf: '2026-11-20T02:00:01Z' }, first)).toBe(true);
	});

	it('of another epoch begin anew, even with a lower number', () => {
		const restored = withTallies(first, message(3, [row('A', 7)], { epoch: 'f' }));
		expect(received(restored)).toEqual([['A', 7]]);
	});

	it('a heartbeat moves the time and the province and keeps every agency', () => {
		const beat = withTallies(first, message(11, []));
		expect(beat.agencies).toBe(first.agencies);
		expect(beat.seq).toBe(11);
	});
});
