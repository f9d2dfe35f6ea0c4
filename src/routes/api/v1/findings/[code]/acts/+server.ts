import { command } from '#lib/server/web/commands.ts';
import { findingAct } from '#lib/server/web/finding-shapes.ts';
import { findingActorOf, takeFindingAct } from '#lib/server/web/findings.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = command(
	{ may: 'seeInspections', body: findingAct },
	async ({ event, reader, body }) =>
		takeFindingAct(event.locals.desk, findingActorOf(event, reader), event.params.code ?? '', body)
);
