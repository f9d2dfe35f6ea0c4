import { error } from '@sveltejs/kit';
import { readerForScreen } from '#lib/domain/accounts/reader.ts';
import { SCENES } from '#lib/domain/wall/scene.ts';
import { directionsOfScreen } from '#lib/server/store/screens.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { screenIdOf } from '#lib/server/web/screen-answers.ts';
import { wallBoard } from '#lib/server/web/wall-board.ts';
import type { PageServerLoad } from './$types';

/**
 * One scene as one wall would show it now, for whoever directs walls. It stands in small frames on the
 * page of screens, so it has no script and opens no connection: seven of them cost a phone seven pages.
 */
export const load: PageServerLoad = async (event) => {
	requirePageReader(event, 'directScreens');
	// An administrator directs walls and sees no figures.
	requirePageReader(event, 'seeAggregates');
	const { desk } = event.locals;
	const id = screenIdOf(event.url.searchParams.get('screen') ?? undefined);
	const asked = event.url.searchParams.get('scene');
	const scene = SCENES.find((one) => one === asked);
	if (id === null || scene === undefined) error(404, 'Không tìm thấy');
	if ((await directionsOfScreen(desk.db.sql, id)) === null) error(404, 'Không tìm thấy');
	return { scene, board: await wallBoard(desk, readerForScreen(id)) };
};
