import { endpoint } from '#lib/server/web/api.ts';
import { createUpload } from '#lib/server/web/evidence-tus.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = endpoint({ may: 'sendEvidence' }, async ({ event, reader }) =>
	createUpload(event, reader)
);
