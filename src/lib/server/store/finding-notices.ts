import { postsOn } from '#lib/domain/accounts/account.ts';
import { dayOf, type Instant } from '#lib/domain/calendar/time.ts';
import type { Finding } from '#lib/domain/findings/finding.ts';
import { recipients } from '#lib/domain/urging/recipients.ts';
import type { Sql } from './database.ts';
import { append } from './ledger.ts';
import { peopleToTell, tell, type NewNotice } from './notices.ts';
import type { LoadedRules } from './rulebook.ts';

/**
 * Tells the heads of an agency of what has been confirmed or has come back, and of what is severe also
 * the leader in charge and the Office. Nothing of it stands in the notice: the page that it leads to has
 * the unit's word beside it.
 *
 * @returns the people who have something new; {@link announceTold} says so at the end of the transaction
 */
export async function tellOfFindings(
	sql: Sql,
	found: readonly { code: string; finding: Finding }[],
	rules: LoadedRules,
	now: Instant
): Promise<number[]> {
	const accounts = await peopleToTell(sql);
	const today = dayOf(now);
	const { headsOf } = recipients(accounts, rules.directory, today);
	const told = found.flatMap(({ code, finding }): NewNotice[] => {
		const { agencyId, relapses, severity, state } = finding;
		const within = [agencyId, ...rules.directory.ancestors(agencyId, today)];
		const relapsed = state === 'relapsed';
		const notice = (accountId: number, level: NewNotice['level']): NewNotice => ({
			...{
				accountId,
				level,
				subject: `finding:${code}`,
				facts: { agency: rules.codeOf(agencyId) }
			},
			event: `finding/${code}/${relapses}`
		});
		const heads = headsOf(agencyId).map((id) =>
			notice(id, relapsed ? 'finding_relapse' : 'finding')
		);
		if (severity !== 'severe') return heads;
		const inCharge = accounts.filter((account) =>
			postsOn(account, today).some(
				({ role, answersFor }) =>
					role === 'office' ||
					(role === 'leader' &&
						(answersFor.length === 0 || answersFor.some((id) => within.includes(id))))
			)
		);
		const level = relapsed ? 'finding_relapse' : 'finding_severe';
		return [...heads, ...inCharge.map(({ id }) => notice(id, level))];
	});
	return tell(sql, told, now, []);
}

/** Tells open pages of people that they have something new. */
export async function announceTold(
	sql: Sql,
	at: Instant,
	people: readonly number[]
): Promise<void> {
	if (people.length === 0) return;
	const ids = people.map((id) => `account:${id}`);
	await append(sql, { at, kind: 'notices', agencies: [], ids });
}
