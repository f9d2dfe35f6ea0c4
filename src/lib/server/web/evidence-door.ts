import { Readable } from 'node:stream';
import { error, type RequestEvent } from '@sveltejs/kit';
import type { Reader } from '#lib/domain/accounts/reader.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import {
	EVIDENCE_BYTES_AT_MOST,
	EVIDENCE_FILES_AT_MOST,
	EVIDENCE_MEDIA,
	evidenceType,
	isFileName
} from '#lib/domain/evidence/file.ts';
import {
	shownEvidence,
	type EvidenceOwner,
	type ShownEvidence
} from '#lib/domain/evidence/item.ts';
import { isoOf } from '#lib/domain/calendar/time.ts';
import { noteView, openable, type EvidenceActor, type KeptEvidence } from '../commands/evidence.ts';
import { evidenceByCode, evidenceOf, viewsOf } from '../store/evidence.ts';
import { readAs } from '../store/reading.ts';

/** Who sends or opens, from where and when. */
export function evidenceActor(event: RequestEvent, reader: Reader): EvidenceActor {
	const now = event.locals.desk.clock.now();
	return { reader, address: event.getClientAddress(), now, realNow: Date.now() };
}

/** Keeps the files of a form (`file`, several times); the codes of all, or why not the first that was refused. */
export async function keepFilesOf(
	event: RequestEvent,
	reader: Reader,
	owner: EvidenceOwner,
	form: FormData
): Promise<Decision<KeptEvidence[]>> {
	const files = form.getAll('file').filter((one) => one instanceof File && one.size > 0);
	if (files.length > EVIDENCE_FILES_AT_MOST) return refused('evidence.too_many');
	const sent: { name: string; bytes: Uint8Array }[] = [];
	// Each is looked at before the first is kept: of a form that is refused nothing stays.
	for (const file of files) {
		if (!(file instanceof File)) continue;
		if (!isFileName(file.name)) return refused('evidence.name_is_place');
		if (file.size > EVIDENCE_BYTES_AT_MOST) return refused('evidence.too_large');
		const bytes = new Uint8Array(await file.arrayBuffer());
		if (evidenceType(bytes) === null) return refused('evidence.unsupported');
		sent.push({ name: file.name, bytes });
	}
	const kept: KeptEvidence[] = [];
	for (const { name, bytes } of sent) {
		const decision = await event.locals.desk.evidence.whole(
			owner,
			{ name, bytes },
			evidenceActor(event, reader)
		);
		if (!decision.accepted) return decision;
		kept.push(decision.value);
	}
	return accepted(kept);
}

/** The files of an owner, as far as the reader sees them. */
export async function listEvidence(
	event: RequestEvent,
	reader: Reader,
	owner: EvidenceOwner
): Promise<ShownEvidence[]> {
	const files = await readAs(event.locals.desk.db, reader, async (sql) => evidenceOf(sql, owner));
	return files.map(shownEvidence);
}

/** One file with who opened it (nobody, for who may not know); null when it does not exist for the reader. */
export async function readEvidence(
	event: RequestEvent,
	reader: Reader,
	code: string
): Promise<{ item: ShownEvidence; views: { at: string; reader: string }[] } | null> {
	return readAs(event.locals.desk.db, reader, async (sql) => {
		const file = await evidenceByCode(sql, code);
		if (file === null) return null;
		const views = await viewsOf(sql, file.id);
		return {
			item: shownEvidence(file),
			views: views.map((view) => ({ at: isoOf(view.at), reader: view.reader }))
		};
	});
}

/**
 * A file of evidence for who sees its owner: to be saved, never to be opened inside our own pages; a
 * picture is shown inside the page of the file. Nothing is handed out before that is on record.
 *
 * @param owner when the address names one, the file is one of its
 * @throws Kit's error 404
 */
export async function downloadEvidence(
	event: RequestEvent,
	reader: Reader,
	code: string,
	owner: EvidenceOwner | null = null
): Promise<Response> {
	const { db, evidence } = event.locals.desk;
	const file = await readAs(db, reader, async (sql) => openable(sql, code));
	const other =
		owner !== null && (file?.owner.kind !== owner.kind || file.owner.code !== owner.code);
	if (file === null || other) error(404, 'Không có tệp này');
	await noteView(db, file, evidenceActor(event, reader));
	const stream = Readable.toWeb(evidence.bytes.read(file.stored));
	return new Response(stream as ReadableStream<Uint8Array>, {
		headers: {
			'content-type': EVIDENCE_MEDIA[file.type],
			'content-length': String(file.size),
			'content-disposition': `attachment; filename="${file.code}.${file.type}"; filename*=UTF-8''${encodeURIComponent(file.name)}`,
			'cache-control': 'private, no-store',
			'x-content-type-options': 'nosniff',
			'content-security-policy': "default-src 'none'; sandbox"
		}
	});
}
