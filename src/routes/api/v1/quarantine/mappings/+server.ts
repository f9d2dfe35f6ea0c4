import { mapAgencyName } from '#lib/server/commands/quarantine.ts';
import { nameMapping } from '#lib/server/web/api-shapes.ts';
import { command } from '#lib/server/web/commands.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = command(
	{ may: 'settleQuarantine', body: nameMapping },
	async ({ event, body, by, actor }) => {
		const { desk } = event.locals;
		return mapAgencyName(desk, body, by, desk.clock.now(), actor);
	}
);
