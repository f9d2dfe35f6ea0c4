import type { Actor } from '#lib/domain/audit/entry.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import { accountById, savePassword, type AccountRecord } from '../store/accounts.ts';
import { record } from '../store/audit.ts';
import { withTransaction, type Database } from '../store/database.ts';
import { announce } from './announce.ts';
import type { Attempts } from './attempts.ts';
import { endEverything } from './factor.ts';
import { hashPassword, passwordFault, passwordMatches } from './password.ts';

/**
 * Whether somebody who is signed in knows the account's password: asked before what only its owner
 * may do. Wrong ones are counted for the session alone, so that they keep nobody else waiting.
 */
export async function knowsPassword(
	attempts: Attempts,
	account: AccountRecord,
	given: { password: string; session: string; address: string }
): Promise<Decision<true>> {
	const who = { account: `own ${account.id}`, address: given.address, browser: given.session };
	const attempt = await attempts.run(who, async () =>
		(await passwordMatches(account.passwordHash, given.password)) ? true : null
	);
	if ('waitSeconds' in attempt) {
		return refused('accounts.too_often', { seconds: attempt.waitSeconds });
	}
	return attempt.outcome === null ? refused('accounts.password_wrong') : accepted(true);
}

/**
 * Sets another password for an account whose owner has shown the old one. All its sessions end, also
 * the one that asks; who asks is given a new one by the caller.
 * @returns the account as it is now
 */
export async function changePassword(
	database: Database,
	account: AccountRecord,
	password: string,
	actor: Actor
): Promise<Decision<AccountRecord>> {
	const fault = await passwordFault(password, [account.email, account.name]);
	if (fault !== null) return refused('accounts.password_weak', { needs: fault });
	const hash = await hashPassword(password);
	return withTransaction(database, async ({ sql }) => {
		const at = Date.now();
		await savePassword(sql, account.id, hash);
		await endEverything(sql, account.id, at);
		const subject = `account:${account.id}`;
		const nothing = { before: null, after: null };
		await record(sql, { at, actor, action: 'account.password', subject, ...nothing });
		await announce(sql, subject);
		const changed = await accountById(sql, account.id);
		return changed === null ? refused('accounts.account_unknown') : accepted(changed);
	});
}
