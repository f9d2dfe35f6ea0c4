import { createHash } from 'node:crypto';
import { dayOf } from '#lib/domain/calendar/time.ts';
import { proposalFrom, type ProposedDirective } from '#lib/domain/directives/read-document.ts';
import type { Desk } from '#lib/server/desk.ts';
import {
	DOCUMENT_LIMITS,
	DOCUMENT_REFUSALS,
	DocumentRefused
} from '#lib/server/ingest/documents/document-refused.ts';
import type { DocumentRead } from '#lib/server/ingest/documents/document-reading.ts';
import { isLong, readFile, readPasted } from '#lib/server/ingest/documents/document-text.ts';
import { readJson } from './api.ts';
import { pastedDocument } from './directive-shapes.ts';
import { ProblemError } from './problem.ts';

/** Documents taken apart at once in one process; each has a process of its own. */
const AT_ONCE = 2;
let underWay = 0;

/** Room for JSON's escapes around a text of the longest length. */
const JSON_BYTES = DOCUMENT_LIMITS.characters * 6;

/** A document as it was sent: pasted, or a file. */
export type SentDocument = { pasted: string } | { file: { name: string; bytes: Uint8Array } };

/**
 * The document of a request: a file of a multipart form (`file`) or `{"text"}`.
 * @throws ProblemError 400, 413, 415
 */
export async function sentDocument(request: Request): Promise<SentDocument> {
	const type = request.headers.get('content-type') ?? '';
	if (!/^multipart\/form-data\s*;/i.test(type)) {
		return { pasted: (await readJson(request, pastedDocument, JSON_BYTES)).text };
	}
	let form: FormData;
	try {
		form = await request.formData();
	} catch {
		throw new ProblemError({
			status: 400,
			title: 'Không đọc được biểu mẫu gửi lên.',
			code: 'file.malformed_form'
		});
	}
	return documentOfForm(form);
}

/**
 * The document of a form: what was pasted (`text`), or else a file (`file`).
 * @throws ProblemError 400, 413
 */
export async function documentOfForm(form: FormData): Promise<SentDocument> {
	const pasted = form.get('text');
	if (typeof pasted === 'string' && pasted.trim() !== '') return { pasted };
	const file = form.get('file');
	if (!(file instanceof File) || (file.size === 0 && file.name === ''))
		throw documentProblem(new DocumentRefused('document.missing'));
	if (file.size > DOCUMENT_LIMITS.bytes)
		throw documentProblem(new DocumentRefused('document.too_large'));
	return { file: { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) } };
}

/** What makes two documents sent the same: every byte, and for a file what it claims to be. */
export function samenessOfDocument(sent: SentDocument): string {
	const [name, content] = 'pasted' in sent ? ['', sent.pasted] : [sent.file.name, sent.file.bytes];
	return JSON.stringify([name, createHash('sha256').update(content).digest('hex')]);
}

/**
 * What a document proposes, with the text in the form that spans point into. It is read once; nothing
 * of it is kept, logged or told in a refusal.
 *
 * @throws ProblemError 400, 413, 415, 422, 429
 */
export async function proposalOf(
	sent: SentDocument,
	{ rulebook, clock }: Pick<Desk, 'rulebook' | 'clock'>
): Promise<ProposedDirective & { text: string }> {
	const { text, written } = await documentRead(sent);
	const { directory, calendar, codeOf } = await rulebook.current();
	const context = { today: dayOf(clock.now()), directory, codeOf, calendar };
	return { ...proposalFrom(written, context), text };
}

/**
 * A text in the form that spans point into, as it is kept.
 * @throws ProblemError 400, 413, 422 for one that is not to be read here
 */
export async function textKept(pasted: string): Promise<string> {
	return (await documentRead({ pasted })).text;
}

async function documentRead(sent: SentDocument): Promise<DocumentRead> {
	try {
		if ('file' in sent) return await inTurn(async () => readFile(sent.file));
		const { pasted } = sent;
		return await (isLong(pasted) ? inTurn(async () => readPasted(pasted)) : readPasted(pasted));
	} catch (error) {
		throw error instanceof DocumentRefused ? documentProblem(error) : error;
	}
}

/** @throws ProblemError 429 when as many as may are read already */
async function inTurn(read: () => Promise<DocumentRead>): Promise<DocumentRead> {
	if (underWay >= AT_ONCE) {
		throw new ProblemError({
			status: 429,
			title: 'Đang đọc văn bản khác, hãy gửi lại sau ít giây.',
			code: 'file.busy',
			headers: { 'retry-after': '5' }
		});
	}
	underWay += 1;
	try {
		return await read();
	} finally {
		underWay -= 1;
	}
}

const STATUS: Partial<Record<DocumentRefused['code'], number>> = {
	'document.missing': 400,
	'document.empty': 400,
	'document.too_large': 413,
	'document.too_many_pages': 413,
	'document.too_long': 413,
	'document.unpacks_too_large': 413,
	'document.wrong_type': 415,
	'document.old_word': 415,
	'document.other_content': 415
};

function documentProblem({ code }: DocumentRefused): ProblemError {
	return new ProblemError({
		status: STATUS[code] ?? 422,
		title: DOCUMENT_REFUSALS[code],
		code,
		...(code === 'document.missing' ? { field: 'file' } : {})
	});
}
