import { setParameter } from '#lib/server/commands/settings.ts';
import { command } from '#lib/server/web/commands.ts';
import { actOf } from '#lib/server/web/setting-acts.ts';
import { parameterSet } from '#lib/server/web/setting-shapes.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = command(
	{ may: 'manageSettings', body: parameterSet },
	async ({ event, body, reader }) => setParameter(event.locals.desk, body, actOf(event, reader))
);
