import type { Day, Instant } from '#lib/domain/calendar/time.ts';
import {
	FOREVER,
	type Dossier,
	type DossierState,
	type DueEntry,
	type Span
} from '#lib/domain/dossiers/dossier.ts';
import { fold, type FoldRules } from '#lib/domain/dossiers/fold.ts';
import type { Recorded } from '#lib/domain/dossiers/message.ts';
import type { Sql } from './database.ts';

/** A dossier as its table has it, with everything that is kept of it, for comparing. */
export interface KeptDossier {
	id: number;
	row: KeptRow;
	messages: (Recorded & { recordedAt: Instant })[];
	spans: Span[];
	dues: (DueEntry & { n: number })[];
}

interface KeptRow extends DossierState {
	id: number;
	code: string;
	firstMonth: Day;
	procedureCode: string;
	unit: string;
	applicantKind: string;
	receivedAt: Instant | null;
	dueSource: 'recorded' | 'same_day' | null;
	firstDueAt: Instant | null;
	promiseAt: Instant | null;
	finishedAt: Instant | null;
	returnedAt: Instant | null;
	flags: string[];
	lastEventAt: Instant;
	lastArrivalAt: Instant;
	messageCount: number;
}

/** The ids of the next dossiers after one. */
export async function dossierIdsAfter(sql: Sql, after: number, limit: number): Promise<number[]> {
	const rows = await sql<{ id: number }[]>`
		select id from dossiers where id > ${after} order by id limit ${limit}`;
	return rows.map(({ id }) => id);
}

/** Dossiers with all that is recorded of them, in the order of their ids. */
export async function keptDossiers(sql: Sql, ids: readonly number[]): Promise<KeptDossier[]> {
	if (ids.length === 0) return [];
	const rows = await sql<KeptRow[]>`
		select id, code, first_month as "firstMonth", status, phase, agency_id as "agencyId",
			field_code as "fieldCode", channel, received_by as "receivedBy",
			submitted_at as "submittedAt", received_on as "receivedOn", due_at as "dueAt",
			due_on as "dueOn", promise_on as "promiseOn", finished_on as "finishedOn",
			closed_on as "closedOn", moved, procedure_code as "procedureCode", unit,
			applicant_kind as "applicantKind", received_at as "receivedAt",
			due_source as "dueSource", first_due_at as "firstDueAt", promise_at as "promiseAt",
			finished_at as "finishedAt", returned_at as "returnedAt", flags,
			last_event_at as "lastEventAt", last_arrival_at as "lastArrivalAt",
			message_count as "messageCount"
		from dossiers where id = any(${[...ids]}::bigint[]) order by id`;
	const months = [...new Set(rows.map(({ firstMonth }) => firstMonth))];
	const messages = await sql<(Recorded & { dossierId: number; recordedAt: Instant })[]>`
		select dossier_id as "dossierId", encode(hash, 'hex') as hash, arrived_at as "arrivedAt",
			recorded_at as "recordedAt", backfill, agency_id as "agencyId", content
		from messages
		where first_month = any(${months}::date[]) and dossier_id = any(${[...ids]}::bigint[])`;
	const spans = await sql<(DossierState & { dossierId: number; from: Instant; to: Instant })[]>`
		select dossier_id as "dossierId", valid_from as "from", valid_to as "to", status, phase,
			agency_id as "agencyId", field_code as "fieldCode", channel,
			received_by as "receivedBy", submitted_at as "submittedAt",
			received_on as "receivedOn", due_at as "dueAt", due_on as "dueOn",
			promise_on as "promiseOn", finished_on as "finishedOn", closed_on as "closedOn", moved
		from dossier_spans
		where dossier_id = any(${[...ids]}::bigint[]) and known_to = ${FOREVER}::timestamptz
		order by valid_from`;
	const dues = await sql<(DueEntry & { dossierId: number; n: number })[]>`
		select c.dossier_id as "dossierId", c.n, c.due_at as "dueAt", c.promise_at as "promiseAt",
			c.effective_at as "effectiveAt", c.reason, c.grounded
		from due_dates c join dossiers d on d.id = c.dossier_id and d.due_revision = c.revision
		where c.dossier_id = any(${[...ids]}::bigint[]) order by c.n`;
	const messagesBy = Map.groupBy(messages, ({ dossierId }) => dossierId);
	const spansBy = Map.groupBy(spans, ({ dossierId }) => dossierId);
	const duesBy = Map.groupBy(dues, ({ dossierId }) => dossierId);
	return rows.map((row) => ({
		id: row.id,
		row,
		messages: messagesBy.get(row.id) ?? [],
		spans: (spansBy.get(row.id) ?? []).map(({ from, to, dossierId: _, ...state }) => ({
			from,
			to,
			state
		})),
		dues: (duesBy.get(row.id) ?? []).map(({ dossierId: _, ...due }) => due)
	}));
}

/**
 * Where the tables differ from the fold of the dossier's messages: its row and its spans (invariant
 * 2), whatever the order in which the messages are taken.
 */
export function stateDifferences(kept: KeptDossier, folded: Dossier, rules: FoldRules): string[] {
	const { row, messages } = kept;
	const told = { ...row, ...columnsOf(folded), messageCount: messages.length };
	const found = (Object.keys(told) as (keyof KeptRow)[]).filter(
		(column) => JSON.stringify(told[column]) !== JSON.stringify(row[column])
	) as string[];
	if (textOf(kept.spans) !== textOf(folded.spans)) found.push('spans');
	const others = [messages.toReversed(), [...messages.slice(1), ...messages.slice(0, 1)]];
	for (const order of others) {
		const again = fold([...order, ...order.slice(0, 1)], rules);
		if (textOf(again) !== textOf(folded)) found.push('order of messages');
	}
	return [...new Set(found)];
}

/** Where the due-date ledger of a dossier is not whole (invariant 3). */
export function dueDifferences({ row, dues }: KeptDossier, folded: Dossier): string[] {
	const found: string[] = [];
	if (dues.some((due, i) => due.n !== i + 1)) found.push('gap');
	if ((dues[0]?.dueAt ?? null) !== row.firstDueAt) found.push('first date');
	if ((dues.at(-1)?.dueAt ?? null) !== row.dueAt) found.push('last date');
	const chain = dues.map(({ n: _, ...due }) => due);
	if (textOf(chain) !== textOf(folded.dues)) found.push('chain');
	return found;
}

function columnsOf(folded: Dossier): Omit<KeptRow, 'id' | 'firstMonth' | 'messageCount'> {
	const { spans: _s, dues: _d, changes: _c, state, ...own } = folded;
	const { procedureName: _p, fieldName: _f, firstEndAt: _e, ...columns } = own;
	return { ...columns, ...state };
}

/** Equal values give equal texts, whatever the order in which their members were written. */
function textOf(value: unknown): string {
	return JSON.stringify(value, (_key, member: unknown) =>
		typeof member === 'object' && member !== null && !Array.isArray(member)
			? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
			: member === Infinity || member === -Infinity
				? String(member)
				: member
	);
}
