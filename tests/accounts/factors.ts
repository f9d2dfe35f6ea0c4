import { Secret, TOTP } from 'otpauth';
import { browserCookie, cookieName, hashOfToken, newToken } from '#lib/server/accounts/cookies.ts';
import { offerFactor, setFactor } from '#lib/server/accounts/factor.ts';
import { sessionSettings } from '#lib/server/accounts/session.ts';
import { OPERATOR } from '#lib/domain/audit/entry.ts';
import type { Database } from '#lib/server/store/database.ts';
import { insertTrustedDevice } from '#lib/server/store/trusted-devices.ts';

export const AUTH_SECRET = 'only for tests, and long enough for it';
const settings = sessionSettings({
	authSecret: AUTH_SECRET,
	origin: 'http://localhost:3000',
	demo: false
});

/** The code that an authenticator with this secret shows, so many steps of 30 s from now. */
export function codeOf(secret: string, steps = 0): string {
	const totp = new TOTP({ secret: Secret.fromBase32(secret.replace(/\s/g, '')) });
	return totp.generate({ timestamp: Date.now() + steps * 30_000 });
}

/** By address: the browser cookie of somebody who is asked no second factor. */
const trusted = new Map<string, [number, string]>();

/** Sets a second factor, and trusts the browser that `visitor().signIn` uses. @returns the secret */
export async function giveFactor(
	database: Database,
	account: { id: number; email: string }
): Promise<string> {
	const now = Date.now();
	const { secret, sealed } = offerFactor(AUTH_SECRET, account, now);
	const code = codeOf(secret);
	const done = await setFactor(database, AUTH_SECRET, { account, sealed, code, now }, OPERATOR);
	if (!done.accepted) throw new Error(done.refusal.code);
	const token = newToken();
	await insertTrustedDevice(database.sql, {
		...{ accountId: account.id, hash: hashOfToken(token), agent: 'test' },
		...{ createdAt: now, endsAt: now + 3_600_000 }
	});
	trusted.set(account.email, [account.id, token]);
	return secret;
}

/** Name and value of the cookie of a browser that the account trusts; null when it trusts none. */
export async function trustedCookie(email: string): Promise<[string, string] | null> {
	const known = trusted.get(email);
	if (known === undefined) return null;
	const value = await browserCookie.write({ known: [known] }, settings);
	return [cookieName(settings, 'browser'), value];
}
