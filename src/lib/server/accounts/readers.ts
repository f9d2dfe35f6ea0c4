import type { AgencyDirectory } from '#lib/domain/agencies/agency.ts';
import { SECOND_FACTOR_ROLES } from '#lib/domain/accounts/permissions.ts';
import {
	readerFor,
	readerForKey,
	readerForScreen,
	type Reader
} from '#lib/domain/accounts/reader.ts';
import { dayOf, type Instant } from '#lib/domain/calendar/time.ts';
import type { Clock } from '../clock.ts';
import type { Sql } from '../store/database.ts';
import { keyByHash, saveKeyUse, type KeyRecord } from '../store/keys.ts';
import { opens, screenOfDevice } from '../store/screens.ts';
import { accountOfSession, saveSessionUse } from '../store/sessions.ts';
import { hashOfKey } from './api-key.ts';
import { isScreenToken, shownScreen, type ShownScreen } from './screen-cookies.ts';
import { IDLE_SECONDS, readSession, type Session, type SessionSettings } from './session.ts';

/** Somebody who has been let in. */
export interface Pass {
	reader: Reader;
	/** Of a session's cookie; null for a key or a wall. */
	session: Session | null;
	/** The same for all that was let in by the same session, key or wall's token. */
	who: string;
	/**
	 * Asks the database again, past every cache: the reader as he is now (role and scope may have
	 * changed), or null when the account is disabled, signed out or changed, or the key revoked. For
	 * sockets, which outlive the request that opened them.
	 */
	again(): Promise<Reader | null>;
	/** Real time at which it ends by itself, as known when it was last asked; null: not by itself. */
	endsAt(): Instant | null;
}

/** From what a caller shows to who that is. Plain functions: pages, API and sockets use the same. */
export interface Readers {
	/**
	 * A session, or else a paired wall. Looked up in the database at every call: a disabled account is
	 * out at once.
	 */
	ofCookie(cookieHeader: string | null | undefined): Promise<Pass | null>;
	/**
	 * Remembered for a few seconds: a feed sends thousands of records a second. A wall's token opens
	 * only with its device's cookie beside it, and is never remembered.
	 */
	ofToken(token: string, cookieHeader?: string | null): Promise<Pass | null>;
}

export interface ReadersInput {
	sql: Sql;
	/** The rulebook's directory: scopes are whole subtrees as of the domain's today. */
	directory: () => Promise<AgencyDirectory>;
	clock: Clock;
	session: SessionSettings;
	/** Monotonic milliseconds. */
	elapsed?: () => number;
}

/** A revoked key opens nothing after this at the latest; the contract allows five seconds. */
const REMEMBER_MS = 3_000;
const REMEMBER_AT_MOST = 2_000;

export function openReaders(input: ReadersInput): Readers {
	const { sql, directory, clock, session, elapsed = () => performance.now() } = input;
	const remembered = new Map<string, { found: KeyRecord; until: number }>();

	async function ofSession(known: Session): Promise<Reader | null> {
		const now = Date.now();
		if (now > known.endsAt) return null;
		const held = await accountOfSession(sql, known, { now, usedSince: now - IDLE_SECONDS * 1000 });
		if (held === null) return null;
		const { secondFactor, lastSeenAt, ...account } = held;
		// Asked for an open socket too, on its round: it is use.
		if (now - lastSeenAt > 60_000) await saveSessionUse(sql, known.id, now);
		const reader = readerFor(account, await directory(), today());
		// Somebody who was given such a role since signs in again, and shows or sets the factor then.
		const lacks = session.demandsFactor && !secondFactor;
		return lacks && reader.roles.some((role) => SECOND_FACTOR_ROLES.includes(role)) ? null : reader;
	}

	async function ofHash(hash: Buffer): Promise<KeyRecord | null> {
		const name = hash.toString('base64');
		const found = await keyByHash(sql, hash);
		remembered.delete(name);
		if (found === null) return null;
		const now = Date.now();
		if (found.lastUsedAt === null || now - found.lastUsedAt > 60_000) {
			await saveKeyUse(sql, found.key.id, now);
		}
		const [oldest] = remembered.keys();
		if (remembered.size >= REMEMBER_AT_MOST && oldest !== undefined) remembered.delete(oldest);
		// What ends by its own time is not remembered beyond it.
		const rest = found.endsAt === null ? REMEMBER_MS : found.endsAt - now;
		remembered.set(name, { found, until: elapsed() + Math.min(REMEMBER_MS, rest) });
		return found;
	}

	async function readerOf(found: KeyRecord | null): Promise<Reader | null> {
		return found && readerForKey(found.key, found.account, await directory(), today());
	}

	const today = () => dayOf(clock.now());

	async function screenReader(shown: ShownScreen): Promise<Reader | null> {
		const screen = await screenOfDevice(sql, shown.deviceHash);
		const which = screen && opens(screen, shown.tokenHash, Date.now());
		return screen && which && readerForScreen(screen.id);
	}

	async function ofScreen(shown: ShownScreen | null): Promise<Pass | null> {
		const reader = shown && (await screenReader(shown));
		if (shown === null || reader === null) return null;
		const who = `screen:${shown.tokenHash.toString('base64url')}`;
		const again = async () => screenReader(shown);
		return { reader, session: null, who, again, endsAt: () => null };
	}

	return {
		async ofCookie(cookieHeader) {
			const known = await readSession(cookieHeader, session);
			const reader = known && (await ofSession(known));
			if (known === null || reader === null) return ofScreen(shownScreen(cookieHeader, session));
			const who = `session:${known.id}`;
			const again = async () => ofSession(known);
			return { reader, session: known, who, again, endsAt: () => known.endsAt };
		},
		async ofToken(token, cookieHeader) {
			if (isScreenToken(token)) return ofScreen(shownScreen(cookieHeader, session, token));
			const hash = hashOfKey(token);
			if (hash === null) return null;
			const held = remembered.get(hash.toString('base64'));
			const found = held && held.until > elapsed() ? held.found : await ofHash(hash);
			const reader = await readerOf(found);
			if (reader === null) return null;
			const who = `key:${reader.keyId}`;
			// Replaced meanwhile, it has an end that it had not when its socket was opened.
			let endsAt = found?.endsAt ?? null;
			const again = async () => {
				const now = await ofHash(hash);
				endsAt = now?.endsAt ?? endsAt;
				return readerOf(now);
			};
			return { reader, session: null, who, again, endsAt: () => endsAt };
		}
	};
}
