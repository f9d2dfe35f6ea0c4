import { error, redirect } from '@sveltejs/kit';
import { whoSignedOn } from '#lib/server/accounts/auth-oidc.ts';
import type { SingleSignOn } from '#lib/server/accounts/claims.ts';
import { cookieAttributes, singleSignOnCookie } from '#lib/server/accounts/cookies.ts';
import { sessionSettings } from '#lib/server/accounts/session.ts';
import { refuseSignIn } from '#lib/server/accounts/sign-in.ts';
import { accountOfSingleSignOn } from '#lib/server/accounts/single-sign-on.ts';
import { letIn } from '#lib/server/web/let-in.ts';
import type { RequestHandler } from './$types';

/** Back from the province's single sign-on. */
export const GET: RequestHandler = async (event) => {
	const { db, settings } = event.locals.desk;
	if (settings.oidc === null) error(404, 'Không tìm thấy');
	const session = sessionSettings(settings);
	const header = event.request.headers.get('cookie');
	const kept = await singleSignOnCookie.read(header, session);
	event.cookies.delete(singleSignOnCookie.name(session), cookieAttributes(session, 0));
	const address = event.getClientAddress();
	let who: SingleSignOn;
	try {
		who = await whoSignedOn(event);
	} catch {
		await refuseSignIn(db, null, 'oidc.not_vouched', address);
		redirect(303, '/sign-in?oidc=failed');
	}
	const found = await accountOfSingleSignOn(db, who, address);
	if (!found.accepted) {
		redirect(303, `/sign-in?oidc=${found.refusal.code.replace('oidc.', '')}`);
	}
	const next = kept?.next ?? null;
	redirect(
		303,
		await letIn(event, found.value, { how: 'oidc', next, factorShown: who.twoFactors })
	);
};
