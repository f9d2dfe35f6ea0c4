import { fail, redirect } from '@sveltejs/kit';
import { checkPassword, signInForm } from '#lib/server/accounts/sign-in.ts';
import { authenticate } from '#lib/server/web/authenticate.ts';
import { homeFor } from '#lib/server/web/home.ts';
import { knownTo, letIn } from '#lib/server/web/let-in.ts';
import { nextPage } from '#lib/server/web/next-page.ts';
import type { Actions, PageServerLoad } from './$types';

/**
 * A form and nothing else: it needs no script, and one that arrives late would empty what somebody has
 * already typed.
 */
export const csr = false;

export const load: PageServerLoad = async ({ request, url, locals }) => {
	const pass = await authenticate(request, locals.desk.readers);
	if (pass !== null) {
		const home = await homeFor(locals.desk, pass.reader);
		redirect(303, nextPage(url.searchParams.get('next'), home));
	}
	return {
		singleSignOn: locals.desk.settings.oidc !== null,
		/** Why the single sign-on's word was not enough, by a word of ours. */
		notVouched: url.searchParams.get('oidc')
	};
};

export const actions: Actions = {
	default: async (event) => {
		const { request, url, locals } = event;
		const form = await request.formData();
		const email = form.get('email');
		const given = signInForm.safeParse({ email, password: form.get('password') });
		const again = { email: typeof email === 'string' ? email.slice(0, 254) : '' };
		if (!given.success) return fail(400, { ...again, wrong: true, waitMinutes: 0 });
		const { db: database, attempts } = locals.desk;
		const outcome = await checkPassword({ database, attempts: attempts.passwords }, given.data, {
			address: event.getClientAddress(),
			known: await knownTo(event)
		});
		if (outcome.is === 'wait') {
			event.setHeaders({ 'retry-after': String(outcome.seconds) });
			const waitMinutes = Math.ceil(outcome.seconds / 60);
			return fail(429, { ...again, wrong: false, waitMinutes });
		}
		if (outcome.is === 'wrong') return fail(400, { ...again, wrong: true, waitMinutes: 0 });
		const next = url.searchParams.get('next');
		redirect(303, await letIn(event, outcome.account, { how: 'password', next }));
	}
};
