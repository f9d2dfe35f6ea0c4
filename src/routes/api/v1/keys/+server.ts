import { createKey } from '#lib/server/accounts/manage.ts';
import { listKeys } from '#lib/server/store/keys.ts';
import { readAs } from '#lib/server/store/reading.ts';
import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { command } from '#lib/server/web/commands.ts';
import { keyOf, newKeyOrder, shownKey } from '#lib/server/web/key-shapes.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = endpoint({ may: 'manageKeys' }, async ({ event, reader }) => {
	const keys = await readAs(event.locals.desk.db, reader, listKeys);
	return answerJson(event, { items: keys.map(shownKey) });
});

export const POST: RequestHandler = command(
	{ may: 'manageKeys', body: newKeyOrder, once: ['key'] },
	async ({ event, actor, body }) => createKey(event.locals.desk.db, keyOf(body), actor)
);
