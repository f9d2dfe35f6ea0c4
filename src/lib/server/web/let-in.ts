import type { RequestEvent } from '@sveltejs/kit';
import { postsOn } from '#lib/domain/accounts/account.ts';
import { SECOND_FACTOR_ROLES } from '#lib/domain/accounts/permissions.ts';
import { readerFor } from '#lib/domain/accounts/reader.ts';
import { dayOf } from '#lib/domain/calendar/time.ts';
import { beginSession } from '../accounts/auth.ts';
import {
	browserCookie,
	cookieAttributes,
	hashOfToken,
	newToken,
	pendingCookie,
	tokenFor,
	withToken,
	type KnownAccounts,
	type Pending,
	type SealedCookie
} from '../accounts/cookies.ts';
import { sessionSettings, type SessionSettings } from '../accounts/session.ts';
import { accountById, type AccountRecord } from '../store/accounts.ts';
import { record } from '../store/audit.ts';
import { insertTrustedDevice, useTrustedDevice } from '../store/trusted-devices.ts';
import { homeFor } from './home.ts';
import { nextPage } from './next-page.ts';

/** Somebody's device is trusted for so long after the second factor was shown on it. */
export const TRUST_DAYS = 30;
const TRUST_MS = TRUST_DAYS * 24 * 3_600_000;

/** How somebody came as far as the door. */
export interface Arrival {
	how: Pending['how'];
	/** The page that was asked for. */
	next: string | null;
	/** Their single sign-on has asked for two factors itself. */
	factorShown?: boolean;
}

/**
 * Lets somebody in who has shown a password, single sign-on or link, or asks for the second factor
 * first: always of an account that has set one, and outside the demo of roles that need one.
 * @returns where to go on
 */
export async function letIn(
	event: RequestEvent,
	account: AccountRecord,
	{ how, next, factorShown = false }: Arrival
): Promise<string> {
	const { desk } = event.locals;
	const settings = sessionSettings(desk.settings);
	if (factorShown) return enter(event, account, { how, next, secondFactor: true });
	if (!account.factorSet && !(settings.demandsFactor && needsFactor(event, account))) {
		return enter(event, account, { how, next, secondFactor: false });
	}
	const token = tokenFor(await knownTo(event), account.id);
	const device =
		token === null || !account.factorSet
			? null
			: await useTrustedDevice(desk.db.sql, {
					accountId: account.id,
					hash: hashOfToken(token),
					at: Date.now()
				});
	if (device !== null) return enter(event, account, { how, next, secondFactor: true, device });
	const pending = { account: account.id, version: account.sessionVersion, how, next };
	await setSealed(event, pendingCookie, pending, settings);
	return '/sign-in/second-factor';
}

/** Whether the account holds a role today that is let in only with a second factor. */
export function needsFactor(event: RequestEvent, account: AccountRecord): boolean {
	return rolesOf(event, account).some((role) => SECOND_FACTOR_ROLES.includes(role));
}

function rolesOf(event: RequestEvent, account: AccountRecord) {
	return postsOn(account, dayOf(event.locals.desk.clock.now())).map(({ role }) => role);
}

/** Who has still to show or set the second factor in this browser; null for nobody. */
export async function pendingIn(
	event: RequestEvent
): Promise<{ pending: Pending; account: AccountRecord } | null> {
	const { desk } = event.locals;
	const settings = sessionSettings(desk.settings);
	const pending = await pendingCookie.read(cookieHeader(event), settings);
	const account = pending && (await accountById(desk.db.sql, pending.account));
	if (!account || account.disabledAt !== null || account.sessionVersion !== pending.version) {
		return null;
	}
	return { pending, account };
}

/** Begins the session of somebody who has shown all that is asked. @returns where to go on */
export async function enter(
	event: RequestEvent,
	account: AccountRecord,
	given: Pick<Arrival, 'how' | 'next'> & {
		secondFactor: boolean;
		device?: number | null;
		/** Ask no second factor on this device for a while. */
		trust?: boolean;
	}
): Promise<string> {
	const { how, next, secondFactor, device = null, trust = false } = given;
	const settings = sessionSettings(event.locals.desk.settings);
	const known = await knownTo(event);
	// Trusted anew under other bits: those of a trust that was withdrawn open nothing again.
	const token = trust ? newToken() : (tokenFor(known, account.id) ?? newToken());
	await beginSession(event, account, { how, secondFactor, device }, async (sql, actor) => {
		if (!trust) return;
		const now = Date.now();
		const id = await insertTrustedDevice(sql, {
			accountId: account.id,
			hash: hashOfToken(token),
			agent: event.request.headers.get('user-agent') ?? '',
			createdAt: now,
			endsAt: now + TRUST_MS
		});
		await record(sql, {
			at: now,
			actor,
			action: 'device.trust',
			subject: `account:${account.id}`,
			before: null,
			after: { device: id, days: TRUST_DAYS }
		});
	});
	await setSealed(event, browserCookie, { known: withToken(known, account.id, token) }, settings);
	if (event.cookies.get(pendingCookie.name(settings)) !== undefined) {
		event.cookies.delete(pendingCookie.name(settings), cookieAttributes(settings, 0));
	}
	const { rulebook, clock } = event.locals.desk;
	const { directory } = await rulebook.current();
	const reader = readerFor(account, directory, dayOf(clock.now()));
	return nextPage(next, await homeFor(event.locals.desk, reader));
}

/** The accounts that have signed in from this browser before. */
export async function knownTo(event: RequestEvent): Promise<KnownAccounts> {
	const settings = sessionSettings(event.locals.desk.settings);
	return (await browserCookie.read(cookieHeader(event), settings))?.known ?? [];
}

/** Sets one of our sealed cookies on the answer. */
export async function setSealed<Content>(
	event: RequestEvent,
	cookie: SealedCookie<Content>,
	content: Content,
	settings: SessionSettings
): Promise<void> {
	const value = await cookie.write(content, settings);
	event.cookies.set(cookie.name(settings), value, cookieAttributes(settings, cookie.maxAge));
}

function cookieHeader(event: RequestEvent): string | null {
	return event.request.headers.get('cookie');
}
