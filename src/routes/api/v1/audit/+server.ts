import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { readAudit } from '#lib/server/web/audit-reading.ts';
import { auditParams } from '#lib/server/web/audit-shapes.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = endpoint(
	{ may: 'seeAudit', query: auditParams },
	async ({ event, reader, query }) => answerJson(event, await readAudit(event, reader, query))
);
