import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { readShift } from '#lib/server/web/shift.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = endpoint({ may: 'keepShift' }, async ({ event, reader }) =>
	answerJson(event, await readShift(event.locals.desk, reader))
);
