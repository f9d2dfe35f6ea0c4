import { command } from '#lib/server/web/commands.ts';
import { taskMirror } from '#lib/server/web/mirror-shapes.ts';
import { takeTold } from '#lib/server/web/task-mirror.ts';
import { taskActorOf } from '#lib/server/web/tasks.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = command(
	{ may: 'mirrorTasks', body: taskMirror },
	async ({ event, reader, body }) => takeTold(event.locals.desk, taskActorOf(event, reader), body)
);
