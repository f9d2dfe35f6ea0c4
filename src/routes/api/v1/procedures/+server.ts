import { procedureVersions, searchProcedures } from '#lib/server/store/procedures.ts';
import { readAs } from '#lib/server/store/reading.ts';
import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { procedureParams } from '#lib/server/web/api-shapes.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = endpoint(
	{ may: 'seeAggregates', query: procedureParams },
	async ({ event, reader, query }) => {
		const versions = await readAs(event.locals.desk.db, reader, procedureVersions);
		const { q: search, on, offset = 0, limit = 100 } = query;
		return answerJson(event, searchProcedures(versions, { search, on, offset, limit }));
	}
);
