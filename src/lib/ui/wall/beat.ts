import { version } from '$app/environment';
import type { WallBeatAnswer } from '#lib/domain/wall/beat.ts';
import type { Scene } from '#lib/domain/wall/scene.ts';
import type { SaidTelemetry } from '#lib/domain/wall/telemetry.ts';

const EVERY_MS = 60_000;
const ANSWER_MS = 15_000;

export interface BeatInput {
	scene: () => Scene;
	measure: () => Promise<SaidTelemetry>;
	/** The `id` of the last order that was taken; null: none. */
	tookOrder: () => string | null;
	told: (answer: WallBeatAnswer) => void;
	/** The wall is not let in any more. */
	ended: () => void;
}

export interface Beat {
	/** Beats now, because the office may have said something. */
	now(): void;
	stop(): void;
}

/**
 * Says every minute that this wall is there and how it is; the answer renews what opens it, and tells
 * what the office wants. Without an answer the connection says so already; the next minute is another
 * try.
 */
export function keepBeating({ scene, measure, tookOrder, told, ended }: BeatInput): Beat {
	const beat = async () => {
		const telemetry = await measure();
		const took = tookOrder();
		const answer = await fetch('/wall/beat', {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({
				...{ build: version, scene: scene(), ...telemetry },
				...(took === null ? {} : { tookOrder: took })
			}),
			signal: AbortSignal.timeout(ANSWER_MS)
		});
		// Whom the guard does not know it sends to the door.
		if (answer.redirected || answer.status === 401) ended();
		else if (answer.status === 200) told((await answer.json()) as WallBeatAnswer);
	};
	let beating = false;
	let again = false;
	const run = () => {
		if (beating) {
			again = true;
			return;
		}
		beating = true;
		beat()
			.catch(() => undefined)
			.finally(() => {
				beating = false;
				if (!again) return;
				again = false;
				run();
			});
	};
	run();
	const timer = setInterval(run, EVERY_MS);
	return { now: run, stop: () => clearInterval(timer) };
}
