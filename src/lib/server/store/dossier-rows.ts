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
import { bulkInsert, bulkUpdate, type BulkColumn } from './bulk.ts';
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
		from unnest(${idsOf(held)}::bigint[],
			${held.map(({ dueRevision }) => dueRevision)}::int[]) d(id, revision)
		join due_dates c on c.dossier_id = d.id and c.revision = d.revision
		order by c.dossier_id, c.n`;
	return Map.groupBy(rows, (row) => row.dossierId);
}

export async function newDossierIds(sql: Sql, n: number): Promise<number[]> {
	if (n === 0) return [];
	const [row] = await sql<{ ids: string }[]>`
		select string_agg(nextval('dossiers_id_seq')::text, ' ') as ids from generate_series(1, ${n}::int)`;
	return (row?.ids ?? '').split(' ').map(Number);
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

const saveMessages = bulkInsert<NewMessage & { recordedAt: Instant }>('messages', [
	{ name: 'first_month', type: 'date', of: (m) => m.firstMonth },
	{ name: 'dossier_id', type: 'bigint', of: (m) => m.dossierId },
	{ name: 'hash', type: 'hex', of: (m) => m.hash },
	{ name: 'arrived_at', type: 'instant', of: (m) => m.arrivedAt },
	{ name: 'recorded_at', type: 'instant', of: (m) => m.recordedAt },
	{ name: 'agency_id', type: 'int', of: (m) => m.agencyId },
	{ name: 'backfill', type: 'bool', of: (m) => m.backfill },
	{ name: 'key_id', type: 'int', of: (m) => m.keyId },
	{ name: 'content', type: 'json', of: (m) => JSON.stringify(m.content) }
]);

export async function insertMessages(
	sql: Sql,
	messages: NewMessage[],
	recordedAt: Instant
): Promise<void> {
	await saveMessages(
		sql,
		messages.map((message) => ({ ...message, recordedAt }))
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

/** What a figure is counted from: the same columns of a dossier as it is, and of its spans. */
function stateColumns<T>(of: (row: T) => DossierState): BulkColumn<T>[] {
	return [
		{ name: 'status', type: 'smallint', of: (row) => of(row).status },
		{ name: 'phase', type: 'text', of: (row) => of(row).phase },
		{ name: 'agency_id', type: 'int', of: (row) => of(row).agencyId },
		{ name: 'field_code', type: 'text', of: (row) => of(row).fieldCode },
		{ name: 'channel', type: 'text', of: (row) => of(row).channel },
		{ name: 'received_by', type: 'text', of: (row) => of(row).receivedBy },
		{ name: 'submitted_at', type: 'instant', of: (row) => of(row).submittedAt },
		{ name: 'received_on', type: 'date', of: (row) => of(row).receivedOn },
		{ name: 'due_at', type: 'instant', of: (row) => of(row).dueAt },
		{ name: 'due_on', type: 'date', of: (row) => of(row).dueOn },
		{ name: 'promise_on', type: 'date', of: (row) => of(row).promiseOn },
		{ name: 'finished_on', type: 'date', of: (row) => of(row).finishedOn },
		{ name: 'closed_on', type: 'date', of: (row) => of(row).closedOn },
		{ name: 'moved', type: 'bool', of: (row) => of(row).moved }
	];
}

const ID: BulkColumn<DossierRow> = { name: 'id', type: 'bigint', of: ({ id }) => id };
const FOLDED: BulkColumn<DossierRow>[] = [
	...stateColumns<DossierRow>(({ dossier }) => dossier.state),
	{ name: 'procedure_code', type: 'text', of: ({ dossier }) => dossier.procedureCode },
	{ name: 'unit', type: 'text', of: ({ dossier }) => dossier.unit },
	{ name: 'applicant_kind', type: 'text', of: ({ dossier }) => dossier.applicantKind },
	{ name: 'received_at', type: 'instant', of: ({ dossier }) => dossier.receivedAt },
	{ name: 'due_source', type: 'text', of: ({ dossier }) => dossier.dueSource },
	{ name: 'first_due_at', type: 'instant', of: ({ dossier }) => dossier.firstDueAt },
	{ name: 'promise_at', type: 'instant', of: ({ dossier }) => dossier.promiseAt },
	{ name: 'finished_at', type: 'instant', of: ({ dossier }) => dossier.finishedAt },
	{ name: 'returned_at', type: 'instant', of: ({ dossier }) => dossier.returnedAt },
	{ name: 'flags', type: 'words', of: ({ dossier }) => dossier.flags },
	{ name: 'last_event_at', type: 'instant', of: ({ dossier }) => dossier.lastEventAt },
	{ name: 'last_arrival_at', type: 'instant', of: ({ dossier }) => dossier.lastArrivalAt },
	{ name: 'message_count', type: 'int', of: ({ messageCount }) => messageCount },
	{ name: 'due_revision', type: 'int', of: ({ dueRevision }) => dueRevision }
];

const saveNew = bulkInsert<DossierRow>(
	'dossiers',
	[
		ID,
		{ name: 'code', type: 'text', of: ({ dossier }) => dossier.code },
		{ name: 'first_month', type: 'date', of: ({ firstMonth }) => firstMonth },
		...FOLDED
	],
	'on conflict (code) do nothing'
);
const saveKnown = bulkUpdate<DossierRow>('dossiers', [ID, ...FOLDED], 'id');

/**
 * Inserts dossiers never seen before.
 * @returns false when another batch inserted one of them first: nothing of this one may be kept
 */
export async function insertDossiers(sql: Sql, rows: DossierRow[]): Promise<boolean> {
	return (await saveNew(sql, rows)) === rows.length;
}

export async function updateDossiers(sql: Sql, rows: DossierRow[]): Promise<void> {
	await saveKnown(sql, rows);
}

/** Closes what is no longer held to be true, as of `at`. */
export async function closeSpans(
	sql: Sql,
	spans: readonly { id: number; dossierId: number }[],
	at: Instant
): Promise<void> {
	if (spans.length === 0) return;
	await sql`
		update dossier_spans s set known_to = greatest(s.known_from, ${at}::timestamptz)
		from unnest(${spans.map(({ dossierId }) => dossierId)}::bigint[],
			${spans.map(({ id }) => id)}::bigint[]) x(dossier_id, id)
		where s.dossier_id = x.dossier_id and s.id = x.id`;
}

type NewSpan = Span & { dossierId: number };

const saveSpans = bulkInsert<NewSpan & { knownFrom: Instant }>('dossier_spans', [
	{ name: 'dossier_id', type: 'bigint', of: (span) => span.dossierId },
	{ name: 'known_from', type: 'instant', of: (span) => span.knownFrom },
	{ name: 'known_to', type: 'instant', of: () => FOREVER },
	{ name: 'valid_from', type: 'instant', of: (span) => span.from },
	{ name: 'valid_to', type: 'instant', of: (span) => span.to },
	...stateColumns<NewSpan>(({ state }) => state)
]);

export async function insertSpans(sql: Sql, spans: NewSpan[], knownFrom: Instant): Promise<void> {
	await saveSpans(
		sql,
		spans.map((span) => ({ ...span, knownFrom }))
	);
}

export interface NewDue extends DueEntry {
	dossierId: number;
	revision: number;
	n: number;
	reason: DueReason;
}

const saveDues = bulkInsert<NewDue & { knownAt: Instant }>('due_dates', [
	{ name: 'dossier_id', type: 'bigint', of: (due) => due.dossierId },
	{ name: 'revision', type: 'int', of: (due) => due.revision },
	{ name: 'n', type: 'int', of: (due) => due.n },
	{ name: 'due_at', type: 'instant', of: (due) => due.dueAt },
	{ name: 'promise_at', type: 'instant', of: (due) => due.promiseAt },
	{ name: 'effective_at', type: 'instant', of: (due) => due.effectiveAt },
	{ name: 'reason', type: 'text', of: (due) => due.reason },
	{ name: 'grounded', type: 'bool', of: (due) => due.grounded },
	{ name: 'known_at', type: 'instant', of: (due) => due.knownAt }
]);

export async function insertDues(sql: Sql, dues: NewDue[], knownAt: Instant): Promise<void> {
	await saveDues(
		sql,
		dues.map((due) => ({ ...due, knownAt }))
	);
}

function idsOf(held: HeldDossier[]): number[] {
	return held.map(({ id }) => id);
}

function months(held: HeldDossier[]): Day[] {
	return [...new Set(held.map(({ firstMonth }) => firstMonth))];
}
