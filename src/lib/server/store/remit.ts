import type { Day } from '#lib/domain/calendar/time.ts';
import type { Sql } from './database.ts';

/** Open dossiers that are due on a day, by agency and field: the very rows of the list `due=DAY`. */
export async function openDueOn(
	sql: Sql,
	day: Day
): Promise<{ agencyId: number | null; field: string; count: number }[]> {
	return sql`
		select agency_id as "agencyId", field_code as field, count(*)::int as count
		from dossiers where phase = 'open' and due_on = ${day}::date group by 1, 2`;
}

/** What agencies have asked about their tasks and was not answered yet, by the agency that asked. */
export async function requestsWaiting(
	sql: Sql
): Promise<{ leadId: number; extensions: number; corrections: number }[]> {
	return sql`
		select lead_id as "leadId",
			(count(*) filter (where jsonb_typeof(folded -> 'extension') = 'object'))::int as extensions,
			(count(*) filter (where state = 'correction_asked'))::int as corrections
		from tasks where state not in ('done', 'revoked') and origin_system is null group by 1`;
}
