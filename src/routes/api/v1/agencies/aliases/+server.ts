import { addAgencyAlias } from '#lib/server/commands/agencies.ts';
import { command } from '#lib/server/web/commands.ts';
import { byOf } from '#lib/server/web/setting-acts.ts';
import { agencyAlias } from '#lib/server/web/setting-shapes.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = command(
	{ may: 'manageSettings', body: agencyAlias },
	async ({ event, body, reader }) => {
		const { desk } = event.locals;
		return addAgencyAlias(desk, body, byOf(event, reader), desk.clock.now(), Date.now());
	}
);
