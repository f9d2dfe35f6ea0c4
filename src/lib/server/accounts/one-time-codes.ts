import { randomInt } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { encode } from 'uqr';
import type { Instant } from '#lib/domain/calendar/time.ts';

const PERIOD_SECONDS = 30;

/** A new secret for an authenticator, 160 random bits as base32. */
export function newCodeSecret(): string {
	return new Secret({ size: 20 }).base32;
}

function generator(secret: string, email = ''): TOTP {
	return new TOTP({
		issuer: 'Đôn Đốc',
		label: email,
		secret: Secret.fromBase32(secret),
		period: PERIOD_SECONDS
	});
}

/**
 * The time step whose code this is, of the present one and its neighbours (clocks of telephones are
 * not ours); null when it is none of them. RFC 6238.
 */
export function stepOfCode(secret: string, code: string, now: Instant): number | null {
	if (!/^\d{6}$/.test(code)) return null;
	const delta = generator(secret).validate({ token: code, window: 1, timestamp: now });
	return delta === null ? null : Math.floor(now / 1000 / PERIOD_SECONDS) + delta;
}

/** What an authenticator is shown: a QR code as one path of unit squares, and the secret to type. */
export interface CodeOffer {
	/** Width and height of the QR code in squares, its quiet border included. */
	size: number;
	path: string;
	/** In groups of four letters. */
	secret: string;
}

export function offerOf(secret: string, email: string): CodeOffer {
	const { data, size } = encode(generator(secret, email).toString(), { border: 2 });
	const path = data
		.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')))
		.join('');
	return { size, path, secret: secret.replace(/.{4}(?=.)/g, '$& ') };
}

/** Without letters and digits that are read as one another. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
export const RECOVERY_CODES = 10;

/** Ten codes for a day without the telephone, to be shown once: `abcde-fghij`, some 49 random bits. */
export function newRecoveryCodes(): string[] {
	const letters = () => Array.from({ length: 5 }, () => ALPHABET[randomInt(ALPHABET.length)]);
	return Array.from(
		{ length: RECOVERY_CODES },
		() => `${letters().join('')}-${letters().join('')}`
	);
}

/** A recovery code as it was typed, without what people put between its halves. */
export function plainRecoveryCode(typed: string): string | null {
	const plain = typed.toLowerCase().replace(/[\s–-]/g, '');
	return /^[a-z2-9]{10}$/.test(plain) ? plain : null;
}
