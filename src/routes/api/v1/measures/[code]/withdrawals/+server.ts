import { withdrawMeasure } from '#lib/server/commands/measures.ts';
import { delayActorOf } from '#lib/server/web/causes.ts';
import { command } from '#lib/server/web/commands.ts';
import { measureWithdrawal } from '#lib/server/web/measure-shapes.ts';
import type { RequestEvent, RequestHandler } from './$types';

export const POST: RequestHandler = command<RequestEvent, typeof measureWithdrawal>(
	{ may: 'recordMeasures', body: measureWithdrawal },
	async ({ event, reader, body }) =>
		withdrawMeasure(
			event.locals.desk.db,
			{ code: event.params.code, ...body },
			delayActorOf(event, reader)
		)
);
