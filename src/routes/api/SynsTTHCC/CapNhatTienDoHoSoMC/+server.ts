import { feedDoor, readBareArray } from '#lib/server/web/feed-door.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async (event) =>
	feedDoor(event, readBareArray('CapNhatTienDoHoSoMC', event.url));
