import { endpoint } from '#lib/server/web/api.ts';
import { paperDownload } from '#lib/server/web/inspection-paper.ts';
import { INSPECTION_REFUSALS, paperParams } from '#lib/server/web/inspection-shapes.ts';
import { problem } from '#lib/server/web/problem.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = endpoint(
	{ may: 'seeInspections', query: paperParams },
	async ({ event, reader, query }) => {
		const file = await paperDownload(event, reader, event.params.code ?? '', query.paper);
		if (file !== null) return file;
		const code = 'inspection.unknown';
		return problem({ status: 404, code, title: INSPECTION_REFUSALS[code] ?? code });
	}
);
