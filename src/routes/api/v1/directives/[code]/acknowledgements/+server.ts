import { acknowledgeDirective } from '#lib/server/commands/tasks/act.ts';
import { command } from '#lib/server/web/commands.ts';
import { directiveAcknowledgement } from '#lib/server/web/task-shapes.ts';
import { taskActorOf } from '#lib/server/web/tasks.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = command(
	{ may: 'acknowledgeTasks', body: directiveAcknowledgement },
	async ({ event, reader }) =>
		acknowledgeDirective(event.locals.desk.db, event.params.code ?? '', taskActorOf(event, reader))
);
