import { describe, expect, it } from 'vitest';
import { claimsOf } from './claims.ts';

const ISSUER = 'https://sso.gialai.gov.vn';
const token = (claims: object) =>
	`e30.${Buffer.from(JSON.stringify({ sub: 'u1', ...claims })).toString('base64url')}.x`;
const twoFactors = (claims: object) => claimsOf(ISSUER, token(claims), {}).twoFactors;

describe('what the province’s single sign-on says', () => {
	it('is somebody by issuer and subject, and an address only where it is verified', () => {
		const email = 'a@gialai.gov.vn';
		const of = (idToken: object, userinfo: unknown) =>
			claimsOf(ISSUER, token(idToken), userinfo).email;
		expect(claimsOf(ISSUER, token({}), {}).subject).toBe('https://sso.gialai.gov.vn u1');
		expect(of({ email, email_verified: true }, {})).toBe(email);
		expect(of({}, { sub: 'u1', email, email_verified: 'true' })).toBe(email);
		expect(of({ email }, {})).toBeNull();
		expect(of({}, { sub: 'u1', email, email_verified: false })).toBeNull();
		// Verified in one place says nothing of an address that stands in the other.
		expect(of({ email_verified: true }, { sub: 'u1', email })).toBeNull();
	});

	it('counts as two factors when it says so, or names two methods of two kinds', () => {
		expect(twoFactors({ amr: ['mfa'] })).toBe(true);
		expect(twoFactors({ amr: ['pwd', 'otp'] })).toBe(true);
		expect(twoFactors({ acr: 'https://refeds.org/profile/mfa' })).toBe(true);
		for (const claims of [{}, { amr: ['pwd'] }, { amr: ['otp'] }, { amr: 'mfa' }, { acr: '0' }]) {
			expect([claims, twoFactors(claims)]).toEqual([claims, false]);
		}
	});
});
