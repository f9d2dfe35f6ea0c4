import { dossierByCode } from '#lib/server/store/dossiers.ts';
import { readAs } from '#lib/server/store/reading.ts';
import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { readDossierFlags } from '#lib/server/web/flags.ts';
import { problem } from '#lib/server/web/problem.ts';
import type { RequestEvent, RequestHandler } from './$types';

export const GET: RequestHandler = endpoint<RequestEvent>(
	{ may: 'seeDossiers' },
	async ({ event, reader }) => {
		const { desk } = event.locals;
		const { db, rulebook, clock } = desk;
		const rules = await rulebook.current();
		const dossier = await readAs(db, reader, async (sql) =>
			dossierByCode(sql, rules, reader.sees.dossiers, event.params.code, clock.now())
		);
		const found = dossier && (await readDossierFlags(desk, reader, dossier));
		return found
			? answerJson(event, found)
			: problem({ status: 404, title: 'Không có hồ sơ này.', code: 'dossiers.not_found' });
	}
);
