import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { parseSent } from '#lib/server/web/directive-door.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = endpoint({ may: 'assignTasks' }, async ({ event }) =>
	answerJson(event, await parseSent(event.request, event.locals.desk))
);
