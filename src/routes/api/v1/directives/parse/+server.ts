import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { proposalOf, sentDocument } from '#lib/server/web/directive-door.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = endpoint({ may: 'assignTasks' }, async ({ event }) =>
	answerJson(event, await proposalOf(await sentDocument(event.request), event.locals.desk))
);
