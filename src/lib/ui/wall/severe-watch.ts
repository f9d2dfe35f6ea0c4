import { severeChanges, type SevereState } from '#lib/domain/wall/severe.ts';
import type { WallRotation } from './rotation.svelte.ts';
import type { LiveBoard } from './wall-board.svelte.ts';

/**
 * Brings a scene forward when something in it has become severe since everybody could last see all
 * scenes: a whole round of the plan, or the last such change.
 */
export class SevereWatch {
	readonly #board: LiveBoard;
	readonly #rotation: () => WallRotation;
	#seen: SevereState;
	#turns = 0;

	constructor(board: LiveBoard, rotation: () => WallRotation) {
		this.#board = board;
		this.#rotation = rotation;
		this.#seen = this.#now();
	}

	/** To be asked now and then. */
	look(): void {
		const now = this.#now();
		const changes = severeChanges(this.#seen, now);
		if (changes.length === 0) return;
		this.#seen = now;
		for (const { key, scene } of changes) this.#rotation().change({ id: key, scene });
	}

	/** A turn has ended. @param round how many make a whole round */
	turned(round: number): void {
		this.#turns += 1;
		if (this.#turns < round) return;
		this.look();
		this.#turns = 0;
		this.#seen = this.#now();
	}

	#now(): SevereState {
		const { read, agencies } = this.#board;
		const { from, to, scope, limits } = read;
		return { from, to, scope: scope?.code ?? null, limits, agencies };
	}
}
