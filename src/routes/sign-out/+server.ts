import { redirect } from '@sveltejs/kit';
import { actorOf } from '#lib/domain/audit/entry.ts';
import { forgetSession } from '#lib/server/accounts/auth.ts';
import { endSession } from '#lib/server/accounts/end-sessions.ts';
import type { RequestHandler } from './$types';

/** A form's POST: a link or an image elsewhere can sign nobody out. */
export const POST: RequestHandler = async (event) => {
	const { desk, reader, session } = event.locals;
	if (session !== null && reader !== null) {
		await endSession(desk.db, session, actorOf(reader, event.getClientAddress()));
	}
	await forgetSession(event);
	redirect(303, '/sign-in');
};
