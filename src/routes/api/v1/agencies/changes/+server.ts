import { changeAgency } from '#lib/server/commands/agencies.ts';
import { command } from '#lib/server/web/commands.ts';
import { byOf, changeOf } from '#lib/server/web/setting-acts.ts';
import { agencyChange } from '#lib/server/web/setting-shapes.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = command(
	{ may: 'manageSettings', body: agencyChange },
	async ({ event, body, reader }) => {
		const { desk } = event.locals;
		return changeAgency(desk, changeOf(body), byOf(event, reader), desk.clock.now(), Date.now());
	}
);
