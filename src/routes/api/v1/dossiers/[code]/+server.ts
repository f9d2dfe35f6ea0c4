import { dossierByCode } from '#lib/server/store/dossiers.ts';
import { readAs } from '#lib/server/store/reading.ts';
import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { problem } from '#lib/server/web/problem.ts';
import type { RequestEvent, RequestHandler } from './$types';

export const GET: RequestHandler = endpoint<RequestEvent>(
	{ may: 'seeDossiers' },
	async ({ event, reader }) => {
		const { db, rulebook, clock } = event.locals.desk;
		const rules = await rulebook.current();
		const { dossiers } = reader.sees;
		const found = await readAs(db, reader, async (sql) =>
			dossierByCode(sql, rules, dossiers, event.params.code, clock.now())
		);
		return found
			? answerJson(event, found)
			: problem({
					status: 404,
					title: 'Không có hồ sơ này.',
					code: 'dossiers.not_found'
				});
	}
);
