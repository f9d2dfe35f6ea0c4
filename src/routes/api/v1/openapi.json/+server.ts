import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { openApi } from '#lib/server/web/openapi.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = endpoint({}, ({ event }) =>
	answerJson(event, openApi(event.locals.desk.settings.origin))
);
