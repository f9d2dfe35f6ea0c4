const ANSWER_MS = 10_000;

/**
 * A wall that is not let in any more goes to the page that pairs it, which nobody needs an account for:
 * a sign-in page has no place on a wall. Only when that page is there, so that no error page of the
 * browser's is; whoever finds out again tries again.
 */
export function toTheDoor(): void {
	fetch('/wall/pairing', {
		// The page, not the answer that the page itself asks for at the same address.
		headers: { accept: 'text/html' },
		cache: 'no-store',
		signal: AbortSignal.timeout(ANSWER_MS)
	})
		.then((answer) => {
			// Let in after all: a wall that was away for a moment.
			if (!answer.ok || new URL(answer.url).pathname !== '/wall/pairing') return;
			location.replace('/wall/pairing');
		})
		.catch(() => undefined);
}
