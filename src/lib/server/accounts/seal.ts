import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const IV = 12;
const TAG = 16;

/** A key for one purpose, made from AUTH_SECRET: what is sealed for one opens for no other. */
function keyFor(secret: string, purpose: string): Buffer {
	return Buffer.from(hkdfSync('sha256', secret, 'don-doc', purpose, 32));
}

/**
 * Seals a text with AES-256-GCM. Another AUTH_SECRET opens nothing that was sealed under the former.
 * @param of whose it is: sealed for one account it cannot be put in the place of another's
 */
export function seal(secret: string, purpose: string, of: string, text: string): Buffer {
	const iv = randomBytes(IV);
	const cipher = createCipheriv('aes-256-gcm', keyFor(secret, purpose), iv);
	cipher.setAAD(Buffer.from(of));
	const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
	return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
}

/** What was sealed; null when it was changed, is somebody else's, or was sealed under another secret. */
export function unseal(secret: string, purpose: string, of: string, sealed: Buffer): string | null {
	if (sealed.length < IV + TAG) return null;
	const decipher = createDecipheriv('aes-256-gcm', keyFor(secret, purpose), sealed.subarray(0, IV));
	decipher.setAAD(Buffer.from(of));
	decipher.setAuthTag(sealed.subarray(IV, IV + TAG));
	try {
		const parts = [decipher.update(sealed.subarray(IV + TAG)), decipher.final()];
		return Buffer.concat(parts).toString('utf8');
	} catch {
		return null;
	}
}

/** What is kept of a short secret, which without AUTH_SECRET nobody can guess back. */
export function fingerprint(secret: string, purpose: string, text: string): Buffer {
	return createHmac('sha256', keyFor(secret, purpose)).update(text).digest();
}
