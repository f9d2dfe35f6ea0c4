/** A refusal by the web itself, before any rule was asked: RFC 9457. */
export interface Problem {
	status: number;
	/** The same words for every occurrence; a sentence a caller's operator understands. */
	title: string;
	/** Names field and rule, never the value. */
	detail?: string;
	/** Our own stable code, `feed.too_large`. */
	code?: string;
	/** The parameter or member at fault, as the caller wrote its name. */
	field?: string;
	/** Where more than one is at fault. */
	errors?: FieldError[];
	/** Further members of the problem object. */
	facts?: Record<string, unknown>;
	headers?: Record<string, string>;
}

/** A field and the rule that it broke, never what was in it. */
export interface FieldError {
	field: string;
	detail: string;
}

/** Ends a call with a problem; `endpoint()` of `api.ts` answers with it. */
export class ProblemError extends Error {
	override readonly name = 'ProblemError';
	readonly problem: Problem;

	constructor(problem: Problem) {
		super(problem.code ?? problem.title);
		this.problem = problem;
	}
}

/** The problem as an answer of type `application/problem+json`. */
export function problem(given: Problem): Response {
	const { status, title, detail, code, field, errors, facts, headers } = given;
	const body = { type: 'about:blank', title, status, detail, code, field, errors, ...facts };
	return new Response(JSON.stringify(body), {
		status,
		headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers }
	});
}

/** The database cannot be reached: nothing was accepted, the sender tries again. */
export function databaseAway(): Response {
	return problem({
		status: 503,
		title: 'Cơ sở dữ liệu tạm thời không truy cập được; chưa có gì được ghi nhận, hãy gửi lại.',
		code: 'database.away',
		headers: { 'retry-after': '5' }
	});
}

/** Nobody has been let in: no key and no session, or none that opens. */
export function unauthenticated(): Response {
	return problem({
		status: 401,
		title: 'Chưa đăng nhập, hoặc khóa API không có hiệu lực.',
		code: 'accounts.unauthenticated',
		headers: { 'www-authenticate': 'Bearer realm="don-doc"' }
	});
}

/** Let in, and not for this. */
export function forbidden(): Response {
	return problem({
		status: 403,
		title: 'Tài khoản hoặc khóa API này không có quyền làm việc đó.',
		code: 'accounts.forbidden'
	});
}
