import type { Day, Instant } from '#lib/domain/calendar/time.ts';
import type { EvidenceOwner } from '#lib/domain/evidence/item.ts';
import type { Sql } from './database.ts';

/** A file on its way in, as its sender declared it. */
export interface EvidenceUpload {
	id: string;
	sender: string;
	key: string;
	owner: EvidenceOwner;
	name: string;
	size: number;
	sha256Capture: string;
	eventAt: Instant | null;
	capturedAt: Instant;
	deviceAhead: number | null;
	keptLocation: boolean;
	masked: boolean;
	restricted: boolean;
	replaces: string | null;
	deleteOn: Day | null;
	stored: string;
	begunAt: Instant;
	refused: string | null;
	/** Code of what it became. */
	evidence: string | null;
}

type Row = Omit<EvidenceUpload, 'owner'> & { ownerKind: EvidenceOwner['kind']; owner: string };

const columns = (sql: Sql) => sql`
	id, sender, key, owner_kind as "ownerKind", owner, name, size, sha256_capture as "sha256Capture",
	event_at as "eventAt", captured_at as "capturedAt", device_ahead as "deviceAhead",
	kept_location as "keptLocation", masked, restricted, replaces, delete_on as "deleteOn", stored,
	begun_at as "begunAt", refused, 'MC-' || evidence_id as evidence`;

const uploadOf = ({ ownerKind, owner, ...row }: Row): EvidenceUpload => ({
	...row,
	owner: { kind: ownerKind, code: owner }
});

/** The upload that a sender has begun under a key; null for none. */
export async function uploadByKey(
	sql: Sql,
	sender: string,
	key: string
): Promise<EvidenceUpload | null> {
	const [row] = await sql<Row[]>`
		select ${columns(sql)} from evidence_uploads where sender = ${sender} and key = ${key}`;
	return row === undefined ? null : uploadOf(row);
}

/** @returns what stands under the sender's key now: of two at once, the first */
export async function insertUpload(sql: Sql, given: EvidenceUpload): Promise<EvidenceUpload> {
	await sql`
		insert into evidence_uploads (id, sender, key, owner_kind, owner, name, size, sha256_capture,
			event_at, captured_at, device_ahead, kept_location, masked, restricted, replaces, delete_on,
			stored, begun_at)
		values (${given.id}, ${given.sender}, ${given.key}, ${given.owner.kind}, ${given.owner.code},
			${given.name}, ${given.size}, ${given.sha256Capture}, ${given.eventAt}::timestamptz,
			${given.capturedAt}::timestamptz, ${given.deviceAhead}, ${given.keptLocation},
			${given.masked}, ${given.restricted}, ${given.replaces}, ${given.deleteOn}::date,
			${given.stored}, ${given.begunAt}::timestamptz)
		on conflict (sender, key) do nothing`;
	const upload = await uploadByKey(sql, given.sender, given.key);
	if (upload === null) throw new Error('an upload was not begun');
	return upload;
}

/** An upload of the sender; null for anybody else's. */
export async function uploadById(
	sql: Sql,
	sender: string,
	id: string
): Promise<EvidenceUpload | null> {
	const [row] = await sql<Row[]>`
		select ${columns(sql)} from evidence_uploads where id = ${id} and sender = ${sender}`;
	return row === undefined ? null : uploadOf(row);
}

/** The same, held until the transaction ends. */
export async function holdUpload(
	sql: Sql,
	sender: string,
	id: string
): Promise<EvidenceUpload | null> {
	const [row] = await sql<Row[]>`
		select ${columns(sql)} from evidence_uploads where id = ${id} and sender = ${sender} for update`;
	return row === undefined ? null : uploadOf(row);
}

export async function refuseUpload(sql: Sql, id: string, code: string): Promise<void> {
	await sql`
		update evidence_uploads set refused = ${code} where id = ${id} and evidence_id is null`;
}

/** The upload has become evidence: from now on that is what it is. */
export async function endUpload(sql: Sql, id: string, evidenceId: number): Promise<void> {
	await sql`update evidence_uploads set evidence_id = ${evidenceId} where id = ${id}`;
}

/** Forgets uploads that were begun before an instant and came to nothing. As owner of the tables. */
export async function forgetUploads(sql: Sql, before: Instant): Promise<string[]> {
	const rows = await sql<{ stored: string }[]>`
		delete from evidence_uploads
		where begun_at < ${before}::timestamptz and evidence_id is null returning stored`;
	return rows.map(({ stored }) => stored);
}
