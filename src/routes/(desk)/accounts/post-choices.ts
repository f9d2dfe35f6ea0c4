import { postsOn, ROLES, type Role } from '#lib/domain/accounts/account.ts';
import type { Day } from '#lib/domain/calendar/time.ts';
import type { Sql } from '#lib/server/store/database.ts';
import { knownFields, type Person } from '#lib/server/store/people.ts';
import type { LoadedRules } from '#lib/server/store/rulebook.ts';

/** What a form of a post lets choose from. */
export interface PostChoices {
	roles: Role[];
	/** All that exist on the day, in the order of the tree. */
	agencies: { code: string; name: string }[];
	fields: { code: string; name: string }[];
	leaders: { email: string; name: string }[];
}

export async function postChoices(
	sql: Sql,
	{ directory, codeOf }: LoadedRules,
	all: readonly Person[],
	today: Day
): Promise<PostChoices> {
	return {
		roles: ROLES.filter((role) => role !== 'screen'),
		agencies: directory
			.active(today)
			.map(({ agencyId, name }) => ({ code: codeOf(agencyId), name })),
		fields: await knownFields(sql),
		leaders: all
			.filter((one) => one.disabledAt === null)
			.filter((one) => postsOn(one, today).some(({ role }) => role === 'leader'))
			.map(({ email, name }) => ({ email, name }))
	};
}
