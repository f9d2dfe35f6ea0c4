import { heldScene } from '#lib/domain/wall/order.ts';
import { DEFAULT_PLAN, SCENES } from '#lib/domain/wall/scene.ts';
import { directionsOfScreen } from '#lib/server/store/screens.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { wallBoard } from '#lib/server/web/wall-board.ts';
import { brightTimesOf } from '#lib/server/web/wall-bright.ts';
import type { PageServerLoad } from './$types';

/** @returns the board, whole, so that the first scene is in the server's HTML before any script */
export const load: PageServerLoad = async (event) => {
	const reader = requirePageReader(event, 'seeAggregates');
	const asked = event.url.searchParams.get('scene');
	const { screenId } = reader;
	const told =
		screenId === null ? null : await directionsOfScreen(event.locals.desk.db.sql, screenId);
	const plan = told?.plan ?? DEFAULT_PLAN;
	const only = SCENES.find((scene) => scene === asked);
	return {
		/** A paired wall, which says every minute that it is there. */
		paired: screenId !== null,
		board: await wallBoard(event.locals.desk, reader),
		bright: await brightTimesOf(event.locals.desk, reader),
		/** `?scene=` shows one scene and stays there: for a look at it. */
		plan: only === undefined ? plan : { ...plan, scenes: [only] },
		/** What the office told this wall to hold before the page was loaded anew, for so many seconds more. */
		held: only === undefined ? heldScene(told?.order ?? null, Date.now()) : null
	};
};
