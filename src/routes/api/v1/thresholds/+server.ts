import { setThreshold } from '#lib/server/commands/settings.ts';
import { command } from '#lib/server/web/commands.ts';
import { actOf } from '#lib/server/web/setting-acts.ts';
import { thresholdSet } from '#lib/server/web/setting-shapes.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = command(
	{ may: 'manageSettings', body: thresholdSet },
	async ({ event, body, reader }) => setThreshold(event.locals.desk, body, actOf(event, reader))
);
