import { givePost } from '#lib/server/accounts/people.ts';
import { command } from '#lib/server/web/commands.ts';
import { accountIdOf } from '#lib/server/web/people-door.ts';
import { postOrder } from '#lib/server/web/people-shapes.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = command(
	{ may: 'manageAccounts', body: postOrder },
	async ({ event, actor, body }) =>
		givePost(event.locals.desk, actor, accountIdOf(event.params), body)
);
