import { replyToUrging } from '#lib/server/commands/urging.ts';
import { command } from '#lib/server/web/commands.ts';
import { urgingReply } from '#lib/server/web/urging-shapes.ts';
import { urgingActorOf } from '#lib/server/web/urgings.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = command(
	{ may: 'reportTasks', body: urgingReply },
	async ({ event, reader, body }) =>
		replyToUrging(
			event.locals.desk.db,
			{ code: event.params.code ?? '', text: body.text },
			urgingActorOf(event, reader)
		)
);
