import { fail, redirect } from '@sveltejs/kit';
import { linkCookie } from '#lib/server/accounts/cookies.ts';
import { linkHolder } from '#lib/server/accounts/links.ts';
import { sessionSettings } from '#lib/server/accounts/session.ts';
import { setSealed } from '#lib/server/web/let-in.ts';
import type { Actions } from './$types';

export const actions: Actions = {
	/** What stood after `#` in the link, sent by the page's script. Looking at it uses nothing up. */
	default: async (event) => {
		const { db, settings } = event.locals.desk;
		const token = (await event.request.formData()).get('token');
		const holder = typeof token === 'string' ? await linkHolder(db.sql, token, Date.now()) : null;
		if (holder === null || typeof token !== 'string') return fail(400, { over: true });
		await setSealed(event, linkCookie, { link: token }, sessionSettings(settings));
		redirect(303, '/sign-in/password');
	}
};
