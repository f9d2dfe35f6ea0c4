import { shownScenes, type Scene, type WallPlan } from '#lib/domain/wall/scene.ts';

/** Which scene is on the wall: by time, one after the other. */
export class Rotation {
	scene: Scene = $state('today');
	readonly #plan: () => WallPlan;
	readonly #has: (scene: Scene) => boolean;

	constructor(plan: () => WallPlan, has: (scene: Scene) => boolean) {
		this.#plan = plan;
		this.#has = has;
		this.scene = shownScenes(plan(), has)[0] ?? 'today';
	}

	next(): void {
		const scenes = shownScenes(this.#plan(), this.#has);
		this.scene = scenes[(scenes.indexOf(this.scene) + 1) % scenes.length] ?? 'today';
	}

	/** @returns how to stop */
	start(changing: () => void): () => void {
		let timer: ReturnType<typeof setTimeout>;
		const wait = () => {
			timer = setTimeout(() => {
				changing();
				this.next();
				wait();
			}, this.#plan().seconds * 1000);
		};
		wait();
		return () => {
			clearTimeout(timer);
		};
	}
}
