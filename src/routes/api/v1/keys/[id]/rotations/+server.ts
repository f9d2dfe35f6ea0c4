import { isoOf } from '#lib/domain/calendar/time.ts';
import { accepted } from '#lib/domain/refusal.ts';
import { rotateKey } from '#lib/server/accounts/rotate-key.ts';
import { command } from '#lib/server/web/commands.ts';
import { keyIdOf, rotation } from '#lib/server/web/key-shapes.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = command(
	{ may: 'manageKeys', body: rotation, once: ['key'] },
	async ({ event, actor, body }) => {
		const { db } = event.locals.desk;
		const made = await rotateKey(db, keyIdOf(event.params), body.endsOn, actor);
		return made.accepted ? accepted({ ...made.value, endsAt: isoOf(made.value.endsAt) }) : made;
	}
);
