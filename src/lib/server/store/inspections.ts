import type { Instant } from '#lib/domain/calendar/time.ts';
import { accessOf } from '#lib/domain/inspections/acts.ts';
import {
	foldInspection,
	isShown,
	type Inspection,
	type InspectionEvent
} from '#lib/domain/inspections/inspection.ts';
import type { Sql } from './database.ts';

/** What happened, and who did it. */
export type KeptInspectionEvent = InspectionEvent & { accountId: number | null };

/** An inspection with all that its reader may know of what happened to it. */
export interface KeptInspection {
	id: number;
	code: string;
	/** How many events it has, those of the team's own work included. */
	events: number;
	inspection: Inspection;
	happened: KeptInspectionEvent[];
}

/** An inspection in a list: as the inspected agency may know it. */
export interface ListedInspection {
	id: number;
	code: string;
	inspection: Inspection;
}

/**
 * Keeps an inspection that has just been planned, under a code that nobody can guess the next of.
 * @param draw codes, one after the other, until one is free
 */
export async function insertInspection(
	sql: Sql,
	event: InspectionEvent & { kind: 'planned' },
	draw: () => string,
	by: number | null
): Promise<KeptInspection> {
	const inspection = foldInspection([event]);
	const { kind, year, agencyId, state } = inspection;
	for (let tries = 0; tries < 50; tries += 1) {
		const [row] = await sql<{ id: number; code: string }[]>`
			insert into inspections (code, kind, year, agency_id, state, folded, events)
			values (${draw()}, ${kind}, ${year}, ${agencyId}, ${state},
				${JSON.stringify(inspection)}::text::jsonb, 1)
			on conflict (code) do nothing returning id, code`;
		if (row === undefined) continue;
		await insertEvent(sql, row.id, 1, event, by);
		return { ...row, events: 1, inspection, happened: [{ ...event, accountId: by }] };
	}
	throw new Error('no code was free for an inspection');
}

/** Keeps one more event, what the inspected agency may know after it, and on which days members may. */
export async function saveInspection(
	sql: Sql,
	{ id, events, happened }: KeptInspection,
	event: InspectionEvent,
	by: number | null
): Promise<void> {
	await insertEvent(sql, id, events + 1, event, by);
	if (!isShown(event)) {
		await sql`update inspections set events = ${events + 1} where id = ${id}`;
		return;
	}
	const shown = foldInspection([...happened, event].filter(isShown).map(withoutAccount));
	await sql`
		update inspections set state = ${shown.state}, from_day = ${shown.days?.from ?? null},
			to_day = ${shown.days?.to ?? null}, shown_at = ${shown.shownAt}::timestamptz,
			folded = ${JSON.stringify(shown)}::text::jsonb, events = ${events + 1}
		where id = ${id}`;
	await saveMembers(sql, id, shown);
}

async function insertEvent(
	sql: Sql,
	inspectionId: number,
	n: number,
	event: InspectionEvent,
	by: number | null
): Promise<void> {
	const { at, kind, ...body } = event;
	await sql`
		insert into inspection_events (inspection_id, n, at, kind, body, shown, account_id)
		values (${inspectionId}, ${n}, ${at}::timestamptz, ${kind},
			${JSON.stringify(body)}::text::jsonb, ${isShown(event)}, ${by})`;
}

/** Who may open it on which days: all of it anew, for a team, its days or its end may have changed. */
async function saveMembers(sql: Sql, id: number, inspection: Inspection): Promise<void> {
	await sql`delete from inspection_members where inspection_id = ${id}`;
	for (const member of inspection.team) {
		const days = accessOf(inspection, member);
		if (member.accountId === null || days === null) continue;
		await sql`
			insert into inspection_members (inspection_id, account_id, leads, from_day, to_day)
			values (${id}, ${member.accountId}, ${member.leads}, ${days.from}, ${days.to})`;
	}
}

/** An inspection by its public code, held until the transaction ends. */
export async function holdInspection(sql: Sql, code: string): Promise<KeptInspection | null> {
	const [row] = await sql<Row[]>`
		select id, code, events from inspections where code = ${code} for update`;
	return row === undefined ? null : whole(sql, row);
}

/**
 * An inspection as its reader sees it: the inspected agency without the team's own work, everybody else
 * of the team with it. Null for one that does not exist for them.
 */
export async function inspectionByCode(sql: Sql, code: string): Promise<KeptInspection | null> {
	const [row] = await sql<Row[]>`select id, code, events from inspections where code = ${code}`;
	return row === undefined ? null : whole(sql, row);
}

type Row = Pick<KeptInspection, 'id' | 'code' | 'events'>;

async function whole(sql: Sql, row: Row): Promise<KeptInspection> {
	const rows = await sql<
		{ at: Instant; kind: string; body: Record<string, unknown>; accountId: number | null }[]
	>`
		select at, kind, body, account_id as "accountId"
		from inspection_events where inspection_id = ${row.id} order by n`;
	const happened = rows.map(
		({ at, kind, body, accountId }) => ({ ...body, at, kind, accountId }) as KeptInspectionEvent
	);
	return { ...row, happened, inspection: foldInspection(happened.map(withoutAccount)) };
}

function withoutAccount(event: InspectionEvent & { accountId?: number | null }): InspectionEvent {
	const { accountId: _, ...rest } = event;
	return rest;
}

/** The inspections that the reader of the transaction sees, those to come first. */
export async function listInspections(
	sql: Sql,
	{ year }: { year: number | null }
): Promise<ListedInspection[]> {
	return sql<ListedInspection[]>`
		select id, code, folded as inspection from inspections
		where ${year === null ? sql`true` : sql`year = ${year}`}
		order by coalesce(from_day, (folded -> 'expected' ->> 'from')::date) nulls last, code`;
}

/** The accounts whose days it is: who hears that it moved. */
export async function membersOn(sql: Sql, id: number, on: string): Promise<number[]> {
	const rows = await sql<{ accountId: number }[]>`
		select account_id as "accountId" from inspection_members
		where inspection_id = ${id} and from_day <= ${on}::date
			and (to_day is null or to_day >= ${on}::date)`;
	return rows.map(({ accountId }) => accountId);
}

/** The same by the inspection's public code. */
export async function membersOf(sql: Sql, code: string, on: string): Promise<number[]> {
	const [row] = await sql<{ id: number }[]>`select id from inspections where code = ${code}`;
	return row === undefined ? [] : membersOn(sql, row.id, on);
}

/** Agencies in which accounts hold posts on a day, by account. */
export async function agenciesOfAccounts(
	sql: Sql,
	accounts: readonly number[],
	on: string
): Promise<Map<number, number[]>> {
	const rows = await sql<{ accountId: number; agencyId: number }[]>`
		select account_id as "accountId", agency_id as "agencyId" from posts
		where account_id = any(${[...accounts]}::int[]) and agency_id is not null
			and (valid_to is null or valid_to >= ${on}::date)`;
	const found = new Map<number, number[]>();
	for (const { accountId, agencyId } of rows) {
		found.set(accountId, [...(found.get(accountId) ?? []), agencyId]);
	}
	return found;
}
