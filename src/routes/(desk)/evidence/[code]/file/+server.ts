import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { downloadEvidence } from '#lib/server/web/evidence-door.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	const reader = requirePageReader(event, 'seeEvidence');
	return downloadEvidence(event, reader, event.params.code);
};
