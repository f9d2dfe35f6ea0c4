import { withdrawThreshold } from '#lib/server/commands/settings.ts';
import { command } from '#lib/server/web/commands.ts';
import { actOf } from '#lib/server/web/setting-acts.ts';
import { withdrawal } from '#lib/server/web/setting-shapes.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = command(
	{ may: 'manageSettings', body: withdrawal },
	async ({ event, body, reader }) =>
		withdrawThreshold(event.locals.desk, body.id, actOf(event, reader))
);
