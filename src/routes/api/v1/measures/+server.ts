import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { delayActorOf } from '#lib/server/web/causes.ts';
import { command } from '#lib/server/web/commands.ts';
import { measureParams, measureQuery, measureTold } from '#lib/server/web/measure-shapes.ts';
import { readMeasures, recordTold } from '#lib/server/web/measures.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = endpoint(
	{ may: 'seeMeasures', query: measureParams },
	async ({ event, reader, query }) => {
		const { desk } = event.locals;
		const asked = measureQuery(query, await desk.rulebook.current(), desk.clock.now());
		const page = { after: query.cursor ?? null, limit: query.limit ?? 50 };
		return answerJson(event, await readMeasures(desk, reader, asked, page));
	}
);

export const POST: RequestHandler = command(
	{ may: 'recordMeasures', body: measureTold },
	async ({ event, reader, body }) =>
		recordTold(event.locals.desk, body, delayActorOf(event, reader))
);
