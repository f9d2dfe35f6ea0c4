import { json } from '@sveltejs/kit';
import { requireReader } from '#lib/server/web/authenticate.ts';
import { wallBoard } from '#lib/server/web/wall-board.ts';
import type { RequestHandler } from './$types';

/** What a wall reads again when a scene comes up. */
export const GET: RequestHandler = async (event) => {
	const reader = requireReader(event, 'seeAggregates');
	return json(await wallBoard(event.locals.desk, reader));
};
