import { createHash, randomBytes } from 'node:crypto';
import type { KeyScope } from '#lib/domain/accounts/reader.ts';

const SHAPE = /^dd_(feed|read|act)_[A-Za-z0-9_-]{43}$/;

/** A new key of 256 random bits, to be shown once. */
export function newKey(scope: KeyScope): string {
	return `dd_${scope}_${randomBytes(32).toString('base64url')}`;
}

/** What is kept of a key, and found by; null for a text that cannot be one of ours. */
export function hashOfKey(token: string): Buffer | null {
	return SHAPE.test(token) ? createHash('sha256').update(token).digest() : null;
}
