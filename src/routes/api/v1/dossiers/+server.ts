import { listDossiers } from '#lib/server/store/dossiers.ts';
import { readAs } from '#lib/server/store/reading.ts';
import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { listParams, listQuery } from '#lib/server/web/overview-params.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = endpoint(
	{ may: 'seeDossiers', query: listParams },
	async ({ event, reader, query }) => {
		const { db, rulebook, clock } = event.locals.desk;
		const now = clock.now();
		const rules = await rulebook.current();
		const asked = listQuery(query, rules, now);
		const { dossiers } = reader.sees;
		return answerJson(
			event,
			await readAs(db, reader, async (sql) => listDossiers(sql, rules, dossiers, asked, now))
		);
	}
);
