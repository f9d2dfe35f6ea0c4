import { endpoint } from '#lib/server/web/api.ts';
import { listExportParams } from '#lib/server/web/export-params.ts';
import { exportDossiers } from '#lib/server/web/exports.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = endpoint(
	{ may: 'seeDossiers', query: listExportParams },
	async ({ event, reader, query }) => exportDossiers(event, reader, query)
);
