import { readFiguresAs } from '#lib/server/store/reading.ts';
import { overviewOf } from '#lib/server/store/overview.ts';
import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { overviewParams, overviewQuery } from '#lib/server/web/overview-params.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = endpoint(
	{ may: 'seeAggregates', query: overviewParams },
	async ({ event, reader, query }) => {
		const { db, rulebook, clock, figures } = event.locals.desk;
		// The question that everybody asks is answered from memory: a viewer costs no SQL.
		if (event.url.search === '') {
			return answerJson(event, await figures.current());
		}
		const now = clock.now();
		const rules = await rulebook.current();
		const asked = overviewQuery(query, rules, now);
		const body = await readFiguresAs(db, reader, async (sql) => overviewOf(sql, rules, asked, now));
		return answerJson(event, body);
	}
);
