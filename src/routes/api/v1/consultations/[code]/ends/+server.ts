import { endOpinion } from '#lib/server/commands/consultations.ts';
import { delayActorOf } from '#lib/server/web/causes.ts';
import { command } from '#lib/server/web/commands.ts';
import { consultationEnd } from '#lib/server/web/consultation-shapes.ts';
import type { RequestEvent, RequestHandler } from './$types';

export const POST: RequestHandler = command<RequestEvent, typeof consultationEnd>(
	{ may: 'explainDelays', body: consultationEnd },
	async ({ event, reader, body }) =>
		endOpinion(
			event.locals.desk.db,
			{ code: event.params.code, ...body },
			delayActorOf(event, reader)
		)
);
