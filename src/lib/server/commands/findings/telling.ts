import { postsOn } from '#lib/domain/accounts/account.ts';
import { dayOf, type Instant } from '#lib/domain/calendar/time.ts';
import type { Finding } from '#lib/domain/findings/finding.ts';
import { recipients } from '#lib/domain/urging/recipients.ts';
import type { Sql } from '#lib/server/store/database.ts';
import { append } from '#lib/server/store/ledger.ts';
import { peopleToTell, tell, type NewNotice } from '#lib/server/store/notices.ts';
import type { LoadedRules } from '#lib/server/store/rulebook.ts';

/**
 * Tells the heads of an agency of a finding that has been confirmed or has come back, and of a severe
 * one also the leader in charge and the Office. Nothing of it stands in the notice: the page that it
 * leads to has the unit's word beside it.
 */
export async function tellOfFinding(
	sql: Sql,
	found: { code: string; finding: Finding } | undefined,
	rules: LoadedRules,
	now: Instant
): Promise<void> {
	if (found === undefined) return;
	const { code, finding } = found;
	const accounts = await peopleToTell(sql);
	const today = dayOf(now);
	const heads = recipients(accounts, rules.directory, today).headsOf(finding.agencyId);
	const above = rules.directory.ancestors(finding.agencyId, today);
	const inCharge = accounts.filter((account) =>
		postsOn(account, today).some(
			({ role, answersFor }) =>
				role === 'office' ||
				(role === 'leader' &&
					(answersFor.length === 0 ||
						answersFor.some((id) => id === finding.agencyId || above.includes(id))))
		)
	);
	const agency = rules.codeOf(finding.agencyId);
	const relapsed = finding.state === 'relapsed';
	const facts = { agency };
	const one = (accountId: number, level: NewNotice['level']): NewNotice => ({
		...{ accountId, level, subject: `finding:${code}`, facts },
		event: `finding/${code}/${finding.relapses}`
	});
	const level = relapsed ? 'finding_relapse' : 'finding';
	const told = [
		...heads.map((id) => one(id, level)),
		...(finding.severity === 'severe'
			? inCharge.map(({ id }) => one(id, relapsed ? 'finding_relapse' : 'finding_severe'))
			: [])
	];
	const people = await tell(sql, told, now, []);
	if (people.length === 0) return;
	await append(sql, {
		...{ at: now, kind: 'notices', agencies: [] },
		ids: people.map((id) => `account:${id}`)
	});
}
