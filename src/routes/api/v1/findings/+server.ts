import { answerJson, endpoint, invalid } from '#lib/server/web/api.ts';
import { command } from '#lib/server/web/commands.ts';
import { findingLog, findingParams } from '#lib/server/web/finding-shapes.ts';
import { findingActorOf, readFindings, takeFinding } from '#lib/server/web/findings.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = endpoint(
	{ may: 'seeInspections', query: findingParams },
	async ({ event, reader, query }) => {
		const items = await readFindings(event.locals.desk, reader, query);
		if (items === null) {
			throw invalid([{ field: 'agency', detail: 'không có cơ quan mang mã này' }]);
		}
		return answerJson(event, { total: items.length, items });
	}
);

export const POST: RequestHandler = command(
	{ may: 'seeInspections', body: findingLog },
	async ({ event, reader, body }) =>
		takeFinding(event.locals.desk, findingActorOf(event, reader), body)
);
