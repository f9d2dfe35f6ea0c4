import type { Reader } from '#lib/domain/accounts/reader.ts';
import { actorOf, PROGRAM } from '#lib/domain/audit/entry.ts';
import { addDays, dayOf, type Day, type Instant } from '#lib/domain/calendar/time.ts';
import {
	EVIDENCE_BYTES_AT_MOST,
	evidenceName,
	type EvidenceType
} from '#lib/domain/evidence/file.ts';
import {
	nameOfOwner,
	type EvidenceDeclared,
	type EvidenceOwner
} from '#lib/domain/evidence/item.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import { record } from '#lib/server/store/audit.ts';
import { withTransaction, type Database, type Sql } from '#lib/server/store/database.ts';
import type { EvidenceBytes } from '#lib/server/store/evidence-bytes.ts';
import {
	endUpload,
	forgetUploads,
	holdUpload,
	insertUpload,
	refuseUpload,
	uploadByKey,
	type EvidenceUpload
} from '#lib/server/store/evidence-uploads.ts';
import {
	entomb,
	evidenceByCode,
	evidenceToDelete,
	holdEvidence,
	insertEvidence,
	insertEvidenceView,
	storedKnown,
	type EvidenceFile
} from '#lib/server/store/evidence.ts';
import { append, type LedgerEntry } from '#lib/server/store/ledger.ts';

/** Who sends or opens, and from where; `now` is the domain's, `realNow` that of the record of acts. */
export interface EvidenceActor {
	reader: Reader;
	address: string;
	now: Instant;
	realNow: Instant;
}

/** Asked of the room to which an owner belongs, in the transaction that keeps the file. */
export type MayAdd = (
	sql: Sql,
	code: string,
	by: EvidenceActor
) => Promise<Decision<EvidenceNews | null>>;

/** What open pages are told when a file has come; null: the room says it with its own act. */
export type EvidenceNews = Pick<LedgerEntry, 'kind' | 'agencies' | 'ids'>;

/** What a device is told of a file of its own that has been kept. */
export interface KeptEvidence {
	code: string;
	name: string;
	type: EvidenceType;
	size: number;
	sha256: string;
}

/** Uploads that nobody came back to are forgotten after so long. */
const GIVEN_UP_AFTER = 30 * 86_400_000;
/** A file that belongs to nothing is taken for lost after so long: until then it may be on its way. */
const STRAY_AFTER = 86_400_000;

export function senderOf({ account, keyId }: Reader): string {
	return account === null ? `key:${keyId ?? 0}` : `account:${account.id}`;
}

/**
 * Begins to take in a file, or goes on with the one that the same sender began under the same key: however
 * often it is sent, it is one file.
 *
 * @param size bytes, as declared
 */
export async function beginEvidence(
	database: Database,
	given: { declared: EvidenceDeclared; size: number; key: string; id: string; stored: string },
	mayAdd: MayAdd,
	by: EvidenceActor
): Promise<Decision<EvidenceUpload>> {
	const { declared, size, key } = given;
	if (size > EVIDENCE_BYTES_AT_MOST) return refused('evidence.too_large');
	if (size < 1) return refused('evidence.empty');
	const { deleteOn = null } = declared;
	if (deleteOn !== null && deleteOn <= dayOf(by.now)) return refused('evidence.deleted_too_soon');
	return withTransaction(
		database,
		async ({ sql }): Promise<Decision<EvidenceUpload>> => {
			const draft: EvidenceUpload = {
				...{ id: given.id, sender: senderOf(by.reader), key, owner: declared.owner, size },
				...{ name: evidenceName(declared.name, null), sha256Capture: declared.sha256 },
				...{ eventAt: declared.eventAt ?? null, capturedAt: declared.capturedAt },
				...{ deviceAhead: declared.sentAt - by.realNow, keptLocation: declared.keepLocation },
				...{ masked: declared.masked, restricted: declared.restricted, deleteOn },
				...{ replaces: declared.replaces ?? null, stored: given.stored, begunAt: by.realNow },
				...{ refused: null, evidence: null }
			};
			const begun = await uploadByKey(sql, draft.sender, key);
			if (begun === null) {
				const checked = await allowed(sql, draft, mayAdd, by);
				if (!checked.accepted) return checked;
			}
			const upload = begun ?? (await insertUpload(sql, draft));
			const same =
				upload.sha256Capture === declared.sha256 &&
				upload.size === size &&
				nameOfOwner(upload.owner) === nameOfOwner(declared.owner);
			return same ? accepted(upload) : refused('evidence.key_conflict');
		},
		{ scope: 'evidence' }
	);
}

/** Says on the upload why it was not taken; its bytes are gone. */
export async function refuseEvidence(database: Database, id: string, code: string): Promise<void> {
	await withTransaction(database, async ({ sql }) => refuseUpload(sql, id, code), {
		scope: 'evidence'
	});
}

/**
 * Makes evidence of an upload of which all lies sealed and hashed; once, whoever asks how often.
 *
 * @param keptFor how many days pictures are kept when nobody says a day
 */
export async function settleEvidence(
	database: Database,
	given: { id: string; type: EvidenceType; sha256: string; keptFor: number },
	mayAdd: MayAdd,
	by: EvidenceActor
): Promise<Decision<KeptEvidence>> {
	const sender = senderOf(by.reader);
	return withTransaction(
		database,
		async ({ sql }): Promise<Decision<KeptEvidence>> => {
			const upload = await holdUpload(sql, sender, given.id);
			if (upload === null) return refused('evidence.upload_unknown');
			const { type, sha256 } = given;
			const name = evidenceName(upload.name, type);
			const size = upload.size;
			if (upload.evidence !== null)
				return accepted({ code: upload.evidence, name, type, size, sha256 });
			const checked = await allowed(sql, upload, mayAdd, by);
			if (!checked.accepted) return checked;
			const deleteOn = upload.deleteOn ?? dayOfDeletion(type, by.now, given.keptFor);
			const { id, code } = await insertEvidence(sql, {
				...{ owner: upload.owner, name, type, size, stored: upload.stored, deleteOn },
				...{ sha256Capture: upload.sha256Capture, sha256Receipt: sha256 },
				...{ eventAt: upload.eventAt, capturedAt: upload.capturedAt, receivedAt: by.now },
				...{ deviceAhead: upload.deviceAhead, keptLocation: upload.keptLocation },
				...{ masked: upload.masked, restricted: upload.restricted },
				...{ versionOf: checked.value.version, accountId: by.reader.account?.id ?? null }
			});
			await endUpload(sql, upload.id, id);
			await onRecord(sql, by, { code, owner: upload.owner, type, size, sha256 });
			await announce(sql, by, checked.value.news);
			return accepted({ code, name, type, size, sha256 });
		},
		{ scope: 'evidence' }
	);
}

/** Makes evidence of bytes that a form has brought whole and that lie sealed. */
export async function keepWhole(
	database: Database,
	given: {
		owner: EvidenceOwner;
		name: string;
		type: EvidenceType;
		size: number;
		stored: string;
		sha256: string;
		keptFor: number;
	},
	mayAdd: MayAdd,
	by: EvidenceActor
): Promise<Decision<KeptEvidence>> {
	const { owner, type, size, stored, sha256 } = given;
	const name = evidenceName(given.name, type);
	return withTransaction(
		database,
		async ({ sql }): Promise<Decision<KeptEvidence>> => {
			const checked = await mayAdd(sql, owner.code, by);
			if (!checked.accepted) return checked;
			const { code } = await insertEvidence(sql, {
				...{ owner, name, type, size, stored, sha256Capture: null, sha256Receipt: sha256 },
				...{ eventAt: null, capturedAt: null, receivedAt: by.now, deviceAhead: null },
				...{ keptLocation: false, masked: false, restricted: false, versionOf: null },
				deleteOn: dayOfDeletion(type, by.now, given.keptFor),
				accountId: by.reader.account?.id ?? null
			});
			await onRecord(sql, by, { code, owner, type, size, sha256 });
			await announce(sql, by, checked.value);
			return accepted({ code, name, type, size, sha256 });
		},
		{ scope: 'evidence' }
	);
}

/** Notes that somebody opened a file that they may see: on the file and on record. */
export async function noteView(
	database: Database,
	file: EvidenceFile,
	by: EvidenceActor
): Promise<void> {
	const { account } = by.reader;
	await withTransaction(
		database,
		async ({ sql }) => {
			const reader = account?.name ?? senderOf(by.reader);
			const accountId = account?.id ?? null;
			await insertEvidenceView(sql, { evidenceId: file.id, at: by.realNow, accountId, reader });
			await record(sql, {
				at: by.realNow,
				actor: actorOf(by.reader, by.address),
				action: 'evidence.view',
				subject: `evidence:${file.code}`,
				before: null,
				after: { owner: nameOfOwner(file.owner) }
			});
		},
		{ scope: 'evidence' }
	);
}

/**
 * Deletes the files whose day has come, after their bytes were taken off the disk, and what belongs to
 * nothing: uploads that were given up and files without an entry. As owner of the tables.
 *
 * @returns how many files of evidence were deleted
 */
export async function sweepEvidence(
	database: Database,
	bytes: EvidenceBytes,
	given: { today: Day; now: Instant; realNow: Instant }
): Promise<number> {
	const deleted = await withTransaction(
		database,
		async ({ sql }) => {
			const files = await evidenceToDelete(sql, given.today);
			if (files.length === 0) return [];
			await entomb(
				sql,
				files.map(({ id }) => id),
				given.now
			);
			for (const { code, owner, sha256Receipt, deleteOn } of files) {
				await record(sql, {
					at: given.realNow,
					actor: PROGRAM,
					action: 'evidence.delete',
					subject: `evidence:${code}`,
					before: { owner: nameOfOwner(owner), sha256: sha256Receipt, deleteOn },
					after: null
				});
			}
			return files;
		},
		{ scope: 'owner' }
	);
	for (const { stored } of deleted) await bytes.drop(stored);
	const gone = await withTransaction(
		database,
		async ({ sql }) => forgetUploads(sql, given.realNow - GIVEN_UP_AFTER),
		{ scope: 'owner' }
	);
	for (const stored of gone) await bytes.drop(stored);
	await dropStrays(database, bytes, given.realNow);
	return deleted.length;
}

/** Bytes of which no entry knows: the program ended between the one and the other. */
async function dropStrays(database: Database, bytes: EvidenceBytes, realNow: Instant) {
	const old = (await bytes.names()).filter(({ writtenAt }) => writtenAt < realNow - STRAY_AFTER);
	if (old.length === 0) return;
	const names = old.map(({ stored }) => stored);
	const known = await withTransaction(database, async ({ sql }) => storedKnown(sql, names), {
		scope: 'owner',
		readOnly: true
	});
	for (const name of names) if (!known.has(name)) await bytes.drop(name);
}

/** Whether the upload may become evidence now; the id of the version that it replaces, and who is told. */
async function allowed(
	sql: Sql,
	upload: EvidenceUpload,
	mayAdd: MayAdd,
	by: EvidenceActor
): Promise<Decision<{ version: number | null; news: EvidenceNews | null }>> {
	const may = await mayAdd(sql, upload.owner.code, by);
	if (!may.accepted) return may;
	const news = may.value;
	if (upload.replaces === null) return accepted({ version: null, news });
	const before = await holdEvidence(sql, upload.replaces);
	if (before === null || nameOfOwner(before.owner) !== nameOfOwner(upload.owner)) {
		return refused('evidence.unknown');
	}
	if (before.replacedBy !== null) return refused('evidence.already_replaced');
	if (before.deletedAt !== null) return refused('evidence.unknown');
	return accepted({ version: before.id, news });
}

function dayOfDeletion(type: EvidenceType, now: Instant, keptFor: number): Day | null {
	return type === 'jpg' || type === 'png' ? addDays(dayOf(now), keptFor) : null;
}

async function onRecord(
	sql: Sql,
	by: EvidenceActor,
	kept: { code: string; owner: EvidenceOwner; type: EvidenceType; size: number; sha256: string }
): Promise<void> {
	const { owner, ...after } = kept;
	await record(sql, {
		at: by.realNow,
		actor: actorOf(by.reader, by.address),
		action: owner.kind === 'task' ? 'task.evidence' : 'evidence.send',
		subject: nameOfOwner(owner),
		before: null,
		after
	});
}

async function announce(
	sql: Sql,
	{ now }: EvidenceActor,
	news: EvidenceNews | null
): Promise<void> {
	if (news !== null) await append(sql, { ...news, at: now });
}

/** One file as the transaction's reader sees it, for who is about to open it. */
export async function openable(sql: Sql, code: string): Promise<EvidenceFile | null> {
	const file = await evidenceByCode(sql, code);
	return file === null || file.deletedAt !== null ? null : file;
}
