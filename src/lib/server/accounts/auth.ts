import { SvelteKitAuth } from '@auth/sveltekit';
import Credentials from '@auth/sveltekit/providers/credentials';
import { isRedirect, type RequestEvent } from '@sveltejs/kit';
import type { Actor } from '#lib/domain/audit/entry.ts';
import { saveSignIn, type AccountRecord } from '../store/accounts.ts';
import { record } from '../store/audit.ts';
import { withTransaction, type Transaction } from '../store/database.ts';
import { insertSession } from '../store/sessions.ts';
import { ABSOLUTE_SECONDS, cookieOptions, newClaims, sessionSettings } from './session.ts';

/*
 * The only importer of Auth.js's SvelteKit package. Two functions and no route of its own: the
 * password has been checked before (`sign-in.ts`), and Auth.js is asked to begin and to end the
 * session, so that another library can take its place.
 */

/** How somebody came in. */
export interface Entrance {
	how: 'password' | 'oidc' | 'link';
	/** Whether the second factor was shown, now or by a trusted device. */
	secondFactor: boolean;
	/** The trusted device that stood for it. */
	device?: number | null;
}

/**
 * Begins a session: the answer to this request sets the cookie.
 * @param also what is kept in the same transaction, before the record of the session
 */
export async function beginSession(
	event: RequestEvent,
	account: AccountRecord,
	{ how, secondFactor, device = null }: Entrance,
	also: (sql: Transaction['sql'], actor: Actor) => Promise<void> = async () => undefined
): Promise<void> {
	const now = Date.now();
	const claims = newClaims(account, now);
	const address = event.getClientAddress();
	const actor = { kind: 'account', accountId: account.id, keyId: null, screenId: null } as const;
	await withTransaction(event.locals.desk.db, async ({ sql }) => {
		await insertSession(sql, {
			id: claims.sid,
			accountId: account.id,
			version: account.sessionVersion,
			secondFactor,
			createdAt: now,
			endsAt: now + ABSOLUTE_SECONDS * 1000,
			address,
			agent: event.request.headers.get('user-agent') ?? ''
		});
		await saveSignIn(sql, account.id, now);
		await also(sql, { ...actor, address });
		await record(sql, {
			at: now,
			actor: { ...actor, address },
			action: 'session.begin',
			subject: `account:${account.id}`,
			before: null,
			after: { session: claims.sid, how, secondFactor, device }
		});
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
