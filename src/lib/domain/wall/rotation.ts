import type { Scene, WallPlan } from './scene.ts';

/**
 * Which scene a wall shows, as values: every function takes one and gives the next. Times are
 * milliseconds of a clock that only goes forward, so a clock that is set, a machine that slept and a
 * timer that comes late move a wall by one turn, never by many.
 */
export interface Rotation {
	readonly scene: Scene;
	/** Why it is shown: its turn, something severe that is new in it, or because the office said so. */
	readonly why: 'turn' | 'change' | 'order';
	readonly since: number;
	readonly until: number;
	/** Counts the times at which a turn ended, also when the same scene stays. */
	readonly turns: number;
	/** Where the rotation by turns is: the scene shown, or the one that was interrupted. */
	readonly place: Scene;
	/** How much of its turn the interrupted scene has left. */
	readonly rest: number;
	/** This turn was interrupted once, and is not again. */
	readonly interrupted: boolean;
	/** Scenes with a change that nobody has seen yet, in the order in which they came. */
	readonly waiting: readonly Scene[];
	/** Changes that are known, the newest last. */
	readonly known: readonly string[];
	/** The office's last order that was taken. */
	readonly order: string | null;
	/** As it was at the begin of this turn. */
	readonly plan: WallPlan;
}

/** What may be another at every look. */
export interface RotationInput {
	plan: WallPlan;
	/** Whether there is anything to say in a scene; those without are passed over. */
	has: (scene: Scene) => boolean;
}

/** "Show this scene now", from the office. */
export interface ShowOrder {
	id: string;
	scene: Scene;
	/** For how long, in seconds; then the rotation goes on. */
	seconds: number;
}

/** No scene is on the wall for less than this: nobody could read it, and it would be a flicker. */
export const LEAST_MS = 3000;
/** More changes than severe ones come about in a month. */
const KNOWN_CHANGES = 1000;

/** @returns the rotation at the first scene of the plan that has something to say */
export function startRotation(input: RotationInput, now: number): Rotation {
	const scene = sceneAfter(null, input);
	return {
		...{ scene, why: 'turn', since: now, until: now + input.plan.seconds * 1000, turns: 0 },
		...{ place: scene, rest: 0, interrupted: false, waiting: [], known: [], order: null },
		plan: input.plan
	};
}

/** The scene after another in a plan, round and round; the first after one that is not in it. */
function sceneAfter(scene: Scene | null, { plan: { scenes }, has }: RotationInput): Scene {
	const from = scene === null ? -1 : scenes.indexOf(scene);
	for (let n = 1; n <= scenes.length; n += 1) {
		const next = scenes[(from + n) % scenes.length];
		if (next !== undefined && has(next)) return next;
	}
	return 'today';
}

/**
 * Something severe is new in a scene: it comes forward once, for a full turn. The same change is never
 * shown twice, and a scene that is not in the plan is not shown.
 * @param id what tells this change from every other
 */
export function withChange(
	rotation: Rotation,
	{ id, scene }: { id: string; scene: Scene }
): Rotation {
	if (rotation.known.includes(id) || !rotation.plan.scenes.includes(scene)) return rotation;
	const known = [...rotation.known, id].slice(-KNOWN_CHANGES);
	const waiting = rotation.waiting.includes(scene)
		? rotation.waiting
		: [...rotation.waiting, scene];
	return { ...rotation, known, waiting };
}

/**
 * The office has a scene shown now, also one that is not in the plan; each order is taken once.
 * @returns the same rotation when the order is known, or when there is nothing to say in that scene
 */
export function withOrder(
	rotation: Rotation,
	{ id, scene, seconds }: ShowOrder,
	now: number,
	{ has }: RotationInput
): Rotation {
	if (rotation.order === id) return rotation;
	const heard = { ...rotation, order: id };
	if (!has(scene) || seconds <= 0) return heard;
	return comeForward(heard, { scene, why: 'order', ms: seconds * 1000 }, now);
}

/** The office takes its order back: the rotation goes on now. */
export function released(rotation: Rotation, now: number): Rotation {
	return rotation.why === 'order' ? { ...rotation, until: now } : rotation;
}

/** @returns what is shown at an instant: the same value while nothing is to change */
export function atTime(rotation: Rotation, now: number, input: RotationInput): Rotation {
	const forward = interruption(rotation, now, input);
	if (forward !== null) return forward;
	return now < rotation.until ? rotation : nextTurn(rotation, now, input);
}

/** A waiting change comes forward now, if it may; null: not now. */
function interruption(rotation: Rotation, now: number, { has }: RotationInput): Rotation | null {
	if (rotation.why !== 'turn' || rotation.interrupted) return null;
	const scene = rotation.waiting.find(has);
	if (scene === undefined) return null;
	// What would leave a flicker of the scene before or after waits for the end of the turn.
	const [shown, left] = [now - rotation.since, rotation.until - now];
	if (shown < LEAST_MS || (left > 0 && left < LEAST_MS)) return null;
	return comeForward(rotation, { scene, why: 'change', ms: rotation.plan.seconds * 1000 }, now);
}

function comeForward(
	rotation: Rotation,
	{ scene, why, ms }: { scene: Scene; why: 'change' | 'order'; ms: number },
	now: number
): Rotation {
	const left = rotation.why === 'turn' ? rotation.until - now : rotation.rest;
	// A scene that is shown anyway has had its turn by the time this ends.
	const rest = scene === rotation.place || left < LEAST_MS ? 0 : left;
	return {
		...rotation,
		...{ scene, why, since: now, until: now + ms, turns: rotation.turns + 1 },
		...{ rest, interrupted: true, waiting: rotation.waiting.filter((one) => one !== scene) }
	};
}

function nextTurn(rotation: Rotation, now: number, input: RotationInput): Rotation {
	const { place, rest, why } = rotation;
	const goesOn =
		why !== 'turn' && rest > 0 && input.plan.scenes.includes(place) && input.has(place);
	const scene = goesOn ? place : sceneAfter(place, input);
	return {
		...rotation,
		...{ scene, why: 'turn', since: now, turns: rotation.turns + 1, place: scene, rest: 0 },
		until: now + (goesOn ? Math.min(rest, input.plan.seconds * 1000) : input.plan.seconds * 1000),
		interrupted: goesOn,
		waiting: rotation.waiting.filter((one) => one !== scene && input.plan.scenes.includes(one)),
		plan: input.plan
	};
}
