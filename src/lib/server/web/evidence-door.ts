import { Readable } from 'node:stream';
import { error, type RequestEvent } from '@sveltejs/kit';
import type { Reader } from '#lib/domain/accounts/reader.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import {
	EVIDENCE_BYTES_AT_MOST,
	EVIDENCE_FILES_AT_MOST,
	type EvidenceType
} from '#lib/domain/tasks/evidence.ts';
import { keepEvidence, type KeptEvidence } from '../commands/tasks/evidence.ts';
import { evidenceIn } from '../store/evidence-bytes.ts';
import { evidenceByCode } from '../store/evidence.ts';
import { readAs } from '../store/reading.ts';
import { taskActorOf } from './tasks.ts';

const MEDIA: Readonly<Record<EvidenceType, string>> = {
	pdf: 'application/pdf',
	docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
	jpg: 'image/jpeg',
	png: 'image/png'
};

/** Keeps the files of a form (`file`, several times); the codes of all, or why not the first that was refused. */
export async function keepFilesOf(
	event: RequestEvent,
	reader: Reader,
	task: string,
	form: FormData
): Promise<Decision<KeptEvidence[]>> {
	const { db, settings } = event.locals.desk;
	const files = form.getAll('file').filter((one) => one instanceof File && one.size > 0);
	if (files.length > EVIDENCE_FILES_AT_MOST) return refused('evidence.too_many');
	const kept: KeptEvidence[] = [];
	for (const file of files) {
		if (!(file instanceof File)) continue;
		if (file.size > EVIDENCE_BYTES_AT_MOST) return refused('evidence.too_large');
		const decision = await keepEvidence(
			{ database: db, bytes: evidenceIn(settings.dataDir) },
			task,
			{ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) },
			taskActorOf(event, reader)
		);
		if (!decision.accepted) return decision;
		kept.push(decision.value);
	}
	return accepted(kept);
}

/**
 * A file of evidence for who sees its task: to be saved, never to be opened inside our own pages.
 * @throws Kit's error 404
 */
export async function downloadEvidence(
	event: RequestEvent,
	reader: Reader,
	task: string,
	code: string
): Promise<Response> {
	const { db, settings } = event.locals.desk;
	const file = await readAs(db, reader, async (sql) => evidenceByCode(sql, task, code));
	if (file === null) error(404, 'Không có tệp này');
	const stream = Readable.toWeb(evidenceIn(settings.dataDir).read(file.stored));
	return new Response(stream as ReadableStream<Uint8Array>, {
		headers: {
			'content-type': MEDIA[file.type],
			'content-length': String(file.size),
			'content-disposition': `attachment; filename="${file.code}.${file.type}"; filename*=UTF-8''${encodeURIComponent(file.name)}`,
			'cache-control': 'private, no-store',
			'x-content-type-options': 'nosniff',
			'content-security-policy': "default-src 'none'; sandbox"
		}
	});
}
