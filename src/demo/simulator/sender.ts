/** One request to the feed door; what is refused for a while is sent again. */
import type { Batch } from './batches.ts';

export interface Door {
	/** `http://127.0.0.1:3000` */
	origin: string;
	/** A feed key. */
	key: string;
}

/** What the door said of a request. */
export interface Receipt {
	accepted: number;
	unchanged: number;
	quarantined: number;
}

export class FeedRefused extends Error {
	readonly status: number;
	constructor(status: number, detail: string) {
		super(`the feed door answered ${status}: ${detail}`);
		this.status = status;
	}
}

const LONGEST_WAIT = 10_000;

function request(batch: Batch): { path: string; body: string } {
	if (batch.shape === 'platform') {
		const query = new URLSearchParams({ MaDinhDanhDV: batch.unit, isUpdating: 'True' });
		return {
			path: `/api/SynsTTHCC/${batch.service}?${query}`,
			body: JSON.stringify(batch.records)
		};
	}
	const { session, unit: madonvi, service, records: data } = batch;
	return {
		path: '/api/v1/feed',
		body: JSON.stringify({ session, madonvi, service, isUpdating: 'True', data })
	};
}

/** Waits, or less when stopped. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
	if (signal.aborted) return;
	await new Promise<void>((resolve) => {
		const done = () => {
			clearTimeout(timer);
			signal.removeEventListener('abort', done);
			resolve();
		};
		const timer = setTimeout(done, ms);
		signal.addEventListener('abort', done);
	});
}

/** Whether to try again, after how many milliseconds; null: the request itself is at fault. */
function retryAfter(response: Response | null, attempt: number): number | null {
	const grown = Math.min(LONGEST_WAIT, 200 * 2 ** attempt);
	if (response === null) return grown;
	if (response.status !== 429 && response.status < 500) return null;
	const asked = Number(response.headers.get('retry-after'));
	return asked > 0 ? Math.min(LONGEST_WAIT, asked * 1000) : grown;
}

function receipt(answer: unknown): Receipt {
	const read = (name: string): unknown =>
		typeof answer === 'object' && answer !== null ? Reflect.get(answer, name) : undefined;
	const quarantined = read('quarantined');
	return {
		accepted: Number(read('accepted') ?? 0),
		unchanged: Number(read('unchanged') ?? 0),
		quarantined: Array.isArray(quarantined) ? quarantined.length : 0
	};
}

/**
 * Sends a batch until the door has taken it. The door is idempotent, so a request whose answer was lost
 * is sent again as it was. Rejects with FeedRefused when the door will never take it, and with the
 * signal's reason when stopped.
 */
export async function send(door: Door, batch: Batch, signal: AbortSignal): Promise<Receipt> {
	const { path, body } = request(batch);
	for (let attempt = 0; ; attempt += 1) {
		signal.throwIfAborted();
		const response = await fetch(`${door.origin}${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', authorization: `Bearer ${door.key}` },
			body,
			signal
		}).catch((): null => {
			signal.throwIfAborted();
			return null;
		});
		if (response?.ok) return receipt(await response.json());
		const detail = response ? (await response.text()).slice(0, 300) : 'no answer';
		const wait = retryAfter(response, attempt);
		if (wait === null) throw new FeedRefused(response?.status ?? 0, detail);
		await pause(wait, signal);
	}
}
