import { createHash, randomBytes } from 'node:crypto';
import { EVIDENCE_BYTES_AT_MOST, isFileName } from '#lib/domain/evidence/file.ts';
import type { EvidenceDeclared, EvidenceOwner } from '#lib/domain/evidence/item.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import {
	beginEvidence,
	keepWhole,
	refuseEvidence,
	senderOf,
	settleEvidence,
	type EvidenceActor,
	type KeptEvidence,
	type MayAdd
} from '../../commands/evidence.ts';
import { withTransaction, type Database } from '../../store/database.ts';
import type { EvidenceBytes } from '../../store/evidence-bytes.ts';
import { evidenceByCode } from '../../store/evidence.ts';
import { uploadById, type EvidenceUpload } from '../../store/evidence-uploads.ts';
import { looked, withoutPlace } from './look.ts';

/** How far an upload has come. `kept` once it is evidence: only then is it saved. */
export interface Progress {
	upload: EvidenceUpload;
	/** Bytes that lie here. */
	offset: number;
	kept: KeptEvidence | null;
}

/** Takes files in, bit by bit and again after every kind of interruption. */
export interface EvidenceReceiving {
	begin(
		declared: EvidenceDeclared,
		size: number,
		key: string,
		by: EvidenceActor
	): Promise<Decision<Progress>>;
	/** Where an upload stands; when all of it lies here, it is made evidence first. */
	stand(id: string, by: EvidenceActor): Promise<Decision<Progress>>;
	/**
	 * Writes what comes behind `offset`.
	 *
	 * @param checksum hex SHA-256 of what comes; on a mismatch nothing of it is kept
	 */
	append(
		id: string,
		given: { offset: number; body: ReadableStream<Uint8Array>; checksum: string | null },
		by: EvidenceActor
	): Promise<Decision<Progress>>;
	/** A file that a form without scripts brought whole: its place is taken out here. */
	whole(
		owner: EvidenceOwner,
		file: { name: string; bytes: Uint8Array },
		by: EvidenceActor
	): Promise<Decision<KeptEvidence>>;
}

export interface ReceivingOptions {
	database: Database;
	bytes: EvidenceBytes;
	/** Whether somebody may add to an owner of this kind. */
	mayAdd: (owner: EvidenceOwner) => MayAdd;
	/** Days that pictures are kept when nobody says a day. */
	keptFor: () => Promise<number>;
}

export function openReceiving({
	database,
	bytes,
	mayAdd,
	keptFor
}: ReceivingOptions): EvidenceReceiving {
	/** Of an upload: who writes to it now, and the end of that. */
	const writing = new Map<string, { stop: AbortController; done: Promise<unknown> }>();

	/**
	 * One at a time for each upload. Who comes later stops whoever still waits for bytes: a phone that lost
	 * its network comes again over another, and the old connection hangs.
	 */
	async function inTurn<T>(id: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
		const before = writing.get(id);
		before?.stop.abort();
		const stop = new AbortController();
		const run = (before?.done ?? Promise.resolve())
			.catch(() => undefined)
			.then(async () => work(stop.signal));
		const mine = { stop, done: run };
		writing.set(id, mine);
		try {
			return await run;
		} finally {
			if (writing.get(id) === mine) writing.delete(id);
		}
	}

	const found = async (id: string, by: EvidenceActor) =>
		withTransaction(database, async ({ sql }) => uploadById(sql, senderOf(by.reader), id), {
			scope: 'evidence',
			readOnly: true
		});

	async function standing(upload: EvidenceUpload, by: EvidenceActor): Promise<Decision<Progress>> {
		if (upload.refused !== null) return refused(upload.refused);
		if (upload.evidence !== null) return accepted(await done(upload, upload.evidence));
		const offset = await bytes.lying(upload.stored);
		if (offset < upload.size) return accepted({ upload, offset, kept: null });
		const kept = await settled(upload, by);
		return kept.accepted ? accepted({ upload, offset, kept: kept.value }) : kept;
	}

	async function done(upload: EvidenceUpload, code: string): Promise<Progress> {
		const file = await withTransaction(database, async ({ sql }) => evidenceByCode(sql, code), {
			scope: 'evidence',
			readOnly: true
		});
		if (file === null) throw new Error('an upload became evidence that is not there');
		const { name, type, size, sha256Receipt } = file;
		return { upload, offset: size, kept: { code, name, type, size, sha256: sha256Receipt } };
	}

	/** All of it lies here: is it what was sent, and may it stay? Then it is sealed, and only then evidence. */
	async function settled(
		upload: EvidenceUpload,
		by: EvidenceActor
	): Promise<Decision<KeptEvidence>> {
		const held = await bytes.whole(upload.stored);
		const sha256 = createHash('sha256').update(held).digest('hex');
		const refuse = async (code: string) => {
			await bytes.drop(upload.stored);
			await refuseEvidence(database, upload.id, code);
			return refused(code);
		};
		if (sha256 !== upload.sha256Capture) return refuse('evidence.hash_differs');
		const type = await looked(held, upload);
		if (!type.accepted) return refuse(type.refusal.code);
		await bytes.seal(upload.stored);
		// Read again from under its name: what is said to be saved is what lies there.
		const lying = await bytes.measured(upload.stored);
		if (lying === null || lying.sha256 !== sha256)
			throw new Error('evidence does not lie as written');
		const decision = await settleEvidence(
			database,
			{ id: upload.id, type: type.value, sha256: lying.sha256, keptFor: await keptFor() },
			mayAdd(upload.owner),
			by
		);
		return decision.accepted ? decision : refuse(decision.refusal.code);
	}

	return {
		begin: async (declared, size, key, by) => {
			if (!isFileName(declared.name)) return refused('evidence.name_is_place');
			const given = { declared, size, key, id: randomBytes(24).toString('base64url') };
			const begun = await beginEvidence(
				database,
				{ ...given, stored: bytes.begin() },
				mayAdd(declared.owner),
				by
			);
			if (!begun.accepted) return begun;
			const upload = begun.value;
			return inTurn(upload.id, async () => standing(upload, by));
		},
		stand: async (id, by) =>
			inTurn(id, async () => {
				const upload = await found(id, by);
				return upload === null ? refused('evidence.upload_unknown') : standing(upload, by);
			}),
		append: async (id, { offset, body, checksum }, by) =>
			inTurn(id, async (signal) => {
				const upload = await found(id, by);
				if (upload === null) return refused('evidence.upload_unknown');
				if (upload.refused !== null) return refused(upload.refused);
				if (upload.evidence !== null) return standing(upload, by);
				const before = await bytes.lying(upload.stored);
				if (before !== offset) return refused('evidence.offset_conflict', { offset: before });
				if (before === upload.size) return standing(upload, by);
				const hash = createHash('sha256');
				const stream = checksum === null ? body : body.pipeThrough(hashing(hash));
				const { size, tooMuch } = await bytes.append(upload.stored, offset, stream, {
					atMost: upload.size,
					signal
				});
				if (tooMuch) return refused('evidence.more_than_declared_too_large');
				if (checksum !== null && hash.digest('hex') !== checksum) {
					await bytes.cut(upload.stored, offset);
					return refused('evidence.checksum_differs');
				}
				return size < upload.size
					? accepted({ upload, offset: size, kept: null })
					: standing(upload, by);
			}),
		whole: async (owner, file, by) => {
			if (!isFileName(file.name)) return refused('evidence.name_is_place');
			if (file.bytes.byteLength > EVIDENCE_BYTES_AT_MOST) return refused('evidence.too_large');
			const held = withoutPlace(Buffer.from(file.bytes));
			const type = await looked(held, { keptLocation: false });
			if (!type.accepted) return type;
			const { stored, sha256 } = await bytes.keep(held);
			const given = { owner, name: file.name, type: type.value, size: held.byteLength };
			try {
				const decision = await keepWhole(
					database,
					{ ...given, stored, sha256, keptFor: await keptFor() },
					mayAdd(owner),
					by
				);
				if (!decision.accepted) await bytes.drop(stored);
				return decision;
			} catch (error) {
				await bytes.drop(stored);
				throw error;
			}
		}
	};
}

function hashing(hash: ReturnType<typeof createHash>): TransformStream<Uint8Array, Uint8Array> {
	return new TransformStream({
		transform(chunk, controller) {
			hash.update(chunk);
			controller.enqueue(chunk);
		}
	});
}
