import { createContext } from 'svelte';
import { openOutbox, type Outbox, type OutboxFile } from './outbox-database.ts';
import { sendFile, type Sent } from './send.ts';

const AGAIN_MS = [500, 1_000, 3_000, 8_000] as const;

/** A file as a page shows it: without its bytes. */
export type ShownFile = Omit<OutboxFile, 'bytes'>;

/**
 * What waits on this device to be sent, for all pages of one account: one page at a time sends, one
 * thing after the other, and whatever is interrupted goes on where it was.
 */
export class EvidenceOutbox {
	files: ShownFile[] = $state([]);
	/** Key of what is under way. */
	sending: string | null = $state(null);
	/** Why nothing goes out now, if something should. */
	held: 'network' | 'signed_out' | null = $state(null);
	/** The device keeps nothing (private browsing, no room): nothing may be promised. */
	broken = $state(false);
	#account: number;
	#kept: Outbox | null = null;
	#channel: BroadcastChannel | null = null;
	#closed = new AbortController();
	#current: AbortController | null = null;
	#wake: () => void = () => undefined;
	#failures = 0;

	constructor(account: number) {
		this.#account = account;
	}

	/** Begins to send what waits. @returns ends it */
	start(): () => void {
		void this.#run().catch(() => (this.broken = true));
		const online = () => this.#now();
		window.addEventListener('online', online);
		return () => {
			window.removeEventListener('online', online);
			this.#closed.abort();
			this.#current?.abort();
			this.#wake();
			this.#channel?.close();
			this.#kept?.close();
		};
	}

	/**
	 * Keeps a file on this device. It is on its disk when this resolves.
	 * @throws DOMException when the device has no room
	 */
	async add(file: OutboxFile): Promise<void> {
		const kept = await this.#database();
		await kept.keepFile(file);
		// Once something waits the browser is asked not to clear it away.
		await navigator.storage.persist().catch(() => false);
		await this.#changed();
		this.#now();
	}

	/** Files that waited for what they belong to go on, now that it has a code. */
	async given(after: string, owner: string): Promise<void> {
		const kept = await this.#database();
		for (const file of await kept.files()) {
			if (file.after === after && file.owner === null) await kept.keepFile({ ...file, owner });
		}
		await this.#changed();
		this.#now();
	}

	/** The bytes of a file that is still here. */
	async bytesOf(key: string): Promise<ArrayBuffer | null> {
		const files = await (await this.#database()).files();
		return files.find((file) => file.key === key)?.bytes ?? null;
	}

	async pause(key: string): Promise<void> {
		await this.#set(key, { state: 'paused' });
		if (this.sending === key) this.#current?.abort();
	}

	/** Goes on; what was refused is sent anew, as another. */
	async resume(key: string): Promise<void> {
		const kept = await this.#database();
		const file = (await kept.files()).find((one) => one.key === key);
		if (file === undefined) return;
		const anew = file.state === 'refused';
		await kept.keepFile({
			...file,
			...{ state: 'waiting', refusal: null },
			...(anew ? { key: crypto.randomUUID(), url: null, sent: 0 } : {})
		});
		if (anew) await kept.dropFile(key);
		await this.#changed();
		this.#now();
	}

	/** Takes a file off this device. */
	async drop(key: string): Promise<void> {
		if (this.sending === key) this.#current?.abort();
		await (await this.#database()).dropFile(key);
		await this.#changed();
	}

	async #database(): Promise<Outbox> {
		this.#kept ??= await openOutbox(this.#account);
		return this.#kept;
	}

	#now(): void {
		this.#failures = 0;
		this.#wake();
	}

	async #set(key: string, change: Partial<OutboxFile>): Promise<void> {
		const kept = await this.#database();
		const file = (await kept.files()).find((one) => one.key === key);
		if (file === undefined) return;
		await kept.keepFile({ ...file, ...change });
		await this.#changed();
	}

	/** Shows what is kept, here and in the other pages of the account. */
	async #changed(): Promise<void> {
		await this.#show();
		this.#channel?.postMessage('changed');
	}

	async #show(): Promise<void> {
		const kept = await this.#database();
		this.files = (await kept.files()).map(({ bytes: _, ...file }) => file);
	}

	async #run(): Promise<void> {
		const name = `don-doc-outbox-${this.#account}`;
		this.#channel = new BroadcastChannel(name);
		this.#channel.onmessage = () => {
			void this.#show().then(() => this.#wake());
		};
		await this.#show();
		// Of several pages one sends; when it is closed the next one has the lock.
		await navigator.locks
			.request(name, { signal: this.#closed.signal }, async () => this.#send())
			.catch((error: unknown) => {
				if (!this.#closed.signal.aborted) throw error;
			});
	}

	async #send(): Promise<void> {
		while (!this.#closed.signal.aborted) {
			const outcome = await this.#sendNext();
			if (outcome === 'went') {
				this.#failures = 0;
				this.held = null;
				continue;
			}
			this.held = outcome === 'nothing' ? null : outcome;
			const wait =
				outcome === 'nothing'
					? null
					: (AGAIN_MS[Math.min(this.#failures, AGAIN_MS.length - 1)] ?? 8_000);
			this.#failures += 1;
			await new Promise<void>((woken) => {
				this.#wake = woken;
				if (wait !== null) setTimeout(woken, wait);
			});
		}
	}

	async #sendNext(): Promise<'went' | 'nothing' | 'network' | 'signed_out'> {
		const kept = await this.#database();
		const file = (await kept.files()).find(
			({ state, owner, bytes }) => state === 'waiting' && owner !== null && bytes !== null
		);
		if (file === undefined || file.owner === null || file.bytes === null) return 'nothing';
		const ready = { ...file, owner: file.owner, bytes: file.bytes };
		const sent = await this.#under(file.key, async (signal) =>
			sendFile(ready, async (progress) => this.#progress(file.key, progress), signal)
		);
		if (sent.is === 'saved') {
			await this.#set(file.key, {
				...{ state: 'saved', code: sent.code, sent: file.size, bytes: null }
			});
		} else if (sent.is === 'refused') {
			await this.#set(file.key, { state: 'refused', refusal: sent.why, url: null, sent: 0 });
		}
		// Paused or taken away meanwhile: what comes next is not to wait.
		const now = this.files.find(({ key }) => key === file.key);
		return now?.state === 'waiting' ? said(sent) : 'went';
	}

	async #under(key: string, work: (signal: AbortSignal) => Promise<Sent>): Promise<Sent> {
		this.sending = key;
		this.#current = new AbortController();
		try {
			return await work(this.#current.signal);
		} finally {
			this.sending = null;
			this.#current = null;
		}
	}

	async #progress(key: string, { url, sent }: { url: string | null; sent: number }): Promise<void> {
		const shown = this.files.find((file) => file.key === key);
		if (shown === undefined) return;
		// The address is kept; how far it came the server knows best, and here it is only shown.
		if (shown.url !== url) await this.#set(key, { url, sent });
		else shown.sent = sent;
	}
}

function said(sent: Sent): 'went' | 'network' | 'signed_out' {
	if (sent.is === 'away') return 'network';
	return sent.is === 'signed_out' ? 'signed_out' : 'went';
}

export const [evidenceOutbox, provideEvidenceOutbox] = createContext<EvidenceOutbox>();
