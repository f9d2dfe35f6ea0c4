import { addHead } from '#lib/server/commands/agencies.ts';
import { command } from '#lib/server/web/commands.ts';
import { byOf } from '#lib/server/web/setting-acts.ts';
import { agencyHead } from '#lib/server/web/setting-shapes.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = command(
	{ may: 'manageSettings', body: agencyHead },
	async ({ event, body, reader }) => {
		const { desk } = event.locals;
		return addHead(desk, body, byOf(event, reader), desk.clock.now(), Date.now());
	}
);
