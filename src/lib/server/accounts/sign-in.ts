import { z } from 'zod';
import {
	accountByEmail,
	normaliseEmail,
	saveSignIn,
	type AccountRecord
} from '../store/accounts.ts';
import type { Sql } from '../store/database.ts';
import type { Attempts } from './attempts.ts';
import { passwordMatches } from './password.ts';

export const signInForm = z.object({
	email: z.string().trim().min(1).max(254),
	password: z.string().min(1).max(1000)
});

/** `wrong` never says what was wrong: an unknown address, a wrong password or a disabled account. */
export type SignInOutcome =
	{ is: 'in'; account: AccountRecord } | { is: 'wrong' } | { is: 'wait'; seconds: number };

/** Checks an address and a password, and counts it. @param from the caller's network address */
export async function checkPassword(
	{ sql, attempts }: { sql: Sql; attempts: Attempts },
	given: z.output<typeof signInForm>,
	from: string
): Promise<SignInOutcome> {
	const email = normaliseEmail(given.email);
	const attempt = await attempts.run({ email, address: from }, async () => {
		const account = await accountByEmail(sql, email);
		const matches = await passwordMatches(account?.passwordHash ?? null, given.password);
		return matches && account?.disabledAt === null ? account : null;
	});
	if ('waitSeconds' in attempt) return { is: 'wait', seconds: attempt.waitSeconds };
	if (attempt.outcome === null) return { is: 'wrong' };
	await saveSignIn(sql, attempt.outcome.id, Date.now());
	return { is: 'in', account: attempt.outcome };
}
