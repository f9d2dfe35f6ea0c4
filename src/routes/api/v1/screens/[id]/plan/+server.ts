import { wallPlanSchema } from '#lib/domain/wall/scene.ts';
import { planScreen } from '#lib/server/commands/screen-directing.ts';
import { screenCommand } from '#lib/server/web/screen-commands.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = screenCommand(
	wallPlanSchema,
	async (database, { id, ...plan }, by, now) => planScreen(database, { id, plan }, by, now),
	'directScreens'
);
