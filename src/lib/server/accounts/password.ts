import { hash, verify } from '@node-rs/argon2';
import { isSoonGuessed } from './password-strength.ts';

/** Argon2id (2 in the library's constant enum, which a plain import cannot name), OWASP's parameters. */
const ARGON2ID = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const PASSWORD_AT_LEAST = 10;
export const PASSWORD_AT_MOST = 200;

export type PasswordFault = 'too_short' | 'too_long' | 'too_plain' | 'soon_guessed';

/**
 * What is wrong with a new password; null when nothing is. Any characters, no rules about their
 * kinds, and none that is soon guessed, as NIST SP 800-63B asks.
 *
 * @param about names and addresses of its owner
 */
export async function passwordFault(
	password: string,
	about: readonly string[] = []
): Promise<PasswordFault | null> {
	const length = [...password.normalize('NFC')].length;
	if (length < PASSWORD_AT_LEAST) return 'too_short';
	if (length > PASSWORD_AT_MOST) return 'too_long';
	if (new Set(password).size < 4) return 'too_plain';
	return (await isSoonGuessed(password, about)) ? 'soon_guessed' : null;
}

export async function hashPassword(password: string): Promise<string> {
	return hash(password.normalize('NFC'), ARGON2ID);
}

let stranger: Promise<string> | undefined;

/**
 * Whether the password is the one that was kept. An unknown account (null) costs as much time as a
 * known one, so that nobody learns who has an account.
 */
export async function passwordMatches(kept: string | null, password: string): Promise<boolean> {
	const attempt = password.normalize('NFC');
	if (attempt.length > PASSWORD_AT_MOST) return false;
	stranger ??= hashPassword('nobody has this password');
	const matches = await verify(kept ?? (await stranger), attempt);
	return matches && kept !== null;
}
