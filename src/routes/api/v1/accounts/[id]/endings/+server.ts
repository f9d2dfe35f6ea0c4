import { endPost } from '#lib/server/accounts/people.ts';
import { command } from '#lib/server/web/commands.ts';
import { accountIdOf } from '#lib/server/web/people-door.ts';
import { postEnding } from '#lib/server/web/people-shapes.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = command(
	{ may: 'manageAccounts', body: postEnding },
	async ({ event, actor, body }) =>
		endPost(event.locals.desk, actor, accountIdOf(event.params), body)
);
