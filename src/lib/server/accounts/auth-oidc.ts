import { Auth, customFetch, raw, skipCSRFCheck, type AuthConfig } from '@auth/core';
import type { OIDCConfig } from '@auth/core/providers';
import type { RequestEvent } from '@sveltejs/kit';
import { claimsOf, type SingleSignOn } from './claims.ts';
import { cookieAttributes, cookieName } from './cookies.ts';
import { sessionSettings } from './session.ts';

/*
 * The province's single sign-on by OpenID Connect: authorization code with PKCE, state and nonce. As
 * with passwords Auth.js has no route of its own and begins no session; it is asked where to send
 * somebody, and what the provider says of who comes back. An answer that was not asked for by this
 * browser, or not by our provider, is an error.
 */

interface RawAnswer {
	cookies?: { name: string; value: string; options: object }[];
}

const PROVIDER = 'oidc';
/** How long the provider may take to answer this server. */
const PATIENCE_MS = 10_000;
const MINUTES = 60;

/** Where to send somebody; what must be remembered until they come back is set on the answer. */
export async function singleSignOnAddress(event: RequestEvent): Promise<string> {
	const request = ownRequest(event, `/sign-in/signin/${PROVIDER}`, {
		method: 'POST',
		body: new URLSearchParams({ callbackUrl: '/' })
	});
	const answer = await Auth(request, { ...configFor(event), raw });
	setCookies(event, answer.cookies);
	if (answer.redirect === undefined) throw new Error('single sign-on has no address');
	return answer.redirect;
}

/**
 * Who came back from the province's single sign-on, as it says.
 * @throws whatever Auth.js throws: the provider refused or is away, the answer is forged or too old
 */
export async function whoSignedOn(event: RequestEvent): Promise<SingleSignOn> {
	let seen: SingleSignOn | null = null;
	const config = configFor(event);
	const request = ownRequest(event, `/sign-in/callback/${PROVIDER}${event.url.search}`);
	const answer = await Auth(request, {
		...config,
		raw,
		callbacks: {
			signIn: ({ account, profile }) => {
				seen = claimsOf(config.issuer, account?.id_token ?? '', profile);
				// A place to go on to ends it here: no session of Auth.js is begun.
				return '/';
			}
		}
	});
	setCookies(event, answer.cookies);
	if (seen === null) throw new Error('single sign-on named nobody');
	return seen;
}

function configFor(event: RequestEvent): AuthConfig & { issuer: string } {
	const { settings, log } = event.locals.desk;
	if (settings.oidc === null) throw new Error('no OIDC_ISSUER');
	const { issuer, clientId, clientSecret } = settings.oidc;
	const session = sessionSettings(settings);
	const options = cookieAttributes(session, 15 * MINUTES);
	const cookie = (what: string) => ({ name: cookieName(session, `oidc-${what}`), options });
	const provider: OIDCConfig<Record<string, unknown>> = {
		id: PROVIDER,
		name: PROVIDER,
		type: 'oidc',
		issuer,
		clientId,
		clientSecret,
		checks: ['pkce', 'state', 'nonce'],
		// Asked besides the ID token: providers that keep to the letter tell addresses only there.
		idToken: false,
		authorization: { params: { scope: 'openid email profile' } },
		profile: ({ sub }) => ({ id: String(sub) }),
		[customFetch]: async (input, init) =>
			fetch(input, { ...init, signal: AbortSignal.timeout(PATIENCE_MS) })
	};
	return {
		issuer,
		secret: session.secret,
		trustHost: true,
		basePath: '/sign-in',
		useSecureCookies: session.secure,
		// Our own guard has looked at where the request comes from.
		skipCSRFCheck,
		session: { strategy: 'jwt' },
		cookies: {
			state: cookie('state'),
			nonce: cookie('nonce'),
			pkceCodeVerifier: cookie('pkce'),
			callbackUrl: cookie('callback')
		},
		providers: [provider],
		logger: {
			error: (error) => {
				log.warn({ requestId: event.locals.requestId, err: error }, 'single sign-on');
			},
			warn: () => undefined,
			debug: () => undefined
		}
	};
}

/** The request as Auth.js is to see it: at our own origin, whatever the Host header says. */
function ownRequest(event: RequestEvent, path: string, init: RequestInit = {}): Request {
	const { origin } = event.locals.desk.settings;
	const cookie = event.request.headers.get('cookie') ?? '';
	return new Request(new URL(path, origin), { ...init, headers: { cookie } });
}

function setCookies(event: RequestEvent, cookies: RawAnswer['cookies']): void {
	for (const { name, value, options } of cookies ?? []) {
		if (name.includes('don-doc.oidc-')) event.cookies.set(name, value, { ...options, path: '/' });
	}
}
