import { wallDirectionSchema } from '#lib/domain/wall/order.ts';
import { orderScreen } from '#lib/server/commands/screen-directing.ts';
import { screenCommand } from '#lib/server/web/screen-commands.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = screenCommand(
	wallDirectionSchema,
	async (database, { id, ...direction }, by, now) =>
		orderScreen(database, { id, direction }, by, now),
	'directScreens'
);
