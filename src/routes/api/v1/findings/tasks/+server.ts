import { command } from '#lib/server/web/commands.ts';
import { findingTasks } from '#lib/server/web/finding-shapes.ts';
import { findingActorOf, takeFindingTasks } from '#lib/server/web/findings.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = command(
	{ may: 'assignTasks', body: findingTasks },
	async ({ event, reader, body }) =>
		takeFindingTasks(event.locals.desk, findingActorOf(event, reader), body)
);
