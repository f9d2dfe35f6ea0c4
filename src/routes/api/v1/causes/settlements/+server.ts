import { settleCauses } from '#lib/server/commands/causes.ts';
import { causeSettlement } from '#lib/server/web/cause-shapes.ts';
import { decisionOf, delayActorOf } from '#lib/server/web/causes.ts';
import { command } from '#lib/server/web/commands.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = command(
	{ may: 'settleCauses', body: causeSettlement },
	async ({ event, reader, body }) =>
		decisionOf(
			await settleCauses(event.locals.desk.db, body, delayActorOf(event, reader)),
			'declarations'
		)
);
