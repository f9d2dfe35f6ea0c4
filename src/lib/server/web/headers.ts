/**
 * Adds to an answer what every answer has. Pages and API answers are never stored; files with a
 * hash in their name (`/_app/immutable`) keep the header that Kit gave them.
 */
export function withSecurityHeaders(response: Response, facts: AnswerFacts): Response {
	const { framed } = facts;
	const headers: Record<string, string> = {
		'x-content-type-options': 'nosniff',
		'x-frame-options': framed ? 'SAMEORIGIN' : 'DENY',
		'referrer-policy': 'same-origin',
		'permissions-policy': 'camera=(self), geolocation=(self), microphone=()',
		'cross-origin-opener-policy': 'same-origin',
		'cross-origin-resource-policy': 'same-origin',
		'x-request-id': facts.requestId
	};
	if (facts.https) headers['strict-transport-security'] = 'max-age=31536000; includeSubDomains';
	if (!response.headers.has('cache-control')) headers['cache-control'] = 'no-store';
	// A copy: an answer that came from `fetch` has headers that cannot be changed.
	const answer = new Response(response.body, response);
	for (const [name, value] of Object.entries(headers)) answer.headers.set(name, value);
	const policy = answer.headers.get(POLICY);
	if (framed && policy !== null) {
		answer.headers.set(POLICY, policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'"));
	}
	return answer;
}

export interface AnswerFacts {
	requestId: string;
	https: boolean;
	/** A page of ours may stand around this one. */
	framed: boolean;
}

const POLICY = 'content-security-policy';
