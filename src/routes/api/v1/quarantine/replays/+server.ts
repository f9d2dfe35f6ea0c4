import { accepted } from '#lib/domain/refusal.ts';
import { replay } from '#lib/server/commands/quarantine.ts';
import { replayOrder } from '#lib/server/web/api-shapes.ts';
import { command } from '#lib/server/web/commands.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = command(
	{ may: 'settleQuarantine', body: replayOrder },
	async ({ event, body, by, actor }) => {
		const { desk } = event.locals;
		return accepted(await replay(desk, body.name ?? null, by, desk.clock.now(), actor));
	}
);
