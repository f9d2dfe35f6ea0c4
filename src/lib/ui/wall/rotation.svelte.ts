import {
	atTime,
	released,
	startRotation,
	withChange,
	withOrder,
	type Rotation,
	type RotationInput,
	type ShowOrder
} from '#lib/domain/wall/rotation.ts';
import type { Scene } from '#lib/domain/wall/scene.ts';

/** How often it is looked whether something is to change. */
const LOOK_MS = 250;
/** The next scene is made ready so long before its turn. */
const PREPARE_MS = 2000;
/** A scene that is not ready by then (a chart that does not come) is shown all the same. */
const PATIENCE_MS = 2500;

export interface RotationRuns {
	/** Whether the next scene stands there, unseen, with all its letters and charts. */
	isReady: () => boolean;
	/** A scene comes soon: its slower figures are read again. */
	comes: () => void;
	/** A turn has ended: the moment for what a wall does only then. */
	turned: () => void;
}

/**
 * The scene on the wall and, before its turn, the next one beside it. Nothing in here waits for
 * anything: each look finds out from the monotonic clock what is to be shown, so that throttled timers,
 * a sleep or a clock that is set lose a look and never the rotation.
 */
export class WallRotation {
	/** What is seen. */
	scene: Scene = $state('today');
	/** What is drawn and not seen yet. */
	next: Scene | null = $state(null);
	/** Counts ends of turns, also when the same scene stays: that it grows is how others see it lives. */
	turns = $state(0);
	readonly #input: () => RotationInput;
	readonly #elapsed: () => number;
	#runs: RotationRuns | null = null;
	#rotation: Rotation;
	#wantedAt = 0;
	/** The turn before which the next scene's figures were read. */
	#prepared = -1;
	/** When a look was last brought to its end. */
	#lookedAt: number;

	constructor(input: () => RotationInput, elapsed = () => performance.now()) {
		this.#input = input;
		this.#elapsed = elapsed;
		this.#lookedAt = elapsed();
		this.#rotation = startRotation(input(), this.#lookedAt);
		this.scene = this.#rotation.scene;
	}

	/** Something severe is new in a scene. */
	change(change: { id: string; scene: Scene }): void {
		this.#rotation = withChange(this.#rotation, change);
	}

	/** The office has a scene shown now. */
	order(order: ShowOrder): void {
		this.#take(withOrder(this.#rotation, order, this.#elapsed(), this.#input()));
		this.look();
	}

	/** The office lets the wall go on by its plan. */
	release(): void {
		this.#take(released(this.#rotation, this.#elapsed()));
		this.look();
	}

	/** Milliseconds since it was last known what is to be shown. */
	stalledFor(): number {
		return this.#elapsed() - this.#lookedAt;
	}

	/** Also called when the server is heard, so that no timer is needed for it. */
	look(): void {
		const now = this.#elapsed();
		const input = this.#input();
		this.#take(atTime(this.#rotation, now, input));
		const { scene } = this.#rotation;
		if (scene !== this.scene) this.#bring(scene, now);
		else this.#prepare(atTime(this.#rotation, now + PREPARE_MS, input));
		this.#lookedAt = now;
	}

	/** @returns how to stop */
	start(runs: RotationRuns): () => void {
		this.#runs = runs;
		const looking = setInterval(() => {
			this.look();
		}, LOOK_MS);
		return () => {
			clearInterval(looking);
			this.#runs = null;
		};
	}

	#take(rotation: Rotation): void {
		const turned = rotation.turns !== this.#rotation.turns;
		if (rotation.scene !== this.#rotation.scene) this.#wantedAt = this.#elapsed();
		this.#rotation = rotation;
		if (!turned) return;
		this.turns = rotation.turns;
		this.#runs?.turned();
	}

	#bring(scene: Scene, now: number): void {
		this.next = scene;
		if (this.#runs?.isReady() !== true && now - this.#wantedAt < PATIENCE_MS) return;
		// Both in one frame: the one that was drawn already is seen, the other is gone.
		this.scene = scene;
		this.next = null;
	}

	#prepare(soon: Rotation): void {
		this.next = soon.scene === this.scene ? null : soon.scene;
		if (soon.turns === this.#rotation.turns || this.#prepared === this.#rotation.turns) return;
		this.#prepared = this.#rotation.turns;
		this.#runs?.comes();
	}
}
