import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { readInbox } from '#lib/server/web/notices.ts';
import { noticeParams } from '#lib/server/web/urging-shapes.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = endpoint(
	{ may: 'readNotices', query: noticeParams },
	async ({ event, reader, query }) =>
		answerJson(event, await readInbox(event.locals.desk, reader, query.show ?? 'open'))
);
