import { endpoint } from '#lib/server/web/api.ts';
import { downloadEvidence } from '#lib/server/web/evidence-door.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = endpoint({ may: 'seeTasks' }, async ({ event, reader }) =>
	downloadEvidence(event, reader, event.params.file ?? '', {
		kind: 'task',
		code: event.params.code ?? ''
	})
);
