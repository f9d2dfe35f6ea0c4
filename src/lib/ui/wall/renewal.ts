/**
 * Why a wall's page is taken anew: another build, a heap that grew, an order, a rotation that stalled, a
 * script of the page that could not be fetched.
 */
export type RenewalReason = 'build' | 'heap' | 'order' | 'stalled' | 'unloadable';

const ANSWER_MS = 10_000;
const COUNT_KEY = 'wall-renewals-heap';

/**
 * Takes a wall's page anew without anybody seeing it: first everything of the new page is fetched, and
 * only when all of it is there the page is left, at the end of a turn. A server that is away, or not
 * ready, is asked again after the next turn: nobody is there to press a key on an error page.
 */
export class Renewal {
	#wanted: RenewalReason | null = null;
	#busy = false;

	/** From now on, until it has come about. What is needed is fetched at once. */
	want(reason: RenewalReason): void {
		if (this.#wanted !== null) return;
		this.#wanted = reason;
		wholePage().catch(() => undefined);
	}

	/** Call it where a new page disturbs nobody. */
	take(): void {
		const reason = this.#wanted;
		if (reason === null || this.#busy) return;
		this.#busy = true;
		wholePage()
			.then((whole) => {
				if (!whole) return;
				if (reason === 'heap') sessionStorage.setItem(COUNT_KEY, String(heapRenewals() + 1));
				// The browser keeps the last frame until the new page has its first.
				location.reload();
			})
			.catch(() => undefined)
			.finally(() => {
				this.#busy = false;
			});
	}
}

/** How often the heap was why, since this browser was opened. */
export function heapRenewals(): number {
	return Number(sessionStorage.getItem(COUNT_KEY) ?? 0);
}

/** Fetches the page and all that it names, into the browser's cache. @returns whether all is there */
async function wholePage(): Promise<boolean> {
	const ready = await ask('/readyz');
	if (!ready.ok) return false;
	const page = await ask(location.href);
	// Whom the guard lets in no more is led to the door of the wall, which is as good a page.
	if (!page.ok) return false;
	const named = namedParts(await page.text());
	const parts = await Promise.all(named.map(async (path) => fetch(new URL(path, page.url))));
	await Promise.all(parts.map(async (part) => part.arrayBuffer()));
	return parts.every((part) => part.ok);
}

async function ask(address: string): Promise<Response> {
	const signal = AbortSignal.timeout(ANSWER_MS);
	return fetch(address, { headers: { accept: 'text/html' }, cache: 'no-store', signal });
}

/** Stylesheets, letters and modules of a page of ours, as its HTML writes them. */
export function namedParts(html: string): string[] {
	const named = [...html.matchAll(/["']([^"'\s]*\/_app\/immutable\/[^"'\s]+)["']/g)];
	return [...new Set(named.map(([, path]) => path ?? ''))];
}
