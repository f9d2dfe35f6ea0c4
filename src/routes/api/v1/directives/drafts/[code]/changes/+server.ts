import { accepted } from '#lib/domain/refusal.ts';
import { actOnDraft, changeDraft } from '#lib/server/commands/tasks/drafts.ts';
import { command } from '#lib/server/web/commands.ts';
import { actOfChange, DRAFT_BYTES, draftChange } from '#lib/server/web/draft-shapes.ts';
import { taskActorOf } from '#lib/server/web/tasks.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = command(
	{ may: 'assignTasks', body: draftChange, atMost: DRAFT_BYTES },
	async ({ event, reader, body }) => {
		const { db } = event.locals.desk;
		const by = taskActorOf(event, reader);
		const code = event.params.code ?? '';
		const { version } = body;
		if ('act' in body) return actOnDraft(db, { code, version, act: actOfChange(body.act) }, by);
		const { draft } = body;
		const decision = await changeDraft(db, { code, version, draft }, by);
		return decision.accepted ? accepted({ version: decision.value.version, draft }) : decision;
	}
);
