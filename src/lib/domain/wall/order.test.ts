import { describe, expect, it } from 'vitest';
import { MINUTE } from '../calendar/time.ts';
import {
	heldScene,
	orderFor,
	orderOf,
	ORDER_LAPSES_MS,
	orderState,
	takenBy,
	wallDirectionSchema
} from './order.ts';

const NOW = Date.parse('2026-11-20T09:00:00+07:00');
const shows = orderOf({ do: 'show', scene: 'due_today', seconds: 300 }, 'a', NOW);

describe('an order to a wall', () => {
	it('is told until the wall says that it took it, and then no more', () => {
		expect(orderFor(shows, NOW)).toEqual({
			...{ id: 'a', show: 'due_today', seconds: 300, refresh: false }
		});
		const taken = takenBy(shows, 'a', NOW + 1000);
		expect(orderFor(taken, NOW + 1000)).toBe(null);
		expect(taken && orderState(taken, NOW + ORDER_LAPSES_MS * 2)).toBe('taken');
	});

	it('is not carried out ten minutes later by a wall that was off', () => {
		expect(orderFor(shows, NOW + 10 * MINUTE - 1)).not.toBe(null);
		expect(orderFor(shows, NOW + 10 * MINUTE)).toBe(null);
		expect(orderState(shows, NOW + 10 * MINUTE)).toBe('lapsed');
	});

	it('stays told when the wall speaks of one before it', () => {
		expect(takenBy(shows, 'before', NOW)).toBe(shows);
		expect(takenBy(null, 'a', NOW)).toBe(null);
	});

	it('that was taken keeps when it was first taken', () => {
		const taken = takenBy(shows, 'a', NOW);
		expect(takenBy(taken, 'a', NOW + MINUTE)).toBe(taken);
	});

	it('to go back to the rotation, or to load anew, names no scene', () => {
		expect(orderFor(orderOf({ do: 'rotate' }, 'b', NOW), NOW)).toMatchObject({
			...{ show: null, refresh: false }
		});
		expect(orderFor(orderOf({ do: 'refresh' }, 'c', NOW), NOW)).toMatchObject({
			...{ show: null, refresh: true }
		});
	});

	it('holds its scene also on a wall that was loaded anew in between, for what is left of its time', () => {
		const taken = takenBy(shows, 'a', NOW);
		expect(heldScene(taken, NOW + MINUTE)).toEqual({ show: 'due_today', seconds: 240 });
		expect(heldScene(taken, NOW + 5 * MINUTE)).toBe(null);
		expect(heldScene(shows, NOW)).toBe(null);
		expect(heldScene(takenBy(orderOf({ do: 'rotate' }, 'b', NOW), 'b', NOW), NOW)).toBe(null);
	});

	it.each([
		{ do: 'show', scene: 'today', seconds: 9 },
		{ do: 'show', scene: 'today', seconds: 4 * 3600 + 1 },
		{ do: 'show', scene: 'tomorrow', seconds: 60 },
		{ do: 'show', scene: 'today' },
		{ do: 'refresh', scene: 'today' },
		{ do: 'off' }
	])('is nothing that a wall cannot do: %j', (direction) => {
		expect(wallDirectionSchema.safeParse(direction).success).toBe(false);
	});
});
