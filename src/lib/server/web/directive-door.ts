import { dayOf } from '#lib/domain/calendar/time.ts';
import {
	isMarkedSecret,
	readDocument,
	type ProposedDirective
} from '#lib/domain/directives/read-document.ts';
import { normaliseText } from '#lib/domain/directives/source-text.ts';
import type { Desk } from '#lib/server/desk.ts';
import {
	DOCUMENT_LIMITS,
	DOCUMENT_REFUSALS,
	DocumentRefused
} from '#lib/server/ingest/documents/document-refused.ts';
import { checkedText, textOfDocument } from '#lib/server/ingest/documents/document-text.ts';
import { readJson } from './api.ts';
import { pastedDocument } from './directive-shapes.ts';
import { ProblemError } from './problem.ts';

/** Documents taken apart at once in one process; each has a thread of its own. */
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
	return proposalOf(await textOfFile(form.get('file')), desk);
}

/**
 * What a text proposes, with the text in the form that spans point into.
 * @throws ProblemError 400, 413, 422
 */
export async function proposalOf(
	raw: string,
	{ rulebook, clock }: Pick<Desk, 'rulebook' | 'clock'>
): Promise<ProposedDirective & { text: string }> {
	try {
		const text = normaliseText(raw);
		checkedText(text);
		if (isMarkedSecret(text)) throw new DocumentRefused('document.secret');
		const { directory, calendar, codeOf } = await rulebook.current();
		return {
			...readDocument(text, { today: dayOf(clock.now()), directory, codeOf, calendar }),
			text
		};
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
	return textOfFile(form.get('file'));
}

async function textOfFile(file: FormDataEntryValue | null): Promise<string> {
	if (!(file instanceof File) || (file.size === 0 && file.name === ''))
		throw documentProblem(new DocumentRefused('document.missing'));
	if (file.size > DOCUMENT_LIMITS.bytes)
		throw documentProblem(new DocumentRefused('document.too_large'));
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
		return await textOfDocument({
			name: file.name,
			bytes: new Uint8Array(await file.arrayBuffer())
		});
	} catch (error) {
		throw error instanceof DocumentRefused ? documentProblem(error) : error;
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
