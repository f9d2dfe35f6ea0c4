import { waitingMessages } from '#lib/server/store/quarantine.ts';
import { readAs } from '#lib/server/store/reading.ts';
import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { waitingParams } from '#lib/server/web/api-shapes.ts';
import { shownMessage } from '#lib/server/web/quarantine-answers.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = endpoint(
	{ may: 'seeQuarantine', query: waitingParams },
	async ({ event, reader, query }) => {
		const { after = 0, limit = 100, ...which } = query;
		const { total, items } = await readAs(event.locals.desk.db, reader, async (sql) =>
			waitingMessages(sql, which, { after, limit })
		);
		const next = items.length < limit ? null : (items.at(-1)?.id ?? null);
		return answerJson(event, { total, items: items.map(shownMessage), next });
	}
);
