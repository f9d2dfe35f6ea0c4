import { issueDraft } from '#lib/server/commands/tasks/drafts.ts';
import { command } from '#lib/server/web/commands.ts';
import { draftIssue } from '#lib/server/web/draft-shapes.ts';
import { taskActorOf } from '#lib/server/web/tasks.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = command(
	{ may: 'assignTasks', body: draftIssue },
	async ({ event, reader, body }) => {
		const { db, rulebook } = event.locals.desk;
		const given = { code: event.params.code ?? '', ...body };
		return issueDraft(db, await rulebook.current(), given, taskActorOf(event, reader));
	}
);
