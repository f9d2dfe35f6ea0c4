import { unknownActor } from '#lib/domain/audit/entry.ts';
import { record } from '../store/audit.ts';
import { withTransaction, type Database } from '../store/database.ts';
import type { Attempts } from './attempts.ts';
import { tokenFor } from './cookies.ts';
import { showFactor } from './factor.ts';
import type { Caller } from './sign-in.ts';

export type FactorOutcome =
	{ is: 'shown'; by: 'code' | 'recovery' } | { is: 'wrong' } | { is: 'wait'; seconds: number };

/** Checks a code of the second factor; counts what is wrong and keeps it on record. */
export async function askFactor(
	{
		database,
		attempts,
		authSecret
	}: { database: Database; attempts: Attempts; authSecret: string },
	{ account, code }: { account: { id: number }; code: string },
	{ address, known }: Caller
): Promise<FactorOutcome> {
	const who = { account: String(account.id), address, browser: tokenFor(known, account.id) };
	const attempt = await attempts.run(who, async () =>
		showFactor(database, authSecret, { accountId: account.id, code, now: Date.now() })
	);
	const wait = 'waitSeconds' in attempt ? attempt : null;
	const by = 'waitSeconds' in attempt ? null : attempt.outcome;
	if (by !== null) return { is: 'shown', by };
	if (wait === null || wait.first) {
		await withTransaction(database, async ({ sql }) => {
			await record(sql, {
				at: Date.now(),
				actor: unknownActor(address),
				action: 'factor.refuse',
				subject: `account:${account.id}`,
				before: null,
				after: { reason: wait === null ? 'code' : 'too_often' }
			});
		});
	}
	return wait === null ? { is: 'wrong' } : { is: 'wait', seconds: wait.waitSeconds };
}
