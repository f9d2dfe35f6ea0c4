import type { RequestEvent } from '@sveltejs/kit';
import type { Reader } from '#lib/domain/accounts/reader.ts';
import { evidenceDeclared, nameOfOwner } from '#lib/domain/evidence/item.ts';
import type { Decision, Refusal } from '#lib/domain/refusal.ts';
import type { Progress } from '../ingest/evidence/receive.ts';
import { answerJson, checked } from './api.ts';
import { COMMAND_REFUSALS } from './commands.ts';
import { evidenceActor } from './evidence-door.ts';
import { problem, ProblemError } from './problem.ts';
import { refusalProblem } from './refused.ts';

/*
 * tus 1.0.0 (https://tus.io/protocols/resumable-upload): core, creation, checksum. Beside it every
 * creation has an Idempotency-Key, and GET tells what the upload has become.
 */
const VERSION = '1.0.0';
const TUS = { 'tus-resumable': VERSION, 'cache-control': 'no-store' };

/** `POST /api/v1/evidence/uploads` */
export async function createUpload(event: RequestEvent, reader: Reader): Promise<Response> {
	const { headers } = event.request;
	const wrong = otherVersion(event);
	if (wrong !== null) return wrong;
	const size = Number(headers.get('upload-length') ?? Number.NaN);
	if (!Number.isSafeInteger(size) || size < 0) throw badHeader('Upload-Length');
	const key = headers.get('idempotency-key');
	if (key === null || !/^[\x21-\x7e]{1,255}$/.test(key)) throw badHeader('Idempotency-Key');
	const declared = checked(metadataOf(headers.get('upload-metadata') ?? ''), evidenceDeclared);
	const { evidence } = event.locals.desk;
	const decision = await evidence.begin(declared, size, key, evidenceActor(event, reader));
	if (!decision.accepted) return refusal(decision.refusal);
	const { upload, offset } = decision.value;
	return new Response(null, {
		status: 201,
		headers: {
			...TUS,
			location: `/api/v1/evidence/uploads/${upload.id}`,
			'upload-offset': String(offset)
		}
	});
}

/** `HEAD /api/v1/evidence/uploads/{id}` */
export async function uploadOffset(event: RequestEvent, reader: Reader): Promise<Response> {
	const decision = await standingOf(event, reader);
	if (!decision.accepted) {
		// An answer to HEAD has no body in which to say why.
		const { status, headers } = refusal(decision.refusal);
		return new Response(null, { status, headers });
	}
	const { upload, offset } = decision.value;
	return new Response(null, {
		status: 200,
		headers: { ...TUS, 'upload-offset': String(offset), 'upload-length': String(upload.size) }
	});
}

/** `GET /api/v1/evidence/uploads/{id}`: the receipt. */
export async function uploadState(event: RequestEvent, reader: Reader): Promise<Response> {
	const decision = await standingOf(event, reader);
	if (!decision.accepted) return refusal(decision.refusal);
	const { upload, offset, kept } = decision.value;
	const { id, size } = upload;
	return answerJson(event, { id, owner: nameOfOwner(upload.owner), size, offset, kept });
}

/** `PATCH /api/v1/evidence/uploads/{id}` */
export async function continueUpload(event: RequestEvent, reader: Reader): Promise<Response> {
	const { headers, body } = event.request;
	const wrong = otherVersion(event);
	if (wrong !== null) return wrong;
	if (headers.get('content-type') !== 'application/offset+octet-stream' || body === null) {
		const title = 'Nội dung phải có kiểu application/offset+octet-stream.';
		return problem({ status: 415, title, code: 'evidence.not_offset_stream', headers: TUS });
	}
	const offset = Number(headers.get('upload-offset') ?? Number.NaN);
	if (!Number.isSafeInteger(offset) || offset < 0) throw badHeader('Upload-Offset');
	const checksum = checksumOf(headers.get('upload-checksum'));
	const decision = await event.locals.desk.evidence.append(
		event.params['id'] ?? '',
		{ offset, body, checksum },
		evidenceActor(event, reader)
	);
	if (!decision.accepted) return refusal(decision.refusal);
	return new Response(null, {
		status: 204,
		headers: { ...TUS, 'upload-offset': String(decision.value.offset) }
	});
}

async function standingOf(event: RequestEvent, reader: Reader): Promise<Decision<Progress>> {
	return event.locals.desk.evidence.stand(event.params['id'] ?? '', evidenceActor(event, reader));
}

/** tus: `460 Checksum Mismatch`, for a part and for the whole. */
const STATUS: Readonly<Record<string, number>> = {
	'evidence.checksum_differs': 460,
	'evidence.hash_differs': 460
};

function refusal(given: Refusal): Response {
	const found = refusalProblem(given, COMMAND_REFUSALS[given.code]);
	const status = STATUS[given.code] ?? found.status;
	return problem({ ...found, status, headers: { ...TUS } });
}

function otherVersion({ request }: RequestEvent): Response | null {
	if (request.headers.get('tus-resumable') === VERSION) return null;
	return problem({
		status: 412,
		title: 'Tus-Resumable phải là 1.0.0.',
		code: 'evidence.tus_version',
		headers: { ...TUS, 'tus-version': VERSION }
	});
}

function badHeader(field: string): ProblemError {
	return new ProblemError({
		status: 400,
		title: `Thiếu hoặc sai ${field}.`,
		code: 'web.invalid',
		field
	});
}

/** `name aGVsbG8=,owner …` as an object of texts. */
function metadataOf(header: string): Record<string, string> {
	const found: Record<string, string> = {};
	for (const pair of header.split(',')) {
		const [name = '', value = ''] = pair.trim().split(' ');
		if (name !== '') found[name] = Buffer.from(value, 'base64').toString('utf8');
	}
	return found;
}

function checksumOf(header: string | null): string | null {
	if (header === null) return null;
	const [algorithm, value = ''] = header.trim().split(' ');
	if (algorithm !== 'sha256') throw badHeader('Upload-Checksum');
	return Buffer.from(value, 'base64').toString('hex');
}
