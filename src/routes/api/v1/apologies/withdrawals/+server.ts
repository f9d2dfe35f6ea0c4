import { withdrawApology } from '#lib/server/commands/apologies.ts';
import { apologyWithdrawal } from '#lib/server/web/apology-shapes.ts';
import { delayActorOf } from '#lib/server/web/causes.ts';
import { command } from '#lib/server/web/commands.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = command(
	{ may: 'explainDelays', body: apologyWithdrawal },
	async ({ event, reader, body }) =>
		withdrawApology(event.locals.desk.db, body, delayActorOf(event, reader))
);
