import { accepted } from '#lib/domain/refusal.ts';
import { closeKey } from '#lib/server/accounts/manage.ts';
import { command } from '#lib/server/web/commands.ts';
import { keyIdOf, revocation } from '#lib/server/web/key-shapes.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = command(
	{ may: 'manageKeys', body: revocation },
	async ({ event, actor }) => {
		const closed = await closeKey(event.locals.desk.db, keyIdOf(event.params), actor);
		return closed.accepted ? accepted({ id: closed.value }) : closed;
	}
);
