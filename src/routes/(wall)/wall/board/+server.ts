import { json } from '@sveltejs/kit';
import { requireReader } from '#lib/server/web/authenticate.ts';
import { wallBoard } from '#lib/server/web/wall-board.ts';
import { brightTimesOf } from '#lib/server/web/wall-bright.ts';
import type { RequestHandler } from './$types';

/** What a wall reads again when a scene comes up. */
export const GET: RequestHandler = async (event) => {
	const reader = requireReader(event, 'seeAggregates');
	const { desk } = event.locals;
	return json({
		...(await wallBoard(desk, reader)),
		bright: await brightTimesOf(desk, reader)
	});
};
