import { DEFAULT_PLAN, SCENES } from '#lib/domain/wall/scene.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { wallBoard } from '#lib/server/web/wall-board.ts';
import type { PageServerLoad } from './$types';

/** @returns the board, whole, so that the first scene is in the server's HTML before any script */
export const load: PageServerLoad = async (event) => {
	const reader = requirePageReader(event, 'seeAggregates');
	const asked = event.url.searchParams.get('scene');
	const only = SCENES.find((scene) => scene === asked);
	return {
		/** A paired wall, which says every minute that it is there. */
		paired: reader.screenId !== null,
		board: await wallBoard(event.locals.desk, reader),
		/** `?scene=` shows one scene and stays there: for a look at it. */
		plan: only === undefined ? DEFAULT_PLAN : { ...DEFAULT_PLAN, scenes: [only] }
	};
};
