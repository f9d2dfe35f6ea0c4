import { endpoint } from '#lib/server/web/api.ts';
import { exportAudit } from '#lib/server/web/audit-export.ts';
import { auditFilter } from '#lib/server/web/audit-shapes.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = endpoint(
	{ may: 'seeAudit', query: auditFilter },
	async ({ event, reader, query }) => exportAudit(event, reader, query)
);
