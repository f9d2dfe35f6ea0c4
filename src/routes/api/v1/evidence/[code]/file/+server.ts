import { endpoint } from '#lib/server/web/api.ts';
import { downloadEvidence } from '#lib/server/web/evidence-door.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = endpoint({ may: 'seeEvidence' }, async ({ event, reader }) =>
	downloadEvidence(event, reader, event.params.code ?? '')
);
