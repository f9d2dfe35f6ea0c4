import { SvelteKitAuth } from '@auth/sveltekit';
import Credentials from '@auth/sveltekit/providers/credentials';
import { isRedirect, type RequestEvent } from '@sveltejs/kit';
import type { AccountRecord } from '../store/accounts.ts';
import { insertSession } from '../store/sessions.ts';
import { ABSOLUTE_SECONDS, cookieOptions, newClaims, sessionSettings } from './session.ts';

/*
 * The only importer of Auth.js's SvelteKit package. Two functions and no route of its own: the
 * password has been checked before (`sign-in.ts`), and Auth.js is asked to begin and to end the
 * session, so that another library, or the province's single sign-on, can take its place.
 */

/**
 * Begins a session: the answer to this request sets the cookie.
 * @param secondFactor whether it was shown, now or by a trusted device
 */
export async function beginSession(
	event: RequestEvent,
	account: AccountRecord,
	secondFactor: boolean
): Promise<void> {
	const now = Date.now();
	const claims = newClaims(account, now);
	await insertSession(event.locals.desk.db.sql, {
		id: claims.sid,
		accountId: account.id,
		version: account.sessionVersion,
		secondFactor,
		createdAt: now,
		endsAt: now + ABSOLUTE_SECONDS * 1000,
		address: event.getClientAddress(),
		agent: event.request.headers.get('user-agent') ?? ''
	});
	const { signIn } = authFor(event, { account, claims });
	await ignoringItsRedirect(async () => signIn(ownEvent(event, { providerId: 'credentials' })));
}

/** Takes the session cookie away from the browser. */
export async function forgetSession(event: RequestEvent): Promise<void> {
	const { signOut } = authFor(event, null);
	await ignoringItsRedirect(async () => signOut(ownEvent(event, {})));
}

interface Beginning {
	account: AccountRecord;
	claims: ReturnType<typeof newClaims>;
}

function authFor(event: RequestEvent, beginning: Beginning | null) {
	const { settings, log } = event.locals.desk;
	const session = sessionSettings(settings);
	return SvelteKitAuth(async () =>
		Promise.resolve({
			secret: session.secret,
			trustHost: true,
			useSecureCookies: session.secure,
			session: { strategy: 'jwt', maxAge: ABSOLUTE_SECONDS },
			cookies: {
				sessionToken: { name: session.cookieName, options: cookieOptions(session) }
			},
			providers: [
				Credentials({
					authorize: () =>
						beginning && { id: String(beginning.account.id), email: beginning.account.email }
				})
			],
			callbacks: {
				// Nothing of a person is carried in the cookie: an id, looked up at every use.
				jwt: ({ token, user }) =>
					beginning !== null && user !== undefined ? beginning.claims : token
			},
			logger: {
				error: (error) => {
					log.error({ requestId: event.locals.requestId, err: error }, 'session');
				},
				warn: () => undefined,
				debug: () => undefined
			}
		})
	);
}

/**
 * The event as Auth.js is to see it: our own origin whatever the Host header says, only its own form
 * fields, and a jar that takes the session cookie and none of its others.
 */
function ownEvent(event: RequestEvent, fields: Record<string, string>): RequestEvent {
	const { settings } = event.locals.desk;
	const { cookieName } = sessionSettings(settings);
	const origin = new URL(settings.origin);
	const headers = new Headers({
		cookie: event.request.headers.get('cookie') ?? '',
		host: origin.host,
		'x-forwarded-host': origin.host,
		'x-forwarded-proto': origin.protocol.replace(':', '')
	});
	return {
		...event,
		url: new URL('/auth', origin),
		request: new Request(new URL('/auth', origin), {
			method: 'POST',
			headers,
			body: new URLSearchParams({ ...fields, redirectTo: '/' })
		}),
		cookies: {
			...event.cookies,
			set: (name, value, options) => {
				if (name.startsWith(cookieName)) event.cookies.set(name, value, options);
			}
		}
	};
}

/** It ends by throwing Kit's redirect; where to go is ours to say. */
async function ignoringItsRedirect(work: () => Promise<unknown>): Promise<void> {
	try {
		await work();
	} catch (error) {
		if (!isRedirect(error)) throw error;
	}
}
