import type { Actor } from '#lib/domain/audit/entry.ts';
import type { Instant } from '#lib/domain/calendar/time.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import { record } from '../store/audit.ts';
import { withTransaction, type Database, type Sql } from '../store/database.ts';
import {
	claimRecoveryCode,
	claimStep,
	deleteFactor,
	factorOf,
	saveFactor,
	saveRecoveryCodes
} from '../store/factors.ts';
import { forgetTrustedDevices } from '../store/trusted-devices.ts';
import { saveAllEnded } from '../store/sessions.ts';
import { announce } from './announce.ts';
import {
	newCodeSecret,
	newRecoveryCodes,
	offerOf,
	plainRecoveryCode,
	stepOfCode,
	type CodeOffer
} from './one-time-codes.ts';
import { fingerprint, seal, unseal } from './seal.ts';

/* The second factor: time-based codes of an authenticator (RFC 6238), and ten codes for when it is away. */

const KEPT = 'second factor';
const OFFERED = 'second factor, offered';
const RECOVERY = 'recovery code';
/** An authenticator is set up within this time, or offered another secret. */
const OFFER_MS = 15 * 60_000;

/** A secret that somebody is offered; nothing is kept until a code of it was typed. */
export interface FactorOffer extends CodeOffer {
	/** The secret, sealed, as the form sends it back. */
	sealed: string;
}

export function offerFactor(
	authSecret: string,
	account: { id: number; email: string },
	now: Instant
): FactorOffer {
	return offered(authSecret, account, newCodeSecret(), now);
}

function offered(
	authSecret: string,
	{ id, email }: { id: number; email: string },
	secret: string,
	at: Instant
): FactorOffer {
	const sealed = seal(authSecret, OFFERED, String(id), `${at} ${secret}`).toString('base64url');
	return { ...offerOf(secret, email), sealed };
}

/** The same offer again, for who mistyped its code; null when it is too old, or was never made. */
export function offeredAgain(
	authSecret: string,
	account: { id: number; email: string },
	sealed: string,
	now: Instant
): { offer: FactorOffer; secret: string } | null {
	const text = unseal(authSecret, OFFERED, String(account.id), Buffer.from(sealed, 'base64url'));
	const [at = '', secret = ''] = text?.split(' ') ?? [];
	if (secret === '' || now - Number(at) > OFFER_MS) return null;
	return { offer: offered(authSecret, account, secret, Number(at)), secret };
}

/**
 * Sets the factor that was offered, in the place of any other, when `code` is one of its codes. The
 * devices that were trusted under a former one are trusted no more.
 * @returns the recovery codes, which are shown once
 */
export async function setFactor(
	database: Database,
	authSecret: string,
	given: { account: { id: number; email: string }; sealed: string; code: string; now: Instant },
	actor: Actor
): Promise<Decision<string[]>> {
	const { account, now } = given;
	const again = offeredAgain(authSecret, account, given.sealed, now);
	if (again === null) return refused('factor.offer_over');
	const step = stepOfCode(again.secret, given.code, now);
	if (step === null) return refused('factor.code_wrong');
	const codes = newRecoveryCodes();
	await withTransaction(database, async ({ sql }) => {
		const before = await factorOf(sql, account.id);
		await saveFactor(sql, account.id, {
			sealed: seal(authSecret, KEPT, String(account.id), again.secret),
			step,
			recovery: codes.map((code) => hashOf(authSecret, account.id, code)),
			at: now
		});
		await forgetTrustedDevices(sql, { accountId: account.id, at: now });
		await record(sql, {
			at: now,
			actor,
			action: 'factor.set',
			subject: `account:${account.id}`,
			before: { set: before.sealed !== null },
			after: { set: true }
		});
	});
	return accepted(codes);
}

function hashOf(authSecret: string, accountId: number, code: string): Buffer {
	return fingerprint(authSecret, RECOVERY, `${accountId} ${plainRecoveryCode(code) ?? ''}`);
}

/**
 * Whether a code opens: one of the authenticator that was not used before, or a recovery code, which
 * is used up. Whoever asks counts the attempts.
 */
export async function showFactor(
	database: Database,
	authSecret: string,
	{ accountId, code, now }: { accountId: number; code: string; now: Instant }
): Promise<'code' | 'recovery' | null> {
	const typed = code.replace(/\s/g, '');
	if (/^\d{6}$/.test(typed)) {
		const { sealed } = await factorOf(database.sql, accountId);
		const secret = sealed && unseal(authSecret, KEPT, String(accountId), sealed);
		const step = secret && stepOfCode(secret, typed, now);
		if (typeof step !== 'number') return null;
		return (await claimStep(database.sql, accountId, step)) ? 'code' : null;
	}
	if (plainRecoveryCode(code) === null) return null;
	const hash = hashOf(authSecret, accountId, code);
	return (await claimRecoveryCode(database.sql, accountId, hash, now)) ? 'recovery' : null;
}

/** Makes ten new recovery codes; the former ones open nothing any more. */
export async function renewRecoveryCodes(
	database: Database,
	authSecret: string,
	accountId: number,
	actor: Actor
): Promise<string[]> {
	const codes = newRecoveryCodes();
	await withTransaction(database, async ({ sql }) => {
		const hashes = codes.map((code) => hashOf(authSecret, accountId, code));
		await saveRecoveryCodes(sql, accountId, hashes);
		await record(sql, {
			at: Date.now(),
			actor,
			action: 'factor.set',
			subject: `account:${accountId}`,
			before: null,
			after: { recoveryCodes: codes.length }
		});
	});
	return codes;
}

/**
 * Takes the factor away, from who lost it or wants none. Every session of the account ends, and no
 * device is trusted any more. @returns the account's id
 */
export async function resetFactor(
	database: Database,
	accountId: number,
	actor: Actor
): Promise<Decision<number>> {
	return withTransaction(database, async ({ sql }) => {
		if (!(await deleteFactor(sql, accountId))) return refused('factor.none_set');
		const at = Date.now();
		await endEverything(sql, accountId, at);
		await record(sql, {
			at,
			actor,
			action: 'factor.reset',
			subject: `account:${accountId}`,
			before: { set: true },
			after: { set: false }
		});
		await announce(sql, `account:${accountId}`);
		return accepted(accountId);
	});
}

/** Ends all sessions of the account and trusts no device of it any more. */
export async function endEverything(sql: Sql, accountId: number, at: Instant): Promise<void> {
	await saveAllEnded(sql, accountId, at);
	await forgetTrustedDevices(sql, { accountId, at });
}
