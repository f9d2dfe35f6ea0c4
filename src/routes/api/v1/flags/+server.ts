import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { flagListParams, flagQuery } from '#lib/server/web/flag-shapes.ts';
import { readFlags } from '#lib/server/web/flags.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = endpoint(
	{ may: 'seeFlags', query: flagListParams },
	async ({ event, reader, query }) => {
		const { desk } = event.locals;
		const asked = flagQuery(query, await desk.rulebook.current(), desk.clock.now());
		const page = { before: query.cursor ?? null, limit: query.limit ?? 50 };
		return answerJson(event, await readFlags(desk, reader, asked, page));
	}
);
