import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { command } from '#lib/server/web/commands.ts';
import { opinionSaying } from '#lib/server/web/opinion-shapes.ts';
import { readOpinions, takeOpinion } from '#lib/server/web/opinions.ts';
import { taskActorOf } from '#lib/server/web/tasks.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = endpoint({ may: 'seeOpinions' }, async ({ event, reader }) =>
	answerJson(event, { items: await readOpinions(event.locals.desk, reader) })
);

export const POST: RequestHandler = command(
	{ may: 'seeOpinions', body: opinionSaying },
	async ({ event, reader, body }) =>
		takeOpinion(event.locals.desk, taskActorOf(event, reader), body)
);
