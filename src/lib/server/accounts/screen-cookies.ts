import { createHash, randomBytes } from 'node:crypto';
import { cookieOf, type SessionSettings } from './session.ts';

/** What a wall shows to be let in, as it is looked up: neither opens anything without the other. */
export interface ShownScreen {
	deviceHash: Buffer;
	tokenHash: Buffer;
}

const DEVICE = /^[A-Za-z0-9_-]{43}$/;
const TOKEN = /^dd_screen_[A-Za-z0-9_-]{43}$/;
/** As long as browsers keep a cookie at all: when a wall's time is over is the database's to say. */
const KEPT_SECONDS = 400 * 24 * 3600;

/** Names of a wall's two cookies; `__Host-` as for the session. */
export function screenCookieNames({ secure }: Pick<SessionSettings, 'secure'>) {
	const prefix = secure ? '__Host-' : '';
	return { device: `${prefix}don-doc.device`, token: `${prefix}don-doc.screen` };
}

/** No script reads them, and no other site can send them along. */
export function screenCookieOptions({ secure }: Pick<SessionSettings, 'secure'>) {
	return {
		httpOnly: true,
		sameSite: 'strict' as const,
		path: '/',
		secure,
		maxAge: KEPT_SECONDS
	};
}

/** The secret of a device: 256 random bits, given to it once. */
export function newDevice(): string {
	return randomBytes(32).toString('base64url');
}

export function newScreenToken(): string {
	return `dd_screen_${newDevice()}`;
}

/** What is kept of a device's secret or a screen's token. */
export function hashOfSecret(secret: string): Buffer {
	return createHash('sha256').update(secret).digest();
}

/** The secret of the device that sent a `Cookie` header; null when it has none of ours. */
export function deviceOf(
	cookieHeader: string | null | undefined,
	session: Pick<SessionSettings, 'secure'>
): string | null {
	const device = cookieOf(cookieHeader ?? '', screenCookieNames(session).device);
	return device !== null && DEVICE.test(device) ? device : null;
}

/**
 * What a wall shows, hashed; null unless both parts are there and have our form.
 * @param token given where it does not come as a cookie
 */
export function shownScreen(
	cookieHeader: string | null | undefined,
	session: Pick<SessionSettings, 'secure'>,
	token = cookieOf(cookieHeader ?? '', screenCookieNames(session).token)
): ShownScreen | null {
	const device = deviceOf(cookieHeader, session);
	if (device === null || token === null || !TOKEN.test(token)) return null;
	return { deviceHash: hashOfSecret(device), tokenHash: hashOfSecret(token) };
}

export function isScreenToken(token: string): boolean {
	return TOKEN.test(token);
}
