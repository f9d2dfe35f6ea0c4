import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { readHeat } from '#lib/server/web/findings.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = endpoint({ may: 'seeFindings' }, async ({ event, reader }) =>
	answerJson(event, await readHeat(event.locals.desk, reader))
);
