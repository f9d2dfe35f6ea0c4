import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { readDossierDelays } from '#lib/server/web/delays.ts';
import { problem } from '#lib/server/web/problem.ts';
import type { RequestEvent, RequestHandler } from './$types';

export const GET: RequestHandler = endpoint<RequestEvent>(
	{ may: 'seeDossiers' },
	async ({ event, reader }) => {
		const found = await readDossierDelays(event.locals.desk, reader, event.params.code);
		return found
			? answerJson(event, found)
			: problem({ status: 404, title: 'Không có hồ sơ này.', code: 'dossiers.not_found' });
	}
);
