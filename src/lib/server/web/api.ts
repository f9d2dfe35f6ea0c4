import type { RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import type { Action } from '#lib/domain/accounts/permissions.ts';
import type { Reader } from '#lib/domain/accounts/reader.ts';
import { requireReader } from './authenticate.ts';
import { problem, ProblemError, type FieldError } from './problem.ts';

/** One call of the API by somebody who may make it, its parameters already checked. */
export interface Call<Event, Query> {
	event: Event;
	reader: Reader;
	query: Query;
}

/**
 * A handler under `/api/v1`: who asks, whether they may, what they ask, then `answer`. Refusals are
 * problem JSON; anything unexpected goes on to `handleError`.
 *
 *     export const GET = endpoint({ may: 'seeAggregates', query: overviewQuery }, async ({ event, reader, query }) =>
 *         answerJson(event, await …, { etag: `${epoch}.${seq}` }));
 *
 * @param rule `may` left out: everybody who is let in at all (check the reader yourself);
 *   `query`: the schema of the search params, each given at most once
 */
export function endpoint<
	Event extends RequestEvent = RequestEvent,
	Schema extends z.ZodType = z.ZodObject<Record<never, never>>
>(
	rule: { may?: Action; query?: Schema },
	answer: (call: Call<Event, z.output<Schema>>) => Promise<Response> | Response
): (event: Event) => Promise<Response> {
	return async (event) => {
		try {
			const reader = requireReader(event, rule.may);
			const query = readQuery(event.url, rule.query ?? z.object({})) as z.output<Schema>;
			return await answer({ event, reader, query });
		} catch (error) {
			if (error instanceof ProblemError) return problem(error.problem);
			throw error;
		}
	};
}

/**
 * The search params by a schema whose members are optional texts to transform.
 * @throws ProblemError 400 naming the parameter
 */
export function readQuery<Schema extends z.ZodType>(url: URL, schema: Schema): z.output<Schema> {
	const given: Record<string, string> = {};
	for (const [name, value] of url.searchParams) {
		if (Object.hasOwn(given, name))
			throw invalid([{ field: name, detail: 'chỉ được ghi một lần' }]);
		given[name] = value;
	}
	return checked(given, schema);
}

/**
 * The body as JSON, by a schema.
 * @throws ProblemError 415 without `application/json`, 413 above `atMost` bytes, 400 naming the member
 */
export async function readJson<Schema extends z.ZodType>(
	request: Request,
	schema: Schema,
	atMost = 1024 * 1024
): Promise<z.output<Schema>> {
	const type = request.headers.get('content-type') ?? '';
	if (!/^application\/json\s*(;|$)/i.test(type)) {
		throw new ProblemError({
			status: 415,
			title: 'Nội dung phải có kiểu application/json.',
			code: 'web.not_json'
		});
	}
	const text = await request.text();
	if (Buffer.byteLength(text) > atMost) {
		throw new ProblemError({ status: 413, title: 'Nội dung quá lớn.', code: 'web.too_large' });
	}
	let parsed: unknown;
	try {
		parsed = JSON.parse(text);
	} catch {
		// The parser's message quotes what it read.
		throw new ProblemError({ status: 400, title: 'JSON không hợp lệ.', code: 'web.malformed' });
	}
	return checked(parsed, schema);
}

/**
 * `body` as JSON. With an `etag` (what the answer depends on, without quotes) a caller that already
 * has it, by `If-None-Match`, is told 304.
 */
export function answerJson(
	event: RequestEvent,
	body: unknown,
	options: { etag?: string; status?: number; headers?: Record<string, string> } = {}
): Response {
	const headers: Record<string, string> = { 'cache-control': 'no-store', ...options.headers };
	if (options.etag !== undefined) {
		const tag = `"${options.etag}"`;
		headers['etag'] = tag;
		if (isKnown(event.request, tag)) return new Response(null, { status: 304, headers });
	}
	return new Response(JSON.stringify(body), {
		status: options.status ?? 200,
		headers: { 'content-type': 'application/json', ...headers }
	});
}

/** Whether the caller has the answer with this tag (with its quotes), strong or weak. */
export function isKnown(request: Request, tag: string): boolean {
	const known = request.headers.get('if-none-match')?.split(',') ?? [];
	return known.some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === tag);
}

/** Problem 400 naming what is wrong; the first field also by itself. */
export function invalid(errors: FieldError[]): ProblemError {
	const [first] = errors;
	return new ProblemError({
		status: 400,
		title: 'Yêu cầu không hợp lệ.',
		code: 'web.invalid',
		...(first === undefined
			? {}
			: { detail: `${first.field}: ${first.detail}`, field: first.field }),
		errors
	});
}

/** A value by a schema. @throws ProblemError 400 naming the member */
export function checked<Schema extends z.ZodType>(
	value: unknown,
	schema: Schema
): z.output<Schema> {
	const outcome = schema.safeParse(value);
	if (outcome.success) return outcome.data;
	throw invalid(
		outcome.error.issues.flatMap((issue) =>
			fieldsOf(issue).map((field) => ({ field, detail: issue.message }))
		)
	);
}

/** The place of an issue, `items.0.code`; an unexpected member is named itself. */
function fieldsOf(issue: z.core.$ZodIssue): string[] {
	const place = issue.path.map(String);
	if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => [...place, key].join('.'));
	return [place.join('.') || '(body)'];
}
