import { morningHeads } from '#lib/server/store/morning-pages.ts';
import { readAs } from '#lib/server/store/reading.ts';
import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { MORNINGS_LISTED, shownHead } from '#lib/server/web/morning-shapes.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = endpoint({ may: 'seeAggregates' }, async ({ event, reader }) => {
	const { db } = event.locals.desk;
	const heads = await readAs(db, reader, async (sql) => morningHeads(sql, MORNINGS_LISTED));
	return answerJson(event, { pages: heads.map(shownHead) });
});
