import { z } from 'zod';
import type { Sender } from '#lib/server/commands/intake.ts';
import type { RequestEvent } from '@sveltejs/kit';
import type { Reader } from '#lib/domain/accounts/reader.ts';
import { actorOf } from '#lib/domain/audit/entry.ts';
import type { SentFile } from '#lib/server/ingest/files/read-file.ts';
import { FILE_BYTES_AT_MOST, FILE_REFUSALS, FileRefused } from '#lib/server/ingest/files/table.ts';
import { invalid } from './api.ts';
import { ProblemError } from './problem.ts';

/** Files read at once in one process; each has a process and a transaction of its own. */
const FILES_AT_ONCE = 2;
let underWay = 0;

/** A flag of a form or an address: true, false, or as `otherwise` when it is not given. */
export function flag(otherwise: boolean) {
	return z
		.enum(['true', 'false', ''], 'phải là true hoặc false')
		.optional()
		.transform((text) => (text === undefined || text === '' ? otherwise : text === 'true'));
}

/**
 * The parts of a multipart form: its one file (`file`) and its other fields by a schema, which may also
 * be given on the address.
 *
 * @throws ProblemError 415 when it is no multipart form, 413, 400 without a file or naming the field
 */
export async function readFileForm<Schema extends z.ZodType>(
	request: Request,
	schema: Schema
): Promise<{ file: SentFile; fields: z.output<Schema> }> {
	const type = request.headers.get('content-type') ?? '';
	if (!/^multipart\/form-data\s*;/i.test(type)) {
		throw new ProblemError({
			status: 415,
			title: 'Tệp phải được gửi dạng multipart/form-data.',
			code: 'file.not_multipart'
		});
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
	const given: Record<string, string> = {};
	for (const [name, value] of new URL(request.url).searchParams) given[name] = value;
	for (const [name, value] of form) if (typeof value === 'string') given[name] = value;
	const fields = schema.safeParse(given);
	if (!fields.success) {
		throw invalid(
			fields.error.issues.map(({ path, message }) => ({ field: path.join('.'), detail: message }))
		);
	}
	const file = form.get('file');
	if (!(file instanceof File) || (file.size === 0 && file.name === '')) {
		throw fileProblem(new FileRefused('file.missing'));
	}
	if (file.size > FILE_BYTES_AT_MOST) throw fileProblem(new FileRefused('file.too_large'));
	return {
		file: { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) },
		fields: fields.data
	};
}

/**
 * Runs what reads a file, a few at a time, and turns its refusal into a problem.
 * @throws ProblemError 429 when too many are under way
 */
export async function oneFileAtATime<T>(work: () => Promise<T>): Promise<T> {
	if (underWay >= FILES_AT_ONCE) {
		throw new ProblemError({
			status: 429,
			title: 'Đang đọc tệp khác, hãy gửi lại sau ít giây.',
			code: 'file.busy',
			headers: { 'retry-after': '5' }
		});
	}
	underWay++;
	try {
		return await work();
	} catch (error) {
		throw error instanceof FileRefused ? fileProblem(error) : error;
	} finally {
		underWay--;
	}
}

const STATUS: Partial<Record<FileRefused['code'], number>> = {
	'file.missing': 400,
	'file.too_large': 413,
	'file.wrong_type': 415,
	'file.too_many_rows': 413,
	'file.unpacks_too_large': 413
};

function fileProblem({ code, facts }: FileRefused): ProblemError {
	const limits = Object.entries(facts).map(([name, value]) => `${name}: ${value}`);
	return new ProblemError({
		status: STATUS[code] ?? 422,
		title: FILE_REFUSALS[code],
		code,
		...(limits.length > 0 ? { detail: limits.join('; ') } : {}),
		...(code === 'file.missing' ? { field: 'file' } : {})
	});
}

/** Under whose name a file comes: a feed key, or somebody of the centre or the office. */
export function senderOf(event: RequestEvent, reader: Reader, backfill: boolean): Sender {
	const sends = reader.sends ?? { agencies: 'all' as const, backfill: false };
	return {
		keyId: reader.keyId ?? 0,
		agencies: sends.agencies,
		backfill: sends.backfill || backfill,
		actor: actorOf(reader, event.getClientAddress())
	};
}
