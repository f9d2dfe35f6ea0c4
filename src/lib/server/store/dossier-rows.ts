import { finished } from 'node:stream/promises';
import type { Writable } from 'node:stream';
import { dayOf, type Day, type Instant } from '#lib/domain/calendar/time.ts';
import {
	FOREVER,
	type Dossier,
	type DossierState,
	type DueEntry,
	type DueReason,
	type Span
} from '#lib/domain/dossiers/dossier.ts';
import type { KeptContent, Recorded } from '#lib/domain/dossiers/message.ts';
import type { Sql } from './database.ts';

/** A dossier that the store already holds, locked until the transaction ends. */
export interface HeldDossier {
	id: number;
	code: string;
	firstMonth: Day;
	agencyId: number | null;
	dueRevision: number;
}

/** Locks the known ones among the codes, in the order of their codes so that no two batches deadlock. */
export async function lockDossiers(sql: Sql, codes: string[]): Promise<HeldDossier[]> {
	return sql<HeldDossier[]>`
		select id, code, first_month as "firstMonth", agency_id as "agencyId",
			due_revision as "dueRevision"
		from dossiers where code = any(${codes}::text[]) order by code for update`;
}

export async function messagesOf(sql: Sql, held: HeldDossier[]): Promise<Map<number, Recorded[]>> {
	const rows = await sql<(Recorded & { dossierId: number })[]>`
		select dossier_id as "dossierId", encode(hash, 'hex') as hash, arrived_at as "arrivedAt",
			backfill, agency_id as "agencyId", content
		from messages
		where first_month = any(${months(held)}::date[]) and dossier_id = any(${idsOf(held)}::bigint[])`;
	return Map.groupBy(rows, (row) => row.dossierId);
}

export interface HeldSpan extends Span {
	id: number;
	dossierId: number;
	knownFrom: Instant;
}

/** The spans that are still held to be true, of each dossier in order of time. */
export async function knownSpans(sql: Sql, held: HeldDossier[]): Promise<Map<number, HeldSpan[]>> {
	const rows = await sql<
		(DossierState & Omit<HeldSpan, 'state' | 'from' | 'to'> & { from: Instant; to: Instant })[]
	>`
		select id, dossier_id as "dossierId", known_from as "knownFrom", valid_from as "from",
			valid_to as "to", status, phase, agency_id as "agencyId", field_code as "fieldCode",
			channel, received_by as "receivedBy", submitted_at as "submittedAt",
			received_on as "receivedOn", due_at as "dueAt", due_on as "dueOn",
			promise_on as "promiseOn", finished_on as "finishedOn", closed_on as "closedOn", moved
		from dossier_spans
		where dossier_id = any(${idsOf(held)}::bigint[]) and known_to = ${FOREVER}::timestamptz
		order by valid_from`;
	const spans = rows.map(({ id, dossierId, knownFrom, from, to, ...state }) => ({
		id,
		dossierId,
		knownFrom,
		from,
		to,
		state
	}));
	return Map.groupBy(spans, (span) => span.dossierId);
}

/** The newest revision of each due-date chain. */
export async function dueChains(sql: Sql, held: HeldDossier[]): Promise<Map<number, DueEntry[]>> {
	const rows = await sql<(DueEntry & { dossierId: number })[]>`
		select c.dossier_id as "dossierId", c.due_at as "dueAt", c.promise_at as "promiseAt",
			c.effective_at as "effectiveAt", c.reason, c.grounded
		from due_dates c join dossiers d on d.id = c.dossier_id and d.due_revision = c.revision
		where c.dossier_id = any(${idsOf(held)}::bigint[])
		order by c.dossier_id, c.n`;
	return Map.groupBy(rows, (row) => row.dossierId);
}

export async function newDossierIds(sql: Sql, n: number): Promise<number[]> {
	const rows = await sql<{ id: number }[]>`
		select nextval('dossiers_id_seq') as id from generate_series(1, ${n}::int)`;
	return rows.map((row) => row.id);
}

/** A message to record. */
export interface NewMessage extends Recorded {
	dossierId: number;
	firstMonth: Day;
	keyId: number;
	content: KeptContent;
}

/** The first day of the month in which an instant falls: the partition of what was first seen then. */
export function monthOf(at: Instant): Day {
	return `${dayOf(at).slice(0, 7)}-01`;
}

/**
 * Makes sure that messages first seen in a month have a partition.
 * @param open the months already made sure of, for this database
 */
export async function openMonth(sql: Sql, month: Day, open: Set<Day>): Promise<void> {
	if (open.has(month)) return;
	await sql`select open_message_month(${month}::date)`;
	open.add(month);
}

export async function insertMessages(
	sql: Sql,
	messages: NewMessage[],
	recordedAt: Instant
): Promise<void> {
	const recorded = timeText(recordedAt);
	const lines = messages.map(
		(m) =>
			`${m.firstMonth}\t${m.dossierId}\t\\\\x${m.hash}\t${timeText(m.arrivedAt)}\t${recorded}\t` +
			`${m.agencyId ?? '\\N'}\t${m.backfill ? 't' : 'f'}\t${m.keyId}\t` +
			`${escaped(JSON.stringify(m.content))}\n`
	);
	await copy(
		sql`copy messages (first_month, dossier_id, hash, arrived_at, recorded_at, agency_id,
			backfill, key_id, content) from stdin`.writable(),
		lines
	);
}

/** A folded dossier with where it is kept. */
export interface DossierRow {
	id: number;
	firstMonth: Day;
	dueRevision: number;
	messageCount: number;
	dossier: Dossier;
}

/**
 * Inserts dossiers never seen before.
 * @returns false when another batch inserted one of them first: nothing of this one may be kept
 */
export async function insertDossiers(sql: Sql, rows: DossierRow[]): Promise<boolean> {
	const inserted = await sql<{ n: number }[]>`
		with new as (
			insert into dossiers select * from json_populate_recordset(null::dossiers,
				${JSON.stringify(rows.map(recordOf))}::json)
			on conflict (code) do nothing returning 1
		)
		select count(*)::int as n from new`;
	return inserted[0]?.n === rows.length;
}

export async function updateDossiers(sql: Sql, rows: DossierRow[]): Promise<void> {
	if (rows.length === 0) return;
	await sql`
		update dossiers d set status = x.status, phase = x.phase, agency_id = x.agency_id,
			field_code = x.field_code, channel = x.channel, received_by = x.received_by,
			submitted_at = x.submitted_at, received_on = x.received_on, due_at = x.due_at,
			due_on = x.due_on, promise_on = x.promise_on, finished_on = x.finished_on,
			closed_on = x.closed_on, moved = x.moved, procedure_code = x.procedure_code,
			unit = x.unit, applicant_kind = x.applicant_kind, received_at = x.received_at,
			due_source = x.due_source, first_due_at = x.first_due_at, promise_at = x.promise_at,
			finished_at = x.finished_at, returned_at = x.returned_at, flags = x.flags,
			last_event_at = x.last_event_at, last_arrival_at = x.last_arrival_at,
			message_count = x.message_count, due_revision = x.due_revision
		from json_populate_recordset(null::dossiers, ${JSON.stringify(rows.map(recordOf))}::json) x
		where d.id = x.id`;
}

function recordOf({ id, firstMonth, dueRevision, messageCount, dossier: d }: DossierRow) {
	return {
		id,
		code: d.code,
		first_month: firstMonth,
		status: d.state.status,
		phase: d.state.phase,
		agency_id: d.state.agencyId,
		field_code: d.state.fieldCode,
		channel: d.state.channel,
		received_by: d.state.receivedBy,
		submitted_at: isoOrNull(d.state.submittedAt),
		received_on: d.state.receivedOn,
		due_at: isoOrNull(d.state.dueAt),
		due_on: d.state.dueOn,
		promise_on: d.state.promiseOn,
		finished_on: d.state.finishedOn,
		closed_on: d.state.closedOn,
		moved: d.state.moved,
		procedure_code: d.procedureCode,
		unit: d.unit,
		applicant_kind: d.applicantKind,
		received_at: isoOrNull(d.receivedAt),
		due_source: d.dueSource,
		first_due_at: isoOrNull(d.firstDueAt),
		promise_at: isoOrNull(d.promiseAt),
		finished_at: isoOrNull(d.finishedAt),
		returned_at: isoOrNull(d.returnedAt),
		flags: d.flags,
		last_event_at: isoOrNull(d.lastEventAt),
		last_arrival_at: isoOrNull(d.lastArrivalAt),
		message_count: messageCount,
		due_revision: dueRevision
	};
}

/** Closes what is no longer held to be true, as of `at`. */
export async function closeSpans(sql: Sql, ids: number[], at: Instant): Promise<void> {
	if (ids.length === 0) return;
	await sql`
		update dossier_spans set known_to = greatest(known_from, ${at}::timestamptz)
		where id = any(${ids}::bigint[])`;
}

export async function insertSpans(
	sql: Sql,
	spans: (Span & { dossierId: number })[],
	knownFrom: Instant
): Promise<void> {
	const known = `${timeText(knownFrom)}\t${timeText(FOREVER)}`;
	const lines = spans.map(
		(span) =>
			`${span.dossierId}\t${known}\t${timeText(span.from)}\t${timeText(span.to)}\t` +
			`${stateText(span.state)}\n`
	);
	await copy(
		sql`copy dossier_spans (dossier_id, known_from, known_to, valid_from, valid_to, status, phase,
			agency_id, field_code, channel, received_by, submitted_at, received_on, due_at, due_on,
			promise_on, finished_on, closed_on, moved) from stdin`.writable(),
		lines
	);
}

export interface NewDue extends DueEntry {
	dossierId: number;
	revision: number;
	n: number;
	reason: DueReason;
}

export async function insertDues(sql: Sql, dues: NewDue[], knownAt: Instant): Promise<void> {
	const known = timeText(knownAt);
	const lines = dues.map(
		(due) =>
			`${due.dossierId}\t${due.revision}\t${due.n}\t${timeText(due.dueAt)}\t` +
			`${timeText(due.promiseAt)}\t${timeText(due.effectiveAt)}\t${due.reason}\t` +
			`${due.grounded ? 't' : 'f'}\t${known}\n`
	);
	await copy(
		sql`copy due_dates (dossier_id, revision, n, due_at, promise_at, effective_at, reason,
			grounded, known_at) from stdin`.writable(),
		lines
	);
}

async function copy(target: Promise<Writable>, lines: string[]): Promise<void> {
	const stream = await target;
	stream.end(lines.join(''));
	await finished(stream);
}

function stateText(s: DossierState): string {
	return (
		`${s.status}\t${s.phase}\t${s.agencyId ?? '\\N'}\t${escaped(s.fieldCode)}\t` +
		`${escaped(s.channel)}\t${escaped(s.receivedBy)}\t${timeText(s.submittedAt)}\t` +
		`${s.receivedOn ?? '\\N'}\t${timeText(s.dueAt)}\t${s.dueOn ?? '\\N'}\t` +
		`${s.promiseOn ?? '\\N'}\t${s.finishedOn ?? '\\N'}\t${s.closedOn ?? '\\N'}\t` +
		`${s.moved ? 't' : 'f'}`
	);
}

function timeText(at: Instant | null): string {
	return at === null ? '\\N' : new Date(at).toISOString();
}

function isoOrNull(at: Instant | null): string | null {
	return at === null ? null : new Date(at).toISOString();
}

const COPY_ESCAPES: Record<string, string> = {
	'\\': '\\\\',
	'\t': '\\t',
	'\n': '\\n',
	'\r': '\\r'
};

function escaped(text: string): string {
	return /[\\\t\n\r]/.test(text)
		? text.replace(/[\\\t\n\r]/g, (char) => COPY_ESCAPES[char] ?? char)
		: text;
}

function idsOf(held: HeldDossier[]): number[] {
	return held.map(({ id }) => id);
}

function months(held: HeldDossier[]): Day[] {
	return [...new Set(held.map(({ firstMonth }) => firstMonth))];
}
