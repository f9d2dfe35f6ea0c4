import { endpoint } from '#lib/server/web/api.ts';
import { continueUpload, uploadOffset, uploadState } from '#lib/server/web/evidence-tus.ts';
import type { RequestHandler } from './$types';

const rule = { may: 'sendEvidence' } as const;

export const GET: RequestHandler = endpoint(rule, async ({ event, reader }) =>
	uploadState(event, reader)
);

export const HEAD: RequestHandler = endpoint(rule, async ({ event, reader }) =>
	uploadOffset(event, reader)
);

export const PATCH: RequestHandler = endpoint(rule, async ({ event, reader }) =>
	continueUpload(event, reader)
);
