import { OPERATOR } from '#lib/domain/audit/entry.ts';
import type { Post } from '#lib/domain/accounts/account.ts';
import { resetFactor } from '#lib/server/accounts/factor.ts';
import { addressOfLink, issueLink, LINK_DAYS } from '#lib/server/accounts/links.ts';
import { createAccount, disable, enable, resetPassword } from '#lib/server/accounts/manage.ts';
import { openInstallation } from '#lib/server/installation.ts';
import { accountByEmail, listAccounts } from '#lib/server/store/accounts.ts';
import { withTransaction } from '#lib/server/store/database.ts';
import { endWith, refusalLine, table, tool, UsageError } from './command-line.ts';
import { askPassword } from './ask-password.ts';
import { say } from './terminal.ts';

/* npm run account -- create|list|link|disable|enable|reset-password|reset-mfa … */

const USAGE = `npm run account -- create --email … --role … [--agency CODE] [--name …] [--password-stdin]
npm run account -- list
npm run account -- link --email …      (to choose a password with, shown once)
npm run account -- disable --email …
npm run account -- enable --email …
npm run account -- reset-password --email … [--password-stdin]
npm run account -- reset-mfa --email …`;

await tool(USAGE, async (verb, given) => {
	const email = () => given.text('email') ?? given.word();
	const fromStdin = given.flag('password-stdin');
	// Asked before the database is started: nothing waits for somebody who types.
	const password = /^(create|reset-password)$/.test(verb) ? await askPassword(fromStdin) : '';
	const installation = await openInstallation(process.env);
	const { database } = installation;
	try {
		const known = async () => {
			const account = await accountByEmail(database.sql, email());
			if (account === null) {
				endWith(refusalLine({ code: 'accounts.account_unknown', facts: {} }));
			}
			return account;
		};
		switch (verb) {
			case 'create': {
				const made = await createAccount(
					database,
					{
						email: email(),
						name: given.text('name'),
						role: given.needed('role'),
						agencyCode: given.text('agency'),
						password
					},
					OPERATOR
				);
				if (!made.accepted) return endWith(refusalLine(made.refusal));
				say(`account ${made.value}: ${email()} (${given.needed('role')})`);
				return;
			}
			case 'list': {
				const rows = await database.sql<{ id: number; code: string }[]>`
					select id, code from agencies`;
				const codes = new Map(rows.map(({ id, code }) => [id, code]));
				say(
					table(
						['id', 'email', 'posts', 'second factor', 'last sign-in', 'disabled'],
						(await listAccounts(database.sql)).map((one) => [
							one.id,
							one.email,
							one.posts.map((post) => postLine(post, codes)).join(', '),
							one.factorSet ? 'set' : '',
							one.lastSignInAt,
							one.disabledAt
						])
					)
				);
				return;
			}
			case 'disable': {
				const done = await disable(database, email(), OPERATOR);
				if (!done.accepted) return endWith(refusalLine(done.refusal));
				say(`account ${done.value} is disabled; its sessions and keys have ended`);
				return;
			}
			case 'reset-password': {
				const done = await resetPassword(database, email(), password, OPERATOR);
				if (!done.accepted) return endWith(refusalLine(done.refusal));
				say(`account ${done.value} has another password; its sessions have ended`);
				return;
			}
			case 'enable': {
				const done = await enable(database, email(), OPERATOR);
				if (!done.accepted) return endWith(refusalLine(done.refusal));
				say(`account ${done.value} may come in again`);
				return;
			}
			case 'reset-mfa': {
				const account = await known();
				if (account === null) return;
				const done = await resetFactor(database, account.id, OPERATOR);
				if (!done.accepted) return endWith(refusalLine(done.refusal));
				say(`account ${done.value} has no second factor any more; its sessions have ended`);
				return;
			}
			case 'link': {
				const account = await known();
				if (account === null) return;
				if (account.disabledAt !== null) return endWith('this account is disabled');
				const { token } = await withTransaction(database, async ({ sql }) =>
					issueLink(sql, account.id, OPERATOR)
				);
				say(addressOfLink(installation.settings.origin, token));
				say(`opens once, within ${LINK_DAYS} days; former links open nothing any more`);
				return;
			}
			default:
				throw new UsageError(`unknown: ${verb}`);
		}
	} finally {
		await installation.close();
	}
});

/** `head H21.05 from 2025-07-01`. */
function postLine(
	{ role, agencyId, validFrom, validTo }: Post,
	codes: Map<number, string>
): string {
	const agency = agencyId === null ? '' : ` ${codes.get(agencyId) ?? '?'}`;
	return `${role}${agency} from ${validFrom}${validTo === null ? '' : ` to ${validTo}`}`;
}
