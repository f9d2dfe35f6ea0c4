import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { unknownActor } from '#lib/domain/audit/entry.ts';
import { cookieAttributes, linkCookie } from '#lib/server/accounts/cookies.ts';
import { choosePassword, linkHolder } from '#lib/server/accounts/links.ts';
import { sessionSettings } from '#lib/server/accounts/session.ts';
import { letIn } from '#lib/server/web/let-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** A form and nothing else, like the sign-in page itself. */
export const csr = false;

const passwordForm = z.object({ password: z.string().max(1000), again: z.string().max(1000) });

/** Who came here by a link that opens; null for nobody. */
async function linkIn(event: RequestEvent) {
	const { db, settings } = event.locals.desk;
	const header = event.request.headers.get('cookie');
	const cookie = await linkCookie.read(header, sessionSettings(settings));
	const account = cookie && (await linkHolder(db.sql, cookie.link, Date.now()));
	return account && { account, token: cookie.link };
}

export const load: PageServerLoad = async (event) => {
	const found = await linkIn(event);
	if (found === null) redirect(303, '/sign-in');
	return { email: found.account.email, name: found.account.name };
};

export const actions: Actions = {
	default: async (event) => {
		const found = await linkIn(event);
		if (found === null) redirect(303, '/sign-in');
		const { account, token } = found;
		const given = passwordForm.safeParse(Object.fromEntries(await event.request.formData()));
		if (!given.success) return fail(400, { fault: 'too_long' });
		const { password, again } = given.data;
		if (password !== again) return fail(400, { fault: 'differ' });
		const actor = unknownActor(event.getClientAddress());
		const { db, settings } = event.locals.desk;
		const done = await choosePassword(
			db,
			{ token, password },
			{ ...actor, kind: 'account', accountId: account.id }
		);
		if (!done.accepted) {
			const { code, facts } = done.refusal;
			if (code === 'link.over') redirect(303, '/sign-in');
			return fail(400, { fault: String(facts['needs']) });
		}
		const session = sessionSettings(settings);
		event.cookies.delete(linkCookie.name(session), cookieAttributes(session, 0));
		redirect(303, await letIn(event, done.value, { how: 'link', next: null }));
	}
};
