import { hindrances } from '#lib/domain/directives/draft.ts';
import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { DRAFT_REFUSALS, readDraft } from '#lib/server/web/drafts.ts';
import { problem } from '#lib/server/web/problem.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = endpoint({ may: 'assignTasks' }, async ({ event, reader }) => {
	const found = await readDraft(event.locals.desk, reader, event.params.code ?? '');
	if (found === null) {
		const code = 'draft.unknown';
		return problem({ status: 404, title: DRAFT_REFUSALS[code] ?? code, code });
	}
	const { code, version, text, draft, createdAt, createdBy, savedAt, savedBy, same } = found;
	return answerJson(event, {
		...{ code, version, text, draft, createdAt, createdBy, savedAt, savedBy, same },
		hindrances: hindrances(draft)
	});
});
