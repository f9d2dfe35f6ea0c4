import { accepted } from '#lib/domain/refusal.ts';
import { command } from '#lib/server/web/commands.ts';
import { haveRead } from '#lib/server/web/notices.ts';
import { noticesRead } from '#lib/server/web/urging-shapes.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = command(
	{ may: 'readNotices', body: noticesRead },
	async ({ event, reader, body }) =>
		accepted({ read: await haveRead(event.locals.desk, reader, body.ids ?? null) })
);
