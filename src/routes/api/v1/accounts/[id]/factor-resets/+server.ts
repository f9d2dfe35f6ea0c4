import { takeFactorAway } from '#lib/server/accounts/people-access.ts';
import { command } from '#lib/server/web/commands.ts';
import { accountIdOf } from '#lib/server/web/people-door.ts';
import { nothing } from '#lib/server/web/people-shapes.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = command(
	{ may: 'manageAccounts', body: nothing },
	async ({ event, actor }) => takeFactorAway(event.locals.desk, actor, accountIdOf(event.params))
);
