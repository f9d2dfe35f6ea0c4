import { accepted } from '#lib/domain/refusal.ts';
import { previewDays } from '#lib/server/commands/settings.ts';
import { command } from '#lib/server/web/commands.ts';
import { daysAsked } from '#lib/server/web/setting-shapes.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = command(
	{ may: 'manageSettings', body: daysAsked },
	async ({ event, body }) => accepted(await previewDays(event.locals.desk, body.days))
);
