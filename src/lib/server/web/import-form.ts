import { createHash } from 'node:crypto';
import { fail, type RequestEvent } from '@sveltejs/kit';
import type { z } from 'zod';
import type { Action } from '#lib/domain/accounts/permissions.ts';
import type { Reader } from '#lib/domain/accounts/reader.ts';
import type { SentFile } from '#lib/server/ingest/files/read-file.ts';
import { answerJson, endpoint } from './api.ts';
import { requirePageReader } from './authenticate.ts';
import { answeredOnce, COMMAND_REFUSALS, nameOfReader } from './commands.ts';
import { readFileForm } from './file-door.ts';
import { ProblemError } from './problem.ts';

/** A file and what was said beside it. */
export interface Sent<Fields> {
	file: SentFile;
	fields: Fields;
}

/** Why a file that was understood is not taken: it has wrong lines, or something moved since it was tried. */
export type ImportRefusal = 'lines_refused' | 'changed_meanwhile';
const STATUS: Readonly<Record<ImportRefusal, number>> = {
	lines_refused: 422,
	changed_meanwhile: 409
};

/** What is shown of a file that was tried or taken; `problem` when it should have been taken and was not. */
export interface ImportShown<Outcome> {
	outcome: Outcome | undefined;
	problem?: { words: string; status: number };
}

/**
 * The form of a page that imports a file: who may, the file and its fields, what became of it. What
 * cannot be read, and what is refused, comes back to the page in words.
 */
export async function importForm<Schema extends z.ZodType, Outcome>(
	event: RequestEvent,
	rule: { may: Action; fields: Schema },
	take: (sent: Sent<z.output<Schema>>, reader: Reader) => Promise<ImportShown<Outcome>>
) {
	const reader = requirePageReader(event, rule.may);
	try {
		const { outcome, problem } = await take(await readFileForm(event.request, rule.fields), reader);
		return problem === undefined
			? { outcome, problem: undefined }
			: fail(problem.status, { outcome, problem: problem.words });
	} catch (error) {
		if (!(error instanceof ProblemError)) throw error;
		const { status, title, detail } = error.problem;
		const problem = detail === undefined ? title : `${title} (${detail})`;
		return fail(status, { outcome: undefined, problem });
	}
}

/** What a page shows of an import with a plan. @param room before the code of a refusal: `catalogue` */
export function importShown<Outcome>(
	room: string,
	refusal: ImportRefusal | null,
	outcome: Outcome
): ImportShown<Outcome> {
	if (refusal === null) return { outcome };
	const words = COMMAND_REFUSALS[`${room}.${refusal}`] ?? refusal;
	return { outcome, problem: { words, status: STATUS[refusal] } };
}

/**
 * The same import under `/api/v1`, once per `Idempotency-Key`: the answer is what became of the file;
 * refused, it is a problem that bears the same members.
 */
export function importEndpoint<Schema extends z.ZodType>(
	rule: { may: Action; fields: Schema; room: string },
	take: (
		sent: Sent<z.output<Schema>>,
		event: RequestEvent,
		reader: Reader
	) => Promise<{ refusal: ImportRefusal | null; told: object }>
): (event: RequestEvent) => Promise<Response> {
	return endpoint({ may: rule.may }, async ({ event, reader }) => {
		const sent = await readFileForm(event.request, rule.fields);
		const same = samenessOfFile(sent.file, sent.fields);
		const { status, answer } = await answeredOnce(event, nameOfReader(reader), same, async () => {
			const { refusal, told } = await take(sent, event, reader);
			if (refusal === null) return { status: 200, answer: { ...told } };
			const code = `${rule.room}.${refusal}`;
			const title = COMMAND_REFUSALS[code] ?? code;
			return { status: STATUS[refusal], answer: { type: 'about:blank', title, code, ...told } };
		});
		return answerJson(event, status < 400 ? answer : { ...answer, status }, {
			status,
			headers: { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' }
		});
	});
}

/** What makes two files sent the same: their bytes and what was said beside them. */
export function samenessOfFile(file: SentFile, fields: unknown): string {
	return JSON.stringify([createHash('sha256').update(file.bytes).digest('hex'), fields]);
}
