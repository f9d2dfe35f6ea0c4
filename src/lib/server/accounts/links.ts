import type { Actor } from '#lib/domain/audit/entry.ts';
import { isoOf, type Instant } from '#lib/domain/calendar/time.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import { accountById, savePassword, type AccountRecord } from '../store/accounts.ts';
import { record } from '../store/audit.ts';
import { withTransaction, type Database, type Sql } from '../store/database.ts';
import { accountOfLink, claimLink, insertLink } from '../store/links.ts';
import { announce } from './announce.ts';
import { hashOfToken, newToken } from './cookies.ts';
import { endEverything } from './factor.ts';
import { hashPassword, passwordFault } from './password.ts';

export const LINK_DAYS = 7;
const SHAPE = /^[A-Za-z0-9_-]{43}$/;

/** A link as it is handed out, once: only its SHA-256 is kept. */
export interface IssuedLink {
	token: string;
	endsAt: Instant;
}

/**
 * Makes the link with which somebody chooses a password, and records it; former ones of the account
 * open nothing any more. Within the caller's transaction, late in it.
 */
export async function issueLink(sql: Sql, accountId: number, actor: Actor): Promise<IssuedLink> {
	const at = Date.now();
	const token = newToken();
	const endsAt = at + LINK_DAYS * 24 * 3_600_000;
	await insertLink(sql, { hash: hashOfToken(token), accountId, createdAt: at, endsAt });
	await record(sql, {
		at,
		actor,
		action: 'link.issue',
		subject: `account:${accountId}`,
		before: null,
		after: { endsAt: isoOf(endsAt) }
	});
	return { token, endsAt };
}

/** The link's address. What follows `#` is never sent to a server, and stands in no log. */
export function addressOfLink(origin: string, token: string): string {
	return `${origin}/sign-in/link#${token}`;
}

/** Whose link it is, if it opens now. */
export async function linkHolder(
	sql: Sql,
	token: string,
	now: Instant
): Promise<AccountRecord | null> {
	if (!SHAPE.test(token)) return null;
	const id = await accountOfLink(sql, hashOfToken(token), now);
	return id === null ? null : accountById(sql, id);
}

/**
 * Chooses a password with a link, which opens nothing afterwards. All sessions of the account end and
 * its trusted devices are trusted no more. The second factor stays what it is.
 * @returns the account as it is now
 */
export async function choosePassword(
	database: Database,
	{ token, password }: { token: string; password: string },
	actor: Actor
): Promise<Decision<AccountRecord>> {
	const at = Date.now();
	const holder = await linkHolder(database.sql, token, at);
	if (holder === null) return refused('link.over');
	const fault = await passwordFault(password, [holder.email, holder.name]);
	if (fault !== null) return refused('accounts.password_weak', { needs: fault });
	const hash = await hashPassword(password);
	return withTransaction(database, async ({ sql }) => {
		if (!(await claimLink(sql, hashOfToken(token), at))) return refused('link.over');
		await savePassword(sql, holder.id, hash);
		await endEverything(sql, holder.id, at);
		const subject = `account:${holder.id}`;
		const nothing = { before: null, after: null };
		await record(sql, { at, actor, action: 'link.use', subject, ...nothing });
		await record(sql, { at, actor, action: 'account.password', subject, ...nothing });
		await announce(sql, subject);
		const account = await accountById(sql, holder.id);
		return account === null ? refused('link.over') : accepted(account);
	});
}
