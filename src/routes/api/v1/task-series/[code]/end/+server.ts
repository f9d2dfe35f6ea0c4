import { endSeries } from '#lib/server/commands/tasks/series.ts';
import { command } from '#lib/server/web/commands.ts';
import { seriesEnd } from '#lib/server/web/task-shapes.ts';
import { taskActorOf } from '#lib/server/web/tasks.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = command(
	{ may: 'assignTasks', body: seriesEnd },
	async ({ event, reader, body: { document } }) =>
		endSeries(
			event.locals.desk.db,
			{ code: event.params.code ?? '', document },
			taskActorOf(event, reader)
		)
);
