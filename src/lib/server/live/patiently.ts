import { setTimeout as wait } from 'node:timers/promises';

/**
 * What comes in time, else what is there; the rest may still come for whoever asks next.
 *
 * @param ms how long whoever asks waits
 */
export async function patiently<T>(work: Promise<T>, ms: number, fallback: T): Promise<T> {
	const givenUp = new AbortController();
	try {
		return await Promise.race([
			work.catch(() => fallback),
			wait(ms, fallback, { signal: givenUp.signal, ref: false })
		]);
	} finally {
		givenUp.abort();
	}
}
