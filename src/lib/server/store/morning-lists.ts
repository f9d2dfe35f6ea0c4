import type { Day } from '#lib/domain/calendar/time.ts';
import type { Sql } from './database.ts';

/** Open dossiers of an agency's handling unit that fall due on the day, or are overdue on it. */
export interface DueOfUnit {
	agencyId: number;
	unit: string;
	due: number;
	overdue: number;
}

/** The same conditions as those of the lists `due=DAY` and `figure=open.overdue`, for all agencies at once. */
export async function dueByUnit(sql: Sql, day: Day): Promise<DueOfUnit[]> {
	return sql<DueOfUnit[]>`
		select agency_id as "agencyId", unit, count(*) filter (where due_on = ${day}::date)::int as due,
			count(*) filter (where due_on < ${day}::date)::int as overdue
		from dossiers
		where phase = 'open' and due_on <= ${day}::date and agency_id is not null
		group by 1, 2`;
}
