import { redirect } from '@sveltejs/kit';
import { endSession } from '#lib/server/accounts/auth.ts';
import { signOut } from '#lib/server/accounts/manage.ts';
import type { RequestHandler } from './$types';

/** A form's POST: a link or an image elsewhere can sign nobody out. */
export const POST: RequestHandler = async (event) => {
	const { desk, session } = event.locals;
	if (session !== null) await signOut(desk.db, session);
	await endSession(event);
	redirect(303, '/sign-in');
};
