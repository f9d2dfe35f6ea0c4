const HERE = 'http://here.invalid';

/**
 * Where to go after signing in: the path that was asked for, if it is one of ours, else `otherwise`.
 * Only the path is taken, never a host, whatever tricks of spelling (`//evil`, `/\evil`, `/%09/evil`)
 * a link used.
 */
export function nextPage(asked: string | null | undefined, otherwise: string): string {
	if (
		asked === null ||
		asked === undefined ||
		!asked.startsWith('/') ||
		!URL.canParse(asked, HERE)
	) {
		return otherwise;
	}
	const url = new URL(asked, HERE);
	const path = url.pathname + url.search + url.hash;
	if (url.origin !== HERE || path.startsWith('//') || path.includes('\\')) return otherwise;
	return /^\/(sign-in|sign-out|api)(\/|\?|#|$)/.test(path) ? otherwise : path;
}
