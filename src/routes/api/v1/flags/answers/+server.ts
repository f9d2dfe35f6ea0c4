import { answerFlag } from '#lib/server/commands/flags.ts';
import { command } from '#lib/server/web/commands.ts';
import { flagAnswer } from '#lib/server/web/flag-shapes.ts';
import { flagActorOf } from '#lib/server/web/flags.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = command(
	{ may: 'answerFlags', body: flagAnswer },
	async ({ event, reader, body }) =>
		answerFlag(event.locals.desk.db, body, flagActorOf(event, reader))
);
