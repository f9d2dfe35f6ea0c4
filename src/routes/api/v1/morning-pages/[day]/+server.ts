import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { morningPageFor } from '#lib/server/web/morning-reading.ts';
import { shownPage } from '#lib/server/web/morning-shapes.ts';
import { ProblemError } from '#lib/server/web/problem.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = endpoint({ may: 'seeAggregates' }, async ({ event, reader }) => {
	const page = await morningPageFor(event.locals.desk.db, reader, event.params['day'] ?? '');
	if (page === null) {
		throw new ProblemError({
			status: 404,
			title: 'Không có trang của ngày này.',
			code: 'morning.not_found'
		});
	}
	return answerJson(event, shownPage(page));
});
