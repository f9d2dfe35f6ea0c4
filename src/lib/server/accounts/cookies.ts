import { decode, encode } from '@auth/core/jwt';
import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { cookieOf, type SessionSettings } from './session.ts';

/*
 * What a browser carries besides its session: encrypted and bound to their names, so that none can be
 * shown in the place of another.
 */

/** The name of one of our cookies: tied to this host and to TLS wherever there is TLS. */
export function cookieName({ secure }: SessionSettings, what: string): string {
	return `${secure ? '__Host-' : ''}don-doc.${what}`;
}

export function cookieAttributes({ secure }: SessionSettings, maxAge: number) {
	return { httpOnly: true, sameSite: 'lax' as const, path: '/', secure, maxAge };
}

/** A cookie that says something to nobody but us. */
export interface SealedCookie<Content> {
	name: (settings: SessionSettings) => string;
	maxAge: number;
	read(header: string | null | undefined, settings: SessionSettings): Promise<Content | null>;
	write(content: Content, settings: SessionSettings): Promise<string>;
}

export function sealedCookie<Schema extends z.ZodType<Record<string, unknown>>>(
	what: string,
	maxAge: number,
	schema: Schema
): SealedCookie<z.output<Schema>> {
	const name = (settings: SessionSettings) => cookieName(settings, what);
	return {
		name,
		maxAge,
		async read(header, settings) {
			const token = cookieOf(header ?? '', name(settings));
			if (token === null) return null;
			const { secret } = settings;
			const decoded = await decode({ token, secret, salt: name(settings) }).catch(() => null);
			return schema.safeParse(decoded).data ?? null;
		},
		async write(content, settings) {
			const { secret } = settings;
			return encode({ token: { ...content }, secret, salt: name(settings), maxAge });
		}
	};
}

const MINUTES = 60;
const DAYS = 24 * 3600;

const pending = z.object({
	account: z.int(),
	/** The account's session version: another password ends this too. */
	version: z.int(),
	how: z.enum(['password', 'oidc', 'link']),
	/** The page that was asked for. */
	next: z.string().max(2000).nullable()
});
export type Pending = z.output<typeof pending>;

/**
 * Somebody whose password, single sign-on or link was good, and who has still to show or to set the
 * second factor. It opens the page that asks for it, and nothing else.
 */
export const pendingCookie = sealedCookie('pending', 10 * MINUTES, pending);

/** Somebody who opened a sign-in link and has still to choose a password. */
export const linkCookie = sealedCookie('link', 30 * MINUTES, z.object({ link: z.string() }));

/** Which page somebody asked for before they went to the province's single sign-on. */
export const singleSignOnCookie = sealedCookie(
	'oidc-next',
	15 * MINUTES,
	z.object({ next: z.string().nullable() })
);

const KNOWN_AT_MOST = 8;

/**
 * Which accounts have signed in from this browser, each with 256 random bits. Who guesses passwords
 * elsewhere does not keep them waiting here; and the second factor is not asked where the account
 * trusts these bits, of which the database knows only the SHA-256.
 */
export const browserCookie = sealedCookie(
	'browser',
	365 * DAYS,
	z.object({ known: z.array(z.tuple([z.int(), z.string()])) })
);
export type KnownAccounts = [number, string][];

/** What this browser has for the account; null when the account never signed in from it. */
export function tokenFor(known: KnownAccounts, accountId: number): string | null {
	return known.find(([id]) => id === accountId)?.[1] ?? null;
}

/** The accounts of a browser with one put first; the oldest are forgotten. */
export function withToken(known: KnownAccounts, accountId: number, token: string): KnownAccounts {
	const others = known.filter(([id]) => id !== accountId);
	return [[accountId, token] as [number, string], ...others].slice(0, KNOWN_AT_MOST);
}

export function newToken(): string {
	return randomBytes(32).toString('base64url');
}

/** What is kept of such a token, and found by. */
export function hashOfToken(token: string): Buffer {
	return createHash('sha256').update(token).digest();
}
