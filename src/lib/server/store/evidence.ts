import type { Day, Instant } from '#lib/domain/calendar/time.ts';
import type { EvidenceItem, EvidenceOwner } from '#lib/domain/evidence/item.ts';
import type { Sql } from './database.ts';

/** A file of evidence, with the name under which its bytes lie. */
export interface EvidenceFile extends EvidenceItem {
	id: number;
	stored: string;
}

export type NewEvidenceFile = Omit<
	EvidenceFile,
	'id' | 'code' | 'versionOf' | 'replacedBy' | 'deletedAt'
> & {
	/** Id of the version that it replaces. */
	versionOf: number | null;
};

type Row = Omit<EvidenceFile, 'owner'> & { ownerKind: EvidenceOwner['kind']; owner: string };

const columns = (sql: Sql) => sql`
	e.id, e.code, e.owner_kind as "ownerKind", e.owner, e.name, e.type, e.size,
	e.sha256_capture as "sha256Capture", e.sha256_receipt as "sha256Receipt", e.stored,
	e.event_at as "eventAt", e.captured_at as "capturedAt", e.received_at as "receivedAt",
	e.device_ahead as "deviceAhead", e.kept_location as "keptLocation", e.masked, e.restricted,
	'MC-' || e.version_of as "versionOf", 'MC-' || e.replaced_by as "replacedBy",
	e.delete_on as "deleteOn", e.deleted_at as "deletedAt", e.account_id as "accountId"`;

const fileOf = ({ ownerKind, owner, ...row }: Row): EvidenceFile => ({
	...row,
	owner: { kind: ownerKind, code: owner }
});

/** @returns its id and public code */
export async function insertEvidence(
	sql: Sql,
	file: NewEvidenceFile
): Promise<{ id: number; code: string }> {
	const [row] = await sql<{ id: number; code: string }[]>`
		insert into evidence_files (owner_kind, owner, name, type, size, sha256_capture, sha256_receipt,
			stored, event_at, captured_at, received_at, device_ahead, kept_location, masked, restricted,
			version_of, delete_on, account_id)
		values (${file.owner.kind}, ${file.owner.code}, ${file.name}, ${file.type}, ${file.size},
			${file.sha256Capture}, ${file.sha256Receipt}, ${file.stored}, ${file.eventAt}::timestamptz,
			${file.capturedAt}::timestamptz, ${file.receivedAt}::timestamptz, ${file.deviceAhead},
			${file.keptLocation}, ${file.masked}, ${file.restricted}, ${file.versionOf},
			${file.deleteOn}::date, ${file.accountId})
		returning id, code`;
	if (row === undefined) throw new Error('a file of evidence was not kept');
	if (file.versionOf !== null) {
		await sql`update evidence_files set replaced_by = ${row.id} where id = ${file.versionOf}`;
	}
	return row;
}

/** The files of an owner, as far as the reader of the transaction sees them, in the order they came. */
export async function evidenceOf(sql: Sql, owner: EvidenceOwner): Promise<EvidenceFile[]> {
	const rows = await sql<Row[]>`
		select ${columns(sql)} from evidence_files e
		where e.owner_kind = ${owner.kind} and e.owner = ${owner.code} order by e.id`;
	return rows.map(fileOf);
}

/** One file; null when it does not exist for the reader. */
export async function evidenceByCode(sql: Sql, code: string): Promise<EvidenceFile | null> {
	const [row] = await sql<Row[]>`
		select ${columns(sql)} from evidence_files e where e.code = ${code}`;
	return row === undefined ? null : fileOf(row);
}

/** The same, held until the transaction ends: of two who replace it the second sees that it was. */
export async function holdEvidence(sql: Sql, code: string): Promise<EvidenceFile | null> {
	const [row] = await sql<Row[]>`
		select ${columns(sql)} from evidence_files e where e.code = ${code} for update`;
	return row === undefined ? null : fileOf(row);
}

/** Which of some codes are files of the owner, and still there. */
export async function evidenceKnown(
	sql: Sql,
	owner: EvidenceOwner,
	codes: readonly string[]
): Promise<Set<string>> {
	if (codes.length === 0) return new Set();
	const rows = await sql<{ code: string }[]>`
		select code from evidence_files
		where owner_kind = ${owner.kind} and owner = ${owner.code} and deleted_at is null
			and code = any(${[...codes]}::text[])`;
	return new Set(rows.map(({ code }) => code));
}

export interface EvidenceView {
	at: Instant;
	/** The name of the account then, or `key:3`. */
	reader: string;
}

export async function insertEvidenceView(
	sql: Sql,
	view: { evidenceId: number; at: Instant; accountId: number | null; reader: string }
): Promise<void> {
	await sql`
		insert into evidence_views (evidence_id, at, account_id, reader)
		values (${view.evidenceId}, ${view.at}::timestamptz, ${view.accountId}, ${view.reader})`;
}

/** Who opened it, the last first; none for who may not know. */
export async function viewsOf(sql: Sql, evidenceId: number, limit = 200): Promise<EvidenceView[]> {
	return sql<EvidenceView[]>`
		select v.at, v.reader from evidence_views v
		where v.evidence_id = ${evidenceId} order by v.id desc limit ${limit}`;
}

/** Files whose day has come: none of them is seen any more than that it was there. */
export async function evidenceToDelete(sql: Sql, today: Day): Promise<EvidenceFile[]> {
	const rows = await sql<Row[]>`
		select ${columns(sql)} from evidence_files e
		where e.deleted_at is null and e.delete_on <= ${today}::date order by e.id limit 200
		for update skip locked`;
	return rows.map(fileOf);
}

/** What is left of a deleted file: its code, hashes and times, and no name. As owner of the tables. */
export async function entomb(sql: Sql, ids: readonly number[], at: Instant): Promise<void> {
	await sql`
		update evidence_files set name = '', deleted_at = ${at}::timestamptz
		where id = any(${[...ids]}::bigint[])`;
}

/** Files after an id, for whoever goes through all of them. */
export async function evidenceAfter(sql: Sql, id: number, limit: number): Promise<EvidenceFile[]> {
	const rows = await sql<Row[]>`
		select ${columns(sql)} from evidence_files e where e.id > ${id} order by e.id limit ${limit}`;
	return rows.map(fileOf);
}

/** Which of some names belong to a file that is not deleted, or to one on its way in. */
export async function storedKnown(sql: Sql, stored: readonly string[]): Promise<Set<string>> {
	const rows = await sql<{ stored: string }[]>`
		select stored from evidence_files
		where deleted_at is null and stored = any(${[...stored]}::text[])
		union all
		select stored from evidence_uploads
		where refused is null and stored = any(${[...stored]}::text[])`;
	return new Set(rows.map((row) => row.stored));
}
