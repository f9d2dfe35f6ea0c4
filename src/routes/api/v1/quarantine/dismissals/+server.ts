import { dismiss } from '#lib/server/commands/quarantine.ts';
import { dismissalOrder } from '#lib/server/web/api-shapes.ts';
import { command } from '#lib/server/web/commands.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = command(
	{ may: 'settleQuarantine', body: dismissalOrder },
	async ({ event, body, by, actor }) => {
		const { because, ...which } = body;
		const { desk } = event.locals;
		return dismiss(desk, which, because, by, desk.clock.now(), actor);
	}
);
