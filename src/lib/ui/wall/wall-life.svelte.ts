import type { Instant } from '#lib/domain/calendar/time.ts';
import type { WallBeatAnswer } from '#lib/domain/wall/beat.ts';
import { isNight } from '#lib/domain/wall/dimmed.ts';
import type { BrightTimes } from '#lib/domain/wall/night.ts';
import type { WallPlan } from '#lib/domain/wall/scene.ts';
import { keepBeating, type Beat } from './beat.ts';
import { placeAt } from './burn-in.ts';
import { heapMegabytes, heapWatch } from './heap-watch.ts';
import { keepAwake } from './keep-awake.ts';
import { lastOrder, rememberOrder } from './last-order.ts';
import { Renewal } from './renewal.ts';
import type { WallRotation } from './rotation.svelte.ts';
import { measureWall } from './telemetry.ts';

export interface WallLifeInput {
	/** As the server has said it with the page. */
	plan: WallPlan;
	rotation: () => WallRotation;
	/** Null before the server has said what time it is. */
	now: () => Instant | null;
	bright: () => BrightTimes;
	reconnects: () => number;
	/** The wall is not let in any more. */
	ended: () => void;
}

/** Longer than any look can take; then something in the page is broken that only a new page mends. */
const STALLED_MS = 90_000;

/** What keeps a wall right for years without anybody touching it, beside its figures. */
export class WallLife {
	/** What the office has chosen. */
	plan: WallPlan = $state.raw() as WallPlan;
	/** Where everything stands, so that nothing burns into the panel. */
	place = $state(0);
	/** Outside the office's hours the wall is dimmed. */
	night = $state(false);
	readonly renewal = new Renewal();
	readonly #input: WallLifeInput;
	readonly #heap = heapWatch();
	#beat: Beat | null = null;

	constructor(input: WallLifeInput) {
		this.#input = input;
		this.plan = input.plan;
	}

	/** The office may have said something: asked at once, not in a minute. */
	hearOffice(): void {
		this.#beat?.now();
	}

	/** @param paired a wall that the office knows, not somebody who looks at one; @returns how to stop */
	start(paired: boolean): () => void {
		const ticking = setInterval(() => {
			this.#tick();
		}, 1000);
		this.#tick();
		const sampling = setInterval(() => {
			this.#sample();
		}, 60_000);
		const letSleep = keepAwake();
		if (paired) this.#beat = this.#beats();
		return () => {
			clearInterval(ticking);
			clearInterval(sampling);
			letSleep();
			this.#beat?.stop();
			this.#beat = null;
		};
	}

	#tick(): void {
		this.place = placeAt(performance.now());
		const now = this.#input.now();
		if (now !== null) this.night = isNight(this.#input.bright(), now);
	}

	#sample(): void {
		if (this.#heap.sample(heapMegabytes(), performance.now())) this.renewal.want('heap');
		if (this.#input.rotation().stalledFor() < STALLED_MS) return;
		this.renewal.want('stalled');
		// No turn will end by itself.
		this.renewal.take();
	}

	#beats(): Beat {
		const { rotation, reconnects, ended } = this.#input;
		return keepBeating({
			scene: () => rotation().scene,
			measure: async () => measureWall(reconnects()),
			tookOrder: lastOrder,
			told: (answer) => {
				this.#obey(answer);
			},
			ended
		});
	}

	#obey({ plan, order }: WallBeatAnswer): void {
		this.plan = plan;
		// It is told until the server has heard that it was taken, also to the page that came by it.
		if (order === null || order.id === lastOrder()) return;
		rememberOrder(order.id);
		const { id, show, seconds, refresh } = order;
		if (refresh) {
			this.renewal.want('order');
			// Somebody stands there and waits, and a scene that is held has no turn that ends.
			this.renewal.take();
		} else if (show !== null) this.#input.rotation().order({ id, scene: show, seconds });
		else this.#input.rotation().release();
		this.#beat?.now();
	}
}
