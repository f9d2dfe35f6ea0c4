import { z } from 'zod';
import { dropDraft } from '#lib/server/commands/tasks/drafts.ts';
import { command } from '#lib/server/web/commands.ts';
import { taskActorOf } from '#lib/server/web/tasks.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = command(
	{ may: 'assignTasks', body: z.strictObject({}) },
	async ({ event, reader }) =>
		dropDraft(event.locals.desk.db, event.params.code ?? '', taskActorOf(event, reader))
);
