import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	atTime,
	LEAST_MS,
	released,
	startRotation,
	withChange,
	withOrder,
	type Rotation,
	type RotationInput
} from './rotation.ts';
import { SCENES, type Scene } from './scene.ts';

const all = () => true;
const three: RotationInput = {
	plan: { scenes: ['today', 'departments', 'communes'], seconds: 20 },
	has: all
};

/** A wall that is looked at twice a second; what it shows, with the second at which each came. */
function played(
	rotation: Rotation,
	seconds: number,
	input: RotationInput,
	happen: Record<number, (rotation: Rotation, now: number) => Rotation> = {}
): [Rotation, [number, Scene][]] {
	let now = rotation;
	const shown: [number, Scene][] = [[now.since / 1000, now.scene]];
	for (let second = now.since / 1000; second <= seconds; second += 0.5) {
		const before = now.turns;
		now = happen[second]?.(now, second * 1000) ?? now;
		now = atTime(now, second * 1000, input);
		if (now.turns !== before) shown.push([second, now.scene]);
	}
	return [now, shown];
}

const changed = (id: string, scene: Scene) => (rotation: Rotation) =>
	withChange(rotation, { id, scene });
const ordered =
	(id: string, scene: Scene, seconds: number, input = three) =>
	(rotation: Rotation, now: number) =>
		withOrder(rotation, { id, scene, seconds }, now, input);

describe('a wall’s rotation', () => {
	it('goes round the plan, each scene for its time', () => {
		const [, shown] = played(startRotation(three, 0), 60, three);
		expect(shown).toEqual([
			[0, 'today'],
			[20, 'departments'],
			[40, 'communes'],
			[60, 'today']
		]);
	});

	it('brings a scene with a severe change forward once, for a full turn, and goes on where it was', () => {
		const [, shown] = played(startRotation(three, 0), 75, three, {
			5: changed('a', 'communes'),
			30: changed('a', 'communes')
		});
		expect(shown).toEqual([
			[0, 'today'],
			[5, 'communes'],
			[25, 'today'],
			[40, 'departments'],
			[60, 'communes']
		]);
	});

	it('is interrupted once in a turn: the next change waits for the next turn', () => {
		const [, shown] = played(startRotation(three, 0), 64, three, {
			5: changed('a', 'communes'),
			8: changed('b', 'departments'),
			26: changed('c', 'communes')
		});
		expect(shown).toEqual([
			[0, 'today'],
			[5, 'communes'],
			[25, 'today'],
			// What waited is seen in its own turn.
			[40, 'departments'],
			[43, 'communes'],
			[63, 'departments']
		]);
	});

	it('shows no scene for so short that it would be a flicker', () => {
		const [, early] = played(startRotation(three, 0), 10, three, { 1: changed('a', 'communes') });
		expect(early[1]).toEqual([LEAST_MS / 1000, 'communes']);
		const [, late] = played(startRotation(three, 0), 45, three, { 18: changed('a', 'communes') });
		expect(late.slice(1)).toEqual([
			[20, 'communes'],
			[40, 'departments']
		]);
	});

	it('shows what the office orders at once, for as long as it says, and goes on', () => {
		const fields = ordered('1', 'fields', 90);
		const [, shown] = played(startRotation(three, 0), 115, three, {
			10: fields,
			// The order is told again every minute.
			70: fields,
			80: changed('a', 'communes')
		});
		expect(shown).toEqual([
			[0, 'today'],
			[10, 'fields'],
			[100, 'today'],
			[110, 'departments'],
			[113, 'communes']
		]);
	});

	it('goes on at once when the office takes its order back', () => {
		const [, shown] = played(startRotation(three, 0), 35, three, {
			10: ordered('1', 'fields', 3600),
			15: released,
			16: released
		});
		expect(shown).toEqual([
			[0, 'today'],
			[10, 'fields'],
			[15, 'today'],
			[25, 'departments']
		]);
	});

	it('passes over scenes without anything to say, and never shows nothing', () => {
		const some = { ...three, has: (scene: Scene) => scene !== 'departments' };
		expect(played(startRotation(some, 0), 40, some)[1].map(([, scene]) => scene)).toEqual([
			...['today', 'communes', 'today']
		]);
		const none = { ...three, has: () => false };
		expect(startRotation(none, 0).scene).toBe('today');
		const order = played(startRotation(some, 0), 15, some, {
			5: ordered('1', 'departments', 60, some)
		});
		expect(order[1]).toEqual([[0, 'today']]);
	});

	it('takes another plan up at the next turn, after the scene that is shown', () => {
		const other: RotationInput = {
			plan: { scenes: ['trend', 'today', 'fields'], seconds: 30 },
			has: all
		};
		const [, shown] = played(startRotation(three, 0), 80, other);
		expect(shown).toEqual([
			[0, 'today'],
			[20, 'fields'],
			[50, 'trend'],
			[80, 'today']
		]);
	});

	it('after a night asleep shows one scene for a full turn, not all that it has missed', () => {
		const woken = atTime(startRotation(three, 0), 9 * 3_600_000, three);
		expect([woken.scene, woken.until - woken.since]).toEqual(['departments', 20_000]);
	});

	it('of one scene never leaves it, and still has ends of turns at which a new build is taken', () => {
		const one: RotationInput = { plan: { scenes: ['trend'], seconds: 20 }, has: all };
		const [rotation, shown] = played(startRotation(one, 0), 60, one);
		expect(new Set(shown.map(([, scene]) => scene))).toEqual(new Set(['trend']));
		expect(rotation.turns).toBe(3);
	});
});

const scene = fc.constantFrom(...SCENES);
const plan = fc.record({
	scenes: fc.uniqueArray(scene, { minLength: 1 }),
	seconds: fc.integer({ min: 8, max: 60 })
});
const happening = fc.record({
	at: fc.integer({ min: 0, max: 1200 }),
	scene,
	/** An order of so many seconds; else a change. */
	order: fc.option(fc.integer({ min: 1, max: 120 }), { freq: 4 }),
	id: fc.integer({ min: 0, max: 30 }).map(String)
});

/** Everything a wall shows in twenty minutes, looked at unevenly. */
function history(
	input: RotationInput,
	happenings: { at: number; scene: Scene; order: number | null; id: string }[],
	late: number[]
) {
	let rotation = startRotation(input, 0);
	const shown: Rotation[] = [rotation];
	const queue = [...happenings].sort((one, other) => one.at - other.at);
	let now = 0;
	for (let n = 0; now < 1_200_000; n += 1) {
		now += 250 + (late[n % Math.max(1, late.length)] ?? 0);
		while (queue[0] !== undefined && queue[0].at * 1000 <= now) {
			const { id, scene: of, order } = queue[0];
			queue.shift();
			const before = rotation.turns;
			rotation =
				order === null
					? withChange(rotation, { id, scene: of })
					: withOrder(rotation, { id, scene: of, seconds: order }, now, input);
			if (rotation.turns !== before) shown.push(rotation);
		}
		const before = rotation.turns;
		rotation = atTime(rotation, now, input);
		if (rotation.turns !== before) shown.push(rotation);
	}
	return shown;
}

describe('whatever happens, a wall', () => {
	it('shows every scene of its plan within (scenes + interruptions) turns, and never stops', () => {
		fc.assert(
			fc.property(plan, fc.array(happening, { maxLength: 60 }), (chosen, happenings) => {
				const shown = history({ plan: chosen, has: all }, happenings, []);
				const turn = chosen.seconds * 1000;
				for (const wanted of chosen.scenes) {
					let last = 0;
					let allowed = 0;
					for (const rotation of [...shown, null]) {
						const at = rotation?.since ?? 1_200_000;
						// Each look may come a quarter of a second late, and there is one at each turn.
						const slack = 250 * shown.length;
						expect(at - last).toBeLessThanOrEqual(chosen.scenes.length * turn + allowed + slack);
						if (rotation === null) break;
						if (rotation.scene === wanted) [last, allowed] = [rotation.until, 0];
						else if (rotation.why !== 'turn') allowed += rotation.until - rotation.since;
					}
				}
				for (const [n, rotation] of shown.entries()) {
					const next = shown[n + 1];
					// Only an order of the office ends anything before its time, and a change its turn.
					if (next === undefined || next.why !== 'turn') continue;
					expect(next.since - rotation.until).toBeGreaterThanOrEqual(0);
					expect(next.since - rotation.until).toBeLessThanOrEqual(250);
				}
			}),
			{ numRuns: 300 }
		);
	});

	it('never interrupts a turn twice by itself, never shows one change twice, and shows only what has something to say', () => {
		fc.assert(
			fc.property(
				plan,
				fc.array(happening, { maxLength: 60 }),
				fc.array(fc.integer({ min: 0, max: 40_000 }), { maxLength: 10 }),
				fc.uniqueArray(scene, { maxLength: 5 }),
				(chosen, happenings, late, silent) => {
					const has = (one: Scene) => !silent.includes(one);
					const shown = history({ plan: chosen, has }, happenings, late);
					const some = chosen.scenes.some(has);
					let changes = 0;
					for (const [n, rotation] of shown.entries()) {
						expect(has(rotation.scene) || !some || rotation.why === 'order').toBe(true);
						if (rotation.why !== 'change') continue;
						changes += 1;
						expect(chosen.scenes).toContain(rotation.scene);
						expect(rotation.until - rotation.since).toBe(chosen.seconds * 1000);
						// Before it was a turn, which nothing had interrupted yet.
						expect(shown[n - 1]).toMatchObject({ why: 'turn', interrupted: false });
					}
					const ids = happenings.filter(({ order }) => order === null).map(({ id }) => id);
					expect(changes).toBeLessThanOrEqual(new Set(ids).size);
				}
			),
			{ numRuns: 300 }
		);
	});
});
