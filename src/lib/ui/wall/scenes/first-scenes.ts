import type { WallPlan, Scene } from '#lib/domain/wall/scene.ts';
import type { WallBoard } from '#lib/domain/wall/board.ts';
import { bringPart, hasData } from './scenes.ts';

const ATTEMPTS = 3;
const PAUSE_MS = 700;

/**
 * Fetches the scenes that a wall begins with: the server draws them, and the browser takes over what the
 * server drew. One that does not come is left out: a wall without it is better than an error page.
 */
export async function bringFirst(
	{ board, plan, held }: { board: WallBoard; plan: WallPlan; held: { show: Scene } | null },
	pause: (ms: number) => Promise<void> = wait
): Promise<void> {
	const first = plan.scenes.find((scene) => hasData(scene, { ...board, read: board })) ?? 'today';
	const wanted = held === null ? [first] : [first, held.show];
	for (const scene of wanted) {
		for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
			const came = await bringPart(scene).then(
				() => true,
				() => false
			);
			if (came) break;
			if (attempt < ATTEMPTS) await pause(PAUSE_MS);
		}
	}
}

async function wait(ms: number): Promise<void> {
	await new Promise((resolve) => setTimeout(resolve, ms));
}
