import { apologyDraft } from '#lib/server/web/apology-draft.ts';
import { apologyDraftParams } from '#lib/server/web/apology-shapes.ts';
import { endpoint } from '#lib/server/web/api.ts';
import type { RequestEvent, RequestHandler } from './$types';

export const GET: RequestHandler = endpoint<RequestEvent, typeof apologyDraftParams>(
	{ may: 'explainDelays', query: apologyDraftParams },
	async ({ event, reader, query }) => apologyDraft(event, reader, event.params.code, query)
);
