import { confirmYear } from '#lib/server/commands/settings.ts';
import { command } from '#lib/server/web/commands.ts';
import { actOf } from '#lib/server/web/setting-acts.ts';
import { yearConfirmed } from '#lib/server/web/setting-shapes.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = command(
	{ may: 'manageSettings', body: yearConfirmed },
	async ({ event, body, reader }) => confirmYear(event.locals.desk, body, actOf(event, reader))
);
