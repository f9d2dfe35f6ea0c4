import { json } from '@sveltejs/kit';
import { atTheDoor } from '#lib/server/web/wall-door.ts';
import type { RequestHandler } from './$types';

/** Asked every few seconds by a wall that shows a code. */
export const POST: RequestHandler = async (event) => {
	const door = await atTheDoor(event);
	return json({ is: door.is, code: door.is === 'waiting' ? door.code : null });
};
