import type { OutboxFile } from './outbox-database.ts';

/** What came of sending; `away`: nobody answered, or not now: it is tried again. */
export type Sent =
	| { is: 'saved'; code: string }
	| { is: 'refused'; why: string }
	| { is: 'signed_out' }
	| { is: 'away' };

const UPLOADS = '/api/v1/evidence/uploads';
const TUS = { 'tus-resumable': '1.0.0' };
/** Of bytes lost with a connection, at most this many are sent again. */
const PART = 512 * 1024;

interface Answer {
	status: number;
	headers: Headers;
	body: unknown;
}

/** The network or the server is away; the server says later, or not to whom is signed out. */
class NotNow extends Error {
	readonly signedOut: boolean;
	constructor(signedOut = false) {
		super('not now');
		this.signedOut = signedOut;
	}
}
class Refused extends Error {}

/**
 * Sends a file by tus 1.0 from where the server has it, and asks for the receipt. It is saved when the
 * server says that it has all of it under the same hash, and at no other time.
 *
 * @param told of the address to go on at, and of bytes sent, as they become known
 */
export async function sendFile(
	file: OutboxFile & { owner: string; bytes: ArrayBuffer },
	told: (progress: { url: string | null; sent: number }) => Promise<void>,
	signal: AbortSignal
): Promise<Sent> {
	try {
		let url = file.url ?? (await created(file, signal));
		await told({ url, sent: file.sent });
		for (let tries = 0; ; tries += 1) {
			const offset = await offsetOf(url, signal);
			if (offset === null) {
				// Begun so long ago that it was given up there: from the beginning, under the same key.
				if (tries > 1) return { is: 'away' };
				url = await created(file, signal);
				await told({ url, sent: 0 });
				continue;
			}
			if (offset < file.size) await sendParts(url, file, offset, told, signal);
			const { body } = await ask('GET', url, {}, null, signal);
			const receipt = receiptIn(body);
			if (receipt === null) {
				if (tries > 4) return { is: 'away' };
				continue;
			}
			if (receipt.sha256 === file.sha256 && receipt.size === file.size) {
				return { is: 'saved', code: receipt.code };
			}
			return { is: 'refused', why: 'sha256' };
		}
	} catch (error) {
		return outcomeOf(error);
	}
}

function outcomeOf(error: unknown): Sent {
	if (error instanceof Refused) return { is: 'refused', why: error.message };
	if (error instanceof NotNow && error.signedOut) return { is: 'signed_out' };
	return { is: 'away' };
}

async function created(file: OutboxFile & { owner: string }, signal: AbortSignal): Promise<string> {
	const said: Record<string, string | null> = {
		...{ owner: file.owner, name: file.name, sha256: file.sha256, eventAt: file.eventAt },
		...{ capturedAt: file.capturedAt, sentAt: new Date().toISOString() },
		...{ replaces: file.replaces, deleteOn: file.deleteOn },
		...{ keepLocation: yes(file.keepLocation), masked: yes(file.masked) },
		restricted: yes(file.restricted)
	};
	const metadata = Object.entries(said)
		.filter((pair): pair is [string, string] => pair[1] !== null)
		.map(([name, value]) => `${name} ${base64(new TextEncoder().encode(value))}`)
		.join(',');
	const headers = {
		...{ 'upload-length': String(file.size), 'upload-metadata': metadata },
		'idempotency-key': file.key
	};
	const answer = await ask('POST', UPLOADS, { ...TUS, ...headers }, null, signal);
	const location = answer.headers.get('location');
	if (location === null) throw new NotNow();
	return new URL(location, window.location.href).pathname;
}

/** Bytes that the server has; null when it knows nothing of the upload. */
async function offsetOf(url: string, signal: AbortSignal): Promise<number | null> {
	const answer = await fetched(url, { method: 'HEAD', headers: TUS, signal });
	if (answer.status === 404) return null;
	// Why, is said in answer to GET: an answer to HEAD has no words.
	if (!answer.ok) await ask('GET', url, {}, null, signal);
	const offset = Number(answer.headers.get('upload-offset') ?? Number.NaN);
	if (!Number.isSafeInteger(offset)) throw new NotNow();
	return offset;
}

async function sendParts(
	url: string,
	file: OutboxFile & { bytes: ArrayBuffer },
	from: number,
	told: (progress: { url: string; sent: number }) => Promise<void>,
	signal: AbortSignal
): Promise<void> {
	for (let offset = from; offset < file.size;) {
		await told({ url, sent: offset });
		const part = file.bytes.slice(offset, offset + PART);
		const checksum = base64(new Uint8Array(await crypto.subtle.digest('SHA-256', part)));
		const answer = await fetched(url, {
			method: 'PATCH',
			headers: {
				...{ ...TUS, 'content-type': 'application/offset+octet-stream' },
				...{ 'upload-offset': String(offset), 'upload-checksum': `sha256 ${checksum}` }
			},
			body: part,
			signal
		});
		// Somebody else of ours has sent on, or the part was hurt on the way: where does it stand?
		const code = answer.ok ? null : codeIn(await answer.json().catch(() => null));
		if (code === 'evidence.offset_conflict' || code === 'evidence.checksum_differs') return;
		if (!answer.ok) {
			// Asked again, so that the refusal comes with its words.
			await ask('GET', url, {}, null, signal);
			return;
		}
		const next = Number(answer.headers.get('upload-offset') ?? Number.NaN);
		if (!Number.isSafeInteger(next) || next <= offset) return;
		offset = next;
		await told({ url, sent: offset });
	}
}

async function ask(
	method: string,
	url: string,
	headers: Record<string, string>,
	body: string | null,
	signal: AbortSignal
): Promise<Answer> {
	const answer = await fetched(url, { method, headers, body, signal });
	const told: unknown = await answer.json().catch(() => null);
	if (answer.ok) return { status: answer.status, headers: answer.headers, body: told };
	const title: unknown =
		typeof told === 'object' && told !== null ? Reflect.get(told, 'title') : null;
	throw new Refused(typeof title === 'string' ? title : String(answer.status));
}

/** @throws NotNow for every answer that says later */
async function fetched(url: string, init: RequestInit): Promise<Response> {
	const answer = await fetch(url, { ...init, credentials: 'same-origin', redirect: 'error' });
	if (answer.status === 401) throw new NotNow(true);
	if (answer.status >= 500 || [408, 423, 425, 429].includes(answer.status)) throw new NotNow();
	return answer;
}

function receiptIn(body: unknown): { code: string; sha256: string; size: number } | null {
	const kept: unknown =
		typeof body === 'object' && body !== null ? Reflect.get(body, 'kept') : null;
	if (typeof kept !== 'object' || kept === null) return null;
	const [code, sha256, size] = ['code', 'sha256', 'size'].map((name): unknown =>
		Reflect.get(kept, name)
	);
	if (typeof code !== 'string' || typeof sha256 !== 'string' || typeof size !== 'number')
		return null;
	return { code, sha256, size };
}

function codeIn(body: unknown): string | null {
	const code: unknown =
		typeof body === 'object' && body !== null ? Reflect.get(body, 'code') : null;
	return typeof code === 'string' ? code : null;
}

const yes = (said: boolean) => (said ? 'yes' : null);

function base64(bytes: Uint8Array): string {
	let text = '';
	for (const byte of bytes) text += String.fromCharCode(byte);
	return btoa(text);
}
