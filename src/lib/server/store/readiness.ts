import type { Role } from '#lib/domain/accounts/account.ts';
import type { Day, Instant } from '#lib/domain/calendar/time.ts';
import type { Sql } from './database.ts';

/** What is there of all that a province needs before its first day of use. */
export interface Readiness {
	agencies: number;
	/** Agencies of the day that are answerable to the Chairman. */
	accountable: number;
	/** Agencies of the day with a head on that day. */
	headed: number;
	/** Agencies of the day whose hours somebody has set otherwise than the usual ones. */
	ownHours: number;
	procedures: number;
	thresholds: number;
	/** Accounts that may sign in and hold a post on the day, by role. */
	roles: Partial<Record<Role, number>>;
	feedKeys: number;
	firstMessageAt: Instant | null;
	screens: number;
}

/**
 * Counts only, and nothing of any dossier but when the first message arrived.
 *
 * @param on the day on which agencies, heads and posts are looked at
 * @param usual the hours of an agency for which nobody has set any, as JSON
 */
export async function readiness(
	sql: Sql,
	on: Day,
	usual: string,
	realNow: Instant
): Promise<Readiness> {
	const [row] = await sql<Omit<Readiness, 'roles'>[]>`
		with held as (
			select * from agency_versions
			where valid_from <= ${on}::date and (valid_to is null or valid_to >= ${on}::date)
		)
		select (select count(*)::int from held) as agencies,
			(select count(*)::int from held where accountable) as accountable,
			(select count(distinct h.agency_id)::int from agency_heads h join held using (agency_id)
				where h.valid_from <= ${on}::date
					and (h.valid_to is null or h.valid_to >= ${on}::date)) as headed,
			(select count(*)::int from held where hours <> ${usual}::jsonb) as "ownHours",
			(select count(distinct code)::int from procedures
				where valid_to is null or valid_to >= ${on}::date) as procedures,
			(select count(distinct indicator)::int from thresholds
				where withdrawn_at is null) as thresholds,
			(select count(*)::int from api_keys where scope = 'feed' and revoked_at is null
				and (ends_at is null or ends_at > ${realNow}::timestamptz)) as "feedKeys",
			(select count(*)::int from screens where revoked_at is null
				and ends_at > ${realNow}::timestamptz) as screens,
			(select at from ledger where kind in ('dossiers', 'quarantine')
				order by seq limit 1) as "firstMessageAt"`;
	const roles = await sql<{ role: Role; n: number }[]>`
		select p.role, count(distinct a.id)::int as n
		from posts p join accounts a on a.id = p.account_id
		where a.disabled_at is null and p.valid_from <= ${on}::date
			and (p.valid_to is null or p.valid_to >= ${on}::date)
		group by p.role`;
	if (!row) throw new Error('counting gave no row');
	return { ...row, roles: Object.fromEntries(roles.map(({ role, n }) => [role, n])) };
}
