import { error, redirect } from '@sveltejs/kit';
import { singleSignOnAddress } from '#lib/server/accounts/auth-oidc.ts';
import { cookieAttributes, singleSignOnCookie } from '#lib/server/accounts/cookies.ts';
import { sessionSettings } from '#lib/server/accounts/session.ts';
import { setSealed } from '#lib/server/web/let-in.ts';
import type { RequestHandler } from './$types';

/**
 * To the province's single sign-on. A link and not a form: the policy lets forms go to this origin
 * alone, whatever answers them.
 */
export const GET: RequestHandler = async (event) => {
	const { settings, log } = event.locals.desk;
	if (settings.oidc === null) error(404, 'Không tìm thấy');
	// Another site can send nobody on from here.
	if (event.request.headers.get('sec-fetch-site') === 'cross-site') redirect(303, '/sign-in');
	const session = sessionSettings(settings);
	const next = event.url.searchParams.get('next');
	let address: string;
	try {
		address = await singleSignOnAddress(event);
		await setSealed(event, singleSignOnCookie, { next: next?.slice(0, 2000) ?? null }, session);
	} catch (failure) {
		log.warn({ requestId: event.locals.requestId, err: failure }, 'single sign-on is away');
		event.cookies.delete(singleSignOnCookie.name(session), cookieAttributes(session, 0));
		redirect(303, '/sign-in?oidc=away');
	}
	redirect(303, address);
};
