import { accepted } from '#lib/domain/refusal.ts';
import { handOutLinks } from '#lib/server/accounts/people-access.ts';
import { command } from '#lib/server/web/commands.ts';
import { shownLink } from '#lib/server/web/people-door.ts';
import { linksOrder } from '#lib/server/web/people-shapes.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = command(
	{ may: 'manageAccounts', body: linksOrder, once: ['url'] },
	async ({ event, actor, body }) => {
		const links = await handOutLinks(event.locals.desk, actor, body.again);
		return accepted({ items: links.map((link) => shownLink(event, link)) });
	}
);
