import { may, type Reader } from '#lib/domain/accounts/reader.ts';
import { dayOf, type Instant } from '#lib/domain/calendar/time.ts';
import type { TeamSeat } from '#lib/domain/findings/acts.ts';
import type { Sql } from '#lib/server/store/database.ts';

/** An inspection as far as findings ask for it. */
export interface InspectionSeat extends TeamSeat {
	agencyId: number;
}

/** From when what was found is released: the inspection has been opened at the unit. */
const OPENED: readonly string[] = ['opened', 'minuted', 'signed', 'concluded'];

/**
 * Where somebody sits in an inspection on the day.
 * @returns null for an inspection that does not exist for them
 */
export async function seatIn(
	sql: Sql,
	inspection: string,
	by: Reader,
	now: Instant
): Promise<InspectionSeat | null> {
	const account = by.account?.id ?? null;
	const [row] = await sql<{ agencyId: number; state: string; member: boolean; leader: boolean }[]>`
		select i.agency_id as "agencyId", i.state, m.account_id is not null as member,
			coalesce(m.leads, false) as leader
		from inspections i
			left join inspection_members m on m.inspection_id = i.id and m.account_id = ${account}
				and m.from_day <= ${dayOf(now)}::date
				and (m.to_day is null or m.to_day >= ${dayOf(now)}::date)
		where i.code = ${inspection}`;
	if (row === undefined) return null;
	const { agencyId, state, member, leader } = row;
	// It exists for its team, for who reads all inspections, and for its agency once it is opened.
	const all = by.grants.seeInspections === 'all' && may(by, 'seeInspections');
	const opened = OPENED.includes(state);
	if (by.kind !== 'system' && !member && !all && !opened) return null;
	return { agencyId, member, leader, opened, over: state === 'concluded' };
}
