import { fail, redirect } from '@sveltejs/kit';
import { beginSession } from '#lib/server/accounts/auth.ts';
import { countAttempts } from '#lib/server/accounts/attempts.ts';
import { checkPassword, signInForm } from '#lib/server/accounts/sign-in.ts';
import { authenticate } from '#lib/server/web/authenticate.ts';
import { postsOn } from '#lib/domain/accounts/account.ts';
import { homeOf } from '#lib/domain/accounts/permissions.ts';
import { dayOf } from '#lib/domain/calendar/time.ts';
import { nextPage } from '#lib/server/web/next-page.ts';
import type { Actions, PageServerLoad } from './$types';

/**
 * A form and nothing else: it needs no script, and one that arrives late would empty what somebody has
 * already typed.
 */
export const csr = false;

/** For all requests of this process, which is what it limits. */
const attempts = countAttempts();

export const load: PageServerLoad = async ({ request, url, locals }) => {
	const pass = await authenticate(request, locals.desk.readers);
	if (pass !== null)
		redirect(303, nextPage(url.searchParams.get('next'), homeOf(pass.reader.roles)));
};

export const actions: Actions = {
	default: async (event) => {
		const { request, url, locals } = event;
		const form = await request.formData();
		const email = form.get('email');
		const given = signInForm.safeParse({ email, password: form.get('password') });
		const again = { email: typeof email === 'string' ? email.slice(0, 254) : '' };
		if (!given.success) return fail(400, { ...again, wrong: true, waitMinutes: 0 });
		const { sql } = locals.desk.db;
		const outcome = await checkPassword({ sql, attempts }, given.data, event.getClientAddress());
		if (outcome.is === 'wait') {
			event.setHeaders({ 'retry-after': String(outcome.seconds) });
			const waitMinutes = Math.ceil(outcome.seconds / 60);
			return fail(429, { ...again, wrong: false, waitMinutes });
		}
		if (outcome.is === 'wrong') return fail(400, { ...again, wrong: true, waitMinutes: 0 });
		await beginSession(event, outcome.account, true);
		const today = dayOf(locals.desk.clock.now());
		const roles = postsOn(outcome.account, today).map(({ role }) => role);
		redirect(303, nextPage(url.searchParams.get('next'), homeOf(roles)));
	}
};
