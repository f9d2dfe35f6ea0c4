import { endpoint } from '#lib/server/web/api.ts';
import { overviewExportParams } from '#lib/server/web/export-params.ts';
import { exportOverview } from '#lib/server/web/exports.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = endpoint(
	{ may: 'seeAggregates', query: overviewExportParams },
	async ({ event, reader, query }) => exportOverview(event, reader, query)
);
