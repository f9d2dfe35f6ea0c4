import { z } from 'zod';

/** Who the province's single sign-on says it is. */
export interface SingleSignOn {
	/** Issuer and subject: what an account is known by from the second time on. */
	subject: string;
	/** The address that the provider vouches for; null when it vouches for none. */
	email: string | null;
	/** Whether the provider has asked for two factors itself. */
	twoFactors: boolean;
}

const claims = z.object({
	sub: z.string().min(1).max(255),
	email: z.string().max(254).optional().catch(undefined),
	// Some providers write it as a text.
	email_verified: z.union([z.boolean(), z.stringbool()]).optional().catch(undefined),
	amr: z.array(z.string()).optional().catch(undefined),
	acr: z.string().optional().catch(undefined)
});

/** Names under which providers say "two factors were shown" (OpenID EAP ACR, REFEDS). */
const TWO_FACTOR_CLASSES = ['phr', 'phrh', 'https://refeds.org/profile/mfa'];
/** Methods of RFC 8176: what somebody knows, and what somebody has. */
const KNOWS = ['pwd', 'pin', 'kba'];
const HAS = ['otp', 'hwk', 'swk', 'sc', 'sms', 'tel', 'pop'];

/**
 * What the provider says, from the payload of its ID token, whose signature has been checked, and
 * from its userinfo, whose subject has. An address counts only where it is said to be verified.
 */
export function claimsOf(issuer: string, idToken: string, userinfo: unknown): SingleSignOn {
	const token = claims.parse(payloadOf(idToken));
	const info = claims.safeParse(userinfo).data;
	const teller = info?.email === undefined ? token : info;
	return {
		subject: `${issuer} ${token.sub}`,
		email: teller.email_verified === true ? (teller.email ?? null) : null,
		twoFactors: showedTwoFactors(token)
	};
}

function showedTwoFactors({ amr = [], acr = '' }: z.output<typeof claims>): boolean {
	if (amr.includes('mfa') || TWO_FACTOR_CLASSES.includes(acr)) return true;
	const one = (methods: string[]) => amr.some((method) => methods.includes(method));
	return one(KNOWS) && one(HAS);
}

function payloadOf(jwt: string): unknown {
	const [, payload = ''] = jwt.split('.');
	return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
}
