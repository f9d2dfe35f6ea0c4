import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { INSPECTION_REFUSALS } from '#lib/server/web/inspection-shapes.ts';
import { readInspection } from '#lib/server/web/inspections.ts';
import { problem } from '#lib/server/web/problem.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = endpoint(
	{ may: 'seeInspections' },
	async ({ event, reader }) => {
		const found = await readInspection(event.locals.desk, reader, event.params.code ?? '');
		if (found !== null) return answerJson(event, found);
		const code = 'inspection.unknown';
		return problem({ status: 404, code, title: INSPECTION_REFUSALS[code] ?? code });
	}
);
