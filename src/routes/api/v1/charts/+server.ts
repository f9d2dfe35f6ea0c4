import { chartSeries } from '#lib/server/store/charts.ts';
import { readFiguresAs } from '#lib/server/store/reading.ts';
import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { overviewParams, overviewQuery } from '#lib/server/web/overview-params.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = endpoint(
	{ may: 'seeAggregates', query: overviewParams },
	async ({ event, reader, query }) => {
		const { db, rulebook, clock } = event.locals.desk;
		const now = clock.now();
		const rules = await rulebook.current();
		const asked = overviewQuery(query, rules, now);
		return answerJson(
			event,
			await readFiguresAs(db, reader, async (sql) => chartSeries(sql, rules, asked, now))
		);
	}
);
