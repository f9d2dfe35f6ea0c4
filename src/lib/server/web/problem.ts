/** A refusal by the web itself, before any rule was asked: RFC 9457. */
export interface Problem {
	status: number;
	/** The same words for every occurrence; a sentence a caller's operator understands. */
	title: string;
	/** Names field and rule, never the value. */
	detail?: string;
	/** Our own stable code, `feed.too_large`. */
	code?: string;
	/** Further members of the problem object. */
	facts?: Record<string, unknown>;
	headers?: Record<string, string>;
}

/** The problem as an answer of type `application/problem+json`. */
export function problem({ status, title, detail, code, facts, headers }: Problem): Response {
	const body = {
		type: 'about:blank',
		title,
		status,
		...(detail === undefined ? {} : { detail }),
		...(code === undefined ? {} : { code }),
		...facts
	};
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
