import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { CORRECTION_REFUSALS } from '#lib/server/web/correction-shapes.ts';
import { readCorrection } from '#lib/server/web/corrections.ts';
import { problem } from '#lib/server/web/problem.ts';
import type { RequestEvent, RequestHandler } from './$types';

export const GET: RequestHandler = endpoint<RequestEvent>(
	{ may: 'seeDossiers' },
	async ({ event, reader }) => {
		const found = await readCorrection(event.locals.desk, reader, event.params.code);
		if (found !== null) return answerJson(event, found);
		const code = 'correction.unknown';
		return problem({ status: 404, title: CORRECTION_REFUSALS[code] ?? code, code });
	}
);
