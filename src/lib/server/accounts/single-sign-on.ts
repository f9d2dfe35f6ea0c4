import { unknownActor } from '#lib/domain/audit/entry.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import {
	accountByEmail,
	accountBySubject,
	saveSubject,
	type AccountRecord
} from '../store/accounts.ts';
import { record } from '../store/audit.ts';
import { withTransaction, type Database, type Sql } from '../store/database.ts';
import type { SingleSignOn } from './claims.ts';
import { refuseSignIn } from './sign-in.ts';

/**
 * The account of somebody whom the province's single sign-on has sent: by its issuer and subject, and
 * the first time by the address that it vouches for. It makes nobody an account, and an account that
 * it knows as somebody else is not handed over.
 */
export async function accountOfSingleSignOn(
	database: Database,
	who: SingleSignOn,
	address: string
): Promise<Decision<AccountRecord>> {
	const found = await withTransaction(database, async ({ sql }) => {
		const known = await accountBySubject(sql, who.subject);
		return known === null ? firstTime(sql, who, address) : decided(known);
	});
	if (!found.decision.accepted) {
		const { code } = found.decision.refusal;
		await refuseSignIn(database, found.account?.id ?? null, code, address);
	}
	return found.decision;
}

interface Found {
	account: AccountRecord | null;
	decision: Decision<AccountRecord>;
}

async function firstTime(sql: Sql, who: SingleSignOn, address: string): Promise<Found> {
	if (who.email === null) return { account: null, decision: refused('oidc.email_unverified') };
	const account = await accountByEmail(sql, who.email);
	if (account === null) return { account, decision: refused('oidc.account_unknown') };
	const found = decided(account);
	if (!found.decision.accepted) return found;
	if (!(await saveSubject(sql, account.id, who.subject))) {
		return { account, decision: refused('oidc.known_otherwise') };
	}
	await record(sql, {
		at: Date.now(),
		actor: { ...unknownActor(address), kind: 'account', accountId: account.id },
		action: 'account.change',
		subject: `account:${account.id}`,
		before: { singleSignOn: false },
		after: { singleSignOn: true }
	});
	return found;
}

function decided(account: AccountRecord): Found {
	const disabled = account.disabledAt !== null;
	return { account, decision: disabled ? refused('oidc.account_disabled') : accepted(account) };
}
