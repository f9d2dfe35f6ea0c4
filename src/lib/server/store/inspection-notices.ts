import type { AgencyDirectory } from '#lib/domain/agencies/agency.ts';
import { dayOf, type Instant } from '#lib/domain/calendar/time.ts';
import type { Inspection, InspectionEvent } from '#lib/domain/inspections/inspection.ts';
import { settledBy, toldBy } from '#lib/domain/inspections/notices.ts';
import { recipients } from '#lib/domain/urging/recipients.ts';
import type { Sql } from './database.ts';
import { clearNotices, peopleToTell, tell, type NewNotice } from './notices.ts';

/** An event of an inspection with how it stood before and stands now. */
export interface MovedInspection {
	code: string;
	/** Which event it is, from 1. */
	n: number;
	event: InspectionEvent;
	before: Inspection;
	next: Inspection;
}

/**
 * Tells members and heads what an event asks to be told, and clears what it settles. Nothing of the
 * inspection stands in a notice: the page that it leads to says what its reader may know.
 *
 * @param channels the ways out that are set up
 * @returns the people whose notices have changed
 */
export async function tellOfInspection(
	sql: Sql,
	{ code, n, event, before, next }: MovedInspection,
	directory: AgencyDirectory,
	now: Instant,
	channels: readonly ('mail' | 'webhook')[]
): Promise<number[]> {
	const subject = `inspection:${code}`;
	const settled = settledBy(event, before, next);
	const over = await clearNotices(sql, await standing(sql, subject, settled), now);
	const due = toldBy(event, before, next);
	if (due.length === 0) return over;
	const accounts = await peopleToTell(sql);
	const maySignIn = new Set(accounts.map(({ id }) => id));
	const { headsOf } = recipients(accounts, directory, dayOf(now));
	const notices = due.flatMap(({ to, level, from }): NewNotice[] =>
		(to === 'unit' ? headsOf(next.agencyId) : to)
			.filter((id) => maySignIn.has(id))
			.map((accountId) => ({
				...{ accountId, level, subject, facts: from === null ? {} : { from } },
				event: `inspection/${code}/${n}`
			}))
	);
	const told = await tell(sql, notices, now, channels);
	return [...new Set([...over, ...told])];
}

async function standing(
	sql: Sql,
	subject: string,
	{ levels, of }: ReturnType<typeof settledBy>
): Promise<number[]> {
	if (levels.length === 0 || of.length === 0) return [];
	const rows = await sql<{ id: number }[]>`
		select id from notices where subject = ${subject} and cleared_at is null
			and level = any(${[...levels]}::text[])
			${of === 'all' ? sql`` : sql`and account_id = any(${[...of]}::int[])`}`;
	return rows.map(({ id }) => id);
}
