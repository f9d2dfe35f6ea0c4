import type { SaidTelemetry } from '#lib/domain/wall/telemetry.ts';
import { heapMegabytes } from './heap-watch.ts';

const SECOND_MS = 1000;
/** A page out of sight is given no frames at all. */
const NO_FRAMES_MS = 4000;

/** @returns how the page fares now, measured over one second; without what cannot be measured */
export async function measureWall(reconnects: number): Promise<SaidTelemetry> {
	const heapMb = heapMegabytes();
	const fps = await framesPerSecond();
	return {
		reconnects,
		...(heapMb === null ? {} : { heapMb }),
		...(fps === null ? {} : { fps }),
		uptimeMinutes: Math.floor(performance.now() / 60_000)
	};
}

async function framesPerSecond(): Promise<number | null> {
	return new Promise((measured) => {
		let began: number | null = null;
		let frames = 0;
		const none = setTimeout(() => {
			measured(null);
		}, NO_FRAMES_MS);
		const frame = (now: number) => {
			began ??= now;
			if (now - began < SECOND_MS) {
				frames += 1;
				requestAnimationFrame(frame);
				return;
			}
			clearTimeout(none);
			measured(Math.round((frames * SECOND_MS) / (now - began)));
		};
		requestAnimationFrame(frame);
	});
}
