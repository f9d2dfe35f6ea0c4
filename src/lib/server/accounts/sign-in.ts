import { z } from 'zod';
import { unknownActor } from '#lib/domain/audit/entry.ts';
import { accountByEmail, normaliseEmail, type AccountRecord } from '../store/accounts.ts';
import { record } from '../store/audit.ts';
import { withTransaction, type Database } from '../store/database.ts';
import type { Attempts } from './attempts.ts';
import { tokenFor, type KnownAccounts } from './cookies.ts';
import { passwordMatches } from './password.ts';

export const signInForm = z.object({
	email: z.string().trim().min(1).max(254),
	password: z.string().min(1).max(1000)
});

/** Who tries: a network address, and the accounts that have signed in from the browser before. */
export interface Caller {
	address: string;
	known: KnownAccounts;
}

/** `wrong` never says what was wrong: an unknown address, a wrong password or a disabled account. */
export type SignInOutcome =
	{ is: 'in'; account: AccountRecord } | { is: 'wrong' } | { is: 'wait'; seconds: number };

/** Checks an address and a password; counts what is wrong and keeps it on record. */
export async function checkPassword(
	{ database, attempts }: { database: Database; attempts: Attempts },
	given: z.output<typeof signInForm>,
	{ address, known }: Caller
): Promise<SignInOutcome> {
	const email = normaliseEmail(given.email);
	const account = await accountByEmail(database.sql, email);
	const browser = account && tokenFor(known, account.id);
	const attempt = await attempts.run({ account: email, address, browser }, async () => {
		const matches = await passwordMatches(account?.passwordHash ?? null, given.password);
		return matches && account?.disabledAt === null ? account : null;
	});
	if ('waitSeconds' in attempt) {
		// Ten thousand guesses are a few entries, not ten thousand.
		if (attempt.first) await refuseSignIn(database, account?.id ?? null, 'too_often', address);
		return { is: 'wait', seconds: attempt.waitSeconds };
	}
	if (attempt.outcome === null) {
		const reason = account !== null && account.disabledAt !== null ? 'disabled' : 'password';
		await refuseSignIn(database, account?.id ?? null, reason, address);
		return { is: 'wrong' };
	}
	return { is: 'in', account: attempt.outcome };
}

/**
 * Keeps on record that somebody was not let in. What was typed is not kept: an unknown address may be
 * a password in the wrong field.
 */
export async function refuseSignIn(
	database: Database,
	accountId: number | null,
	reason: string,
	address: string
): Promise<void> {
	await withTransaction(database, async ({ sql }) => {
		await record(sql, {
			at: Date.now(),
			actor: unknownActor(address),
			action: 'session.refuse',
			subject: accountId === null ? null : `account:${accountId}`,
			before: null,
			after: { reason }
		});
	});
}
