import { json } from '@sveltejs/kit';
import { endpoint } from '#lib/server/web/api.ts';
import { wallBoard } from '#lib/server/web/wall-board.ts';
import { brightTimesOf } from '#lib/server/web/wall-bright.ts';
import type { RequestHandler } from './$types';

/** What a wall reads again when a scene comes up. */
export const GET: RequestHandler = endpoint(
	{ may: 'seeAggregates' },
	async ({ event: { locals }, reader }) =>
		json({
			...(await wallBoard(locals.desk, reader)),
			bright: await brightTimesOf(locals.desk, reader)
		})
);
