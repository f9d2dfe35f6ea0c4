import { error, type RequestEvent } from '@sveltejs/kit';
import { actorOf, type Actor } from '#lib/domain/audit/entry.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import { askFactor } from '../accounts/ask-factor.ts';
import { knowsPassword } from '../accounts/own-password.ts';
import { sessionSettings, type Session } from '../accounts/session.ts';
import { accountById, type AccountRecord } from '../store/accounts.ts';
import { requirePageReader } from './authenticate.ts';
import { knownTo } from './let-in.ts';

/** Somebody who is signed in by cookie and looks after their own account. */
export interface Owner {
	account: AccountRecord;
	session: Session;
	actor: Actor;
}

/** @throws Kit's error 403 for a key or a wall, which have no account page */
export async function ownerOf(event: RequestEvent): Promise<Owner> {
	const reader = requirePageReader(event);
	const { session, desk } = event.locals;
	const account = session && (await accountById(desk.db.sql, session.accountId));
	if (session === null || account === null) error(403, 'Chỉ dành cho người đã đăng nhập');
	return { account, session, actor: actorOf(reader, event.getClientAddress()) };
}

/**
 * Whether it is the account's owner who asks, and not somebody at a screen that was left: by the
 * password, or where there is none by the second factor.
 */
export async function confirmOwner(
	event: RequestEvent,
	{ account, session }: Owner,
	typed: string
): Promise<Decision<true>> {
	const { db: database, attempts, settings } = event.locals.desk;
	const address = event.getClientAddress();
	if (account.passwordHash !== null) {
		const given = { password: typed, session: session.id, address };
		return knowsPassword(attempts.passwords, account, given);
	}
	if (!account.factorSet) return accepted(true);
	const authSecret = sessionSettings(settings).secret;
	const outcome = await askFactor(
		{ database, attempts: attempts.codes, authSecret },
		{ account, code: typed },
		{ address, known: await knownTo(event) }
	);
	if (outcome.is === 'shown') return accepted(true);
	return refused(outcome.is === 'wait' ? 'accounts.too_often' : 'accounts.password_wrong');
}
