const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request is a write that another site may have sent with our reader's cookie (Kit's own
 * check is off, because it refuses a machine's multipart post that has a key and no `Origin`).
 *
 * A write needs an `Origin` that is ours. Exempt are Bearer calls, which no page elsewhere can send
 * for our reader, and calls to the API without any cookie, which are refused as unauthenticated.
 */
export function isForeignWrite(request: Request, origins: readonly string[]): boolean {
	if (READS.has(request.method)) return false;
	const origin = request.headers.get('origin');
	if (origin !== null && origins.includes(origin)) return false;
	if (/^bearer \S/i.test(request.headers.get('authorization') ?? '')) return false;
	const anonymousCall =
		!request.headers.has('cookie') && new URL(request.url).pathname.startsWith('/api/');
	return !anonymousCall;
}
