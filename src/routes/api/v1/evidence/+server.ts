import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { listEvidence } from '#lib/server/web/evidence-door.ts';
import { evidenceListParams } from '#lib/server/web/evidence-shapes.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = endpoint(
	{ may: 'seeEvidence', query: evidenceListParams },
	async ({ event, reader, query }) =>
		answerJson(event, { items: await listEvidence(event, reader, query.owner) })
);
