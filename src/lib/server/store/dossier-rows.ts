import { dayOf, type Day, type Instant } from '#lib/domain/calendar/time.ts';
import {
	FOREVER,
	type Dossier,
	type DossierState,
	type DueEntry,
	type DueReason,
	type Span
} from '#lib/domain/dossiers/dossier.ts';
import type { Recorded } from '#lib/domain/dossiers/message.ts';
import { bulkInsert, bulkStatement, bulkUpdate, type BulkColumn } from './bulk.ts';
import type { Sql } from './database.ts';

/** A statement about the spans of more dossiers than this goes in parts. */
const DOSSIERS_AT_ONCE = 1_000;

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

/** The latest instant at which anything that is still held of these dossiers became known. */
export async function lastKnown(sql: Sql, held: HeldDossier[]): Promise<Instant> {
	const [row] = await sql<{ at: Instant | null }[]>`
		select max(s.known_from) as at
		from unnest(${idsOf(held)}::bigint[]) d(id)
		join dossier_spans s on s.dossier_id = d.id and s.known_to = ${FOREVER}::timestamptz`;
	return row?.at ?? -Infinity;
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
	/** The content as text, where it is at hand. */
	json?: string | undefined;
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
	{ name: 'recorded_at', type: 'sameInstant', of: (m) => m.recordedAt },
	{ name: 'agency_id', type: 'int', of: (m) => m.agencyId },
	{ name: 'backfill', type: 'bool', of: (m) => m.backfill },
	{ name: 'key_id', type: 'sameInt', of: (m) => m.keyId },
	{ name: 'content', type: 'json', of: (m) => m.json ?? JSON.stringify(m.content) }
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

/** All spans of a dossier, in order of time. */
interface SpansOf {
	dossierId: number;
	spans: readonly Span[];
}

interface WrittenSpan {
	dossierId: number;
	knownFrom: Instant;
	span: Span;
}

function written(of: readonly SpansOf[], knownFrom: Instant): WrittenSpan[] {
	return of.flatMap(({ dossierId, spans }) =>
		spans.map((span) => ({ dossierId, knownFrom, span }))
	);
}

const SPAN: BulkColumn<WrittenSpan>[] = [
	{ name: 'dossier_id', type: 'bigint', of: (span) => span.dossierId },
	{ name: 'known_from', type: 'sameInstant', of: (span) => span.knownFrom },
	{ name: 'known_to', type: 'sameInstant', of: () => FOREVER },
	{ name: 'valid_from', type: 'instant', of: ({ span }) => span.from },
	{ name: 'valid_to', type: 'instant', of: ({ span }) => span.to },
	...stateColumns<WrittenSpan>(({ span }) => span.state)
];

const saveSpans = bulkInsert('dossier_spans', SPAN);

/** The first spans of dossiers never seen before. */
export async function insertSpans(sql: Sql, of: SpansOf[], at: Instant): Promise<void> {
	await saveSpans(sql, written(of, at));
}

const TOLD = SPAN.filter(({ name }) => !name.startsWith('known_')).map(({ name }) => name);
const COMPARED = TOLD.filter((name) => name !== 'dossier_id' && name !== 'valid_from');

/**
 * What is held to be true of a dossier set beside what its fold says: what stays the same is left,
 * what does not is closed, what is new is written. Compared where the spans lie: reading them first
 * was a fifth of a batch's work. A full join is hashed or merged, never a loop within a loop,
 * whatever PostgreSQL guesses of the numbers.
 */
const saveRevised = bulkStatement(
	SPAN,
	({ from, reads }) => {
		const names = SPAN.map(({ name }) => name);
		const values = names.map((name, i) => `${reads[i] ?? ''} as ${name}`);
		const row = (of: string) => `(${COMPARED.map((name) => `${of}.${name}`).join(', ')})`;
		return `
			with told as materialized (select ${values.join(', ')} from ${from}),
			held as materialized (
				select s.id, ${TOLD.map((name) => `s.${name}`).join(', ')}
				from unnest($1::text::bigint[]) d(id)
				join dossier_spans s on s.dossier_id = d.id and s.known_to = to_timestamp(${FOREVER / 1000})
			),
			pair as materialized (
				select h.id as held_id, h.dossier_id as held_of,
					${names.map((name) => `t.${name}`).join(', ')}
				from told t
				full join held h on h.dossier_id = t.dossier_id and h.valid_from = t.valid_from
				where t.dossier_id is null or h.id is null or ${row('t')} is distinct from ${row('h')}
			),
			closed as (
				update dossier_spans s
				set known_to = greatest(s.known_from, to_timestamp($2::text::float8 / 1000))
				from pair p
				where p.held_id is not null and s.dossier_id = p.held_of and s.id = p.held_id
			)
			insert into dossier_spans (${names.join(', ')})
			select ${names.join(', ')} from pair where dossier_id is not null`;
	},
	2
);

/**
 * Brings the spans of known dossiers to what their folds say now, as of `at`: what is held of them
 * and not among the given is closed.
 */
export async function reviseSpans(sql: Sql, of: SpansOf[], at: Instant): Promise<void> {
	for (let from = 0; from < of.length; from += DOSSIERS_AT_ONCE) {
		const part = of.slice(from, from + DOSSIERS_AT_ONCE);
		const ids = `{${part.map(({ dossierId }) => dossierId).join(',')}}`;
		await saveRevised(sql, written(part, at), [ids, at]);
	}
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
	{ name: 'known_at', type: 'sameInstant', of: (due) => due.knownAt }
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
