import { renamePerson } from '#lib/server/accounts/people.ts';
import { command } from '#lib/server/web/commands.ts';
import { accountIdOf } from '#lib/server/web/people-door.ts';
import { newName } from '#lib/server/web/people-shapes.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = command(
	{ may: 'manageAccounts', body: newName },
	async ({ event, actor, body }) =>
		renamePerson(event.locals.desk, actor, accountIdOf(event.params), body.name)
);
