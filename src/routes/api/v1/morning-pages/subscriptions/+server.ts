import { wantMorningPage } from '#lib/server/commands/morning.ts';
import { command } from '#lib/server/web/commands.ts';
import { morningWish } from '#lib/server/web/morning-shapes.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = command(
	{ may: 'receiveMorningPage', body: morningWish },
	async ({ event, actor, body }) => {
		const { db, clock } = event.locals.desk;
		const act = { actor, now: clock.now(), realNow: Date.now() };
		return wantMorningPage(db, body.on, act);
	}
);
