import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { causeParams, causeQuery } from '#lib/server/web/cause-shapes.ts';
import { readCauses } from '#lib/server/web/causes.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = endpoint(
	{ may: 'seeDossiers', query: causeParams },
	async ({ event, reader, query }) => {
		const { desk } = event.locals;
		const asked = causeQuery(query, await desk.rulebook.current(), desk.clock.now());
		const page = { after: query.cursor ?? null, limit: query.limit ?? 50 };
		return answerJson(event, await readCauses(desk, reader, asked, page));
	}
);
