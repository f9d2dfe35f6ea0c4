import { decode } from '@auth/core/jwt';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Instant } from '#lib/domain/calendar/time.ts';

/** How the session cookie is made and read: the same for pages and sockets, which are two processes' worth of code. */
export interface SessionSettings {
	secret: string;
	cookieName: string;
	secure: boolean;
	/** Whether roles that need a second factor are let in only with it; not in the demo. */
	demandsFactor: boolean;
}

/** What a session cookie says. Whether it still opens is asked of the database at every use. */
export interface Session {
	/** Told apart from the account's other sessions, so that signing out ends this one. */
	id: string;
	accountId: number;
	/** The account's session version when it signed in. */
	version: number;
	/** Real time of the sign-in. */
	since: Instant;
	/** After this it opens nothing, however often it is used. */
	endsAt: Instant;
}

/** A session unused for this long ends: a screen left on over a weekend is still there on Monday. */
export const IDLE_SECONDS = 3 * 24 * 3600;
/** And nobody stays for longer than this without their password. The cookie lives as long. */
export const ABSOLUTE_SECONDS = 30 * 24 * 3600;

const claims = z.object({
	sub: z.string().regex(/^\d{1,9}$/),
	v: z.int(),
	sid: z.uuid(),
	since: z.int()
});

/**
 * The `__Host-` prefix ties the cookie to this host and to TLS; browsers refuse it over plain http,
 * which is allowed on loopback only.
 */
export function sessionSettings(settings: {
	authSecret: string | null;
	origin: string;
	demo: boolean;
}): SessionSettings {
	if (settings.authSecret === null) throw new Error('no AUTH_SECRET');
	const secure = settings.origin.startsWith('https:');
	return {
		secret: settings.authSecret,
		cookieName: `${secure ? '__Host-' : ''}don-doc.session`,
		secure,
		demandsFactor: !settings.demo
	};
}

/** What a new session of the account says of itself, for the cookie. */
export function newClaims(account: { id: number; sessionVersion: number }, now: Instant) {
	return {
		sub: String(account.id),
		v: account.sessionVersion,
		sid: randomUUID(),
		since: Math.floor(now / 1000)
	};
}

/** The session of a `Cookie` header; null when there is none, it was forged, or its time is over. */
export async function readSession(
	cookieHeader: string | null | undefined,
	settings: SessionSettings
): Promise<Session | null> {
	const token = cookieOf(cookieHeader ?? '', settings.cookieName);
	if (token === null) return null;
	const { secret, cookieName: salt } = settings;
	const decoded = await decode({ token, secret, salt }).catch(() => null);
	const read = claims.safeParse(decoded);
	if (!read.success) return null;
	const { sub, v, sid, since } = read.data;
	const session = {
		id: sid,
		accountId: Number(sub),
		version: v,
		since: since * 1000,
		endsAt: (since + ABSOLUTE_SECONDS) * 1000
	};
	return Date.now() > session.endsAt ? null : session;
}

/** How the cookie is set. */
export function cookieOptions({ secure }: SessionSettings) {
	return { httpOnly: true, sameSite: 'lax' as const, path: '/', secure, maxAge: ABSOLUTE_SECONDS };
}

/** The value of one cookie of a `Cookie` header; null when it is not there or empty. */
export function cookieOf(header: string, name: string): string | null {
	for (const pair of header.split(';')) {
		const at = pair.indexOf('=');
		if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim() || null;
	}
	return null;
}
