import { accepted } from '#lib/domain/refusal.ts';
import { handOutLink } from '#lib/server/accounts/people-access.ts';
import { command } from '#lib/server/web/commands.ts';
import { accountIdOf, shownLink } from '#lib/server/web/people-door.ts';
import { nothing } from '#lib/server/web/people-shapes.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = command(
	{ may: 'manageAccounts', body: nothing, once: ['url'] },
	async ({ event, actor }) => {
		const handed = await handOutLink(event.locals.desk, actor, accountIdOf(event.params));
		return handed.accepted ? accepted(shownLink(event, handed.value)) : handed;
	}
);
