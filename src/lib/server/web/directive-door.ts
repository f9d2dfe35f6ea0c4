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

/**
 * What a sent document proposes: a file of a multipart form (`file`) or `{"text"}`. Nothing of it is
 * kept, logged or told in a refusal.
 *
 * @throws ProblemError 400, 413, 415, 422, 429
 */
export async function parseSent(
	request: Request,
	desk: Pick<Desk, 'rulebook' | 'clock'>
): Promise<ProposedDirective & { text: string }> {
	const type = request.headers.get('content-type') ?? '';
	if (!/^multipart\/form-data\s*;/i.test(type)) {
		return proposalOf((await readJson(request, pastedDocument, JSON_BYTES)).text, desk);
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
	return proposed(async () => documentIn(form.get('file')), desk);
}

/**
 * What a text proposes, with the text in the form that spans point into.
 * @throws ProblemError 400, 413, 422
 */
export async function proposalOf(
	raw: string,
	desk: Pick<Desk, 'rulebook' | 'clock'>
): Promise<ProposedDirective & { text: string }> {
	return proposed(
		async () => (isLong(raw) ? inTurn(async () => readPasted(raw)) : readPasted(raw)),
		desk
	);
}

async function proposed(
	read: () => Promise<DocumentRead>,
	{ rulebook, clock }: Pick<Desk, 'rulebook' | 'clock'>
): Promise<ProposedDirective & { text: string }> {
	try {
		const { text, written } = await read();
		const { directory, calendar, codeOf } = await rulebook.current();
		const context = { today: dayOf(clock.now()), directory, codeOf, calendar };
		return { ...proposalFrom(written, context), text };
	} catch (error) {
		throw error instanceof DocumentRefused ? documentProblem(error) : error;
	}
}

/**
 * The text of what a page's form holds: a file (`file`), or else what was pasted (`text`).
 * @throws ProblemError
 */
export async function textOfForm(form: FormData): Promise<string> {
	const pasted = form.get('text');
	if (typeof pasted === 'string' && pasted.trim() !== '') return pasted;
	try {
		return (await documentIn(form.get('file'))).text;
	} catch (error) {
		throw error instanceof DocumentRefused ? documentProblem(error) : error;
	}
}

/** @throws DocumentRefused, ProblemError 429 */
async function documentIn(file: FormDataEntryValue | null): Promise<DocumentRead> {
	if (!(file instanceof File) || (file.size === 0 && file.name === ''))
		throw new DocumentRefused('document.missing');
	if (file.size > DOCUMENT_LIMITS.bytes) throw new DocumentRefused('document.too_large');
	const { name } = file;
	return inTurn(async () => readFile({ name, bytes: new Uint8Array(await file.arrayBuffer()) }));
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
