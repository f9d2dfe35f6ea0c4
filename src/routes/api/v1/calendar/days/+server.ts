import { declareDays } from '#lib/server/commands/settings.ts';
import { command } from '#lib/server/web/commands.ts';
import { actOf } from '#lib/server/web/setting-acts.ts';
import { daysDeclared } from '#lib/server/web/setting-shapes.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = command(
	{ may: 'manageSettings', body: daysDeclared },
	async ({ event, body, reader }) => declareDays(event.locals.desk, body, actOf(event, reader))
);
