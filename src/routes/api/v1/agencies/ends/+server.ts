import { endAgency } from '#lib/server/commands/agencies.ts';
import { command } from '#lib/server/web/commands.ts';
import { byOf } from '#lib/server/web/setting-acts.ts';
import { agencyEnd } from '#lib/server/web/setting-shapes.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = command(
	{ may: 'manageSettings', body: agencyEnd },
	async ({ event, body, reader }) => {
		const { desk } = event.locals;
		return endAgency(desk, body, byOf(event, reader), desk.clock.now(), Date.now());
	}
);
