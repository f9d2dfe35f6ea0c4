/**
 * What waits on this device to be sent, by account: files survive a reload and a closed browser.
 * IndexedDB is the only place where they lie until the server has them.
 */

/** A file of evidence that was taken on this device. */
export interface OutboxFile {
	/** Ours: the server knows the file by it, however often it is sent. */
	key: string;
	/** `task:NV-12`; null while what it belongs to has no code yet and is written down under `after`. */
	owner: string | null;
	/** Name under which a page writes down what the file will belong to. */
	after: string | null;
	name: string;
	/** Gone once the server has it. */
	bytes: ArrayBuffer | null;
	size: number;
	sha256: string;
	capturedAt: string;
	eventAt: string | null;
	keepLocation: boolean;
	masked: boolean;
	restricted: boolean;
	replaces: string | null;
	deleteOn: string | null;
	/**
	 * `draft`: not yet looked through by who took it; `saved` only when the server has stored and hashed
	 * all of it and both hashes are equal.
	 */
	state: 'draft' | 'waiting' | 'paused' | 'saved' | 'refused';
	/** Where the server takes it, once it has begun to. */
	url: string | null;
	sent: number;
	refusal: string | null;
	/** What the server calls it, once saved. */
	code: string | null;
	addedAt: number;
}

export interface Outbox {
	files(): Promise<OutboxFile[]>;
	/** @throws DOMException QuotaExceededError when the device has no room left */
	keepFile(file: OutboxFile): Promise<void>;
	dropFile(key: string): Promise<void>;
	close(): void;
}

const VERSION = 1;
const nameOf = (account: number) => `don-doc-outbox-${account}`;

export async function openOutbox(account: number): Promise<Outbox> {
	const asked = indexedDB.open(nameOf(account), VERSION);
	asked.onupgradeneeded = () => {
		asked.result.createObjectStore('files', { keyPath: 'key' });
	};
	const database = await answerTo(asked);
	// Another page of ours wipes it (signing out), and must not wait for this one.
	database.onversionchange = () => database.close();
	const read = async <T>(store: string): Promise<T[]> =>
		answerTo<T[]>(database.transaction(store).objectStore(store).getAll());
	const change = async (store: string, work: (held: IDBObjectStore) => unknown): Promise<void> => {
		// Written to the disk and not only handed over, before anybody is told that it is kept.
		const transaction = database.transaction(store, 'readwrite', { durability: 'strict' });
		work(transaction.objectStore(store));
		await new Promise<void>((done, failed) => {
			transaction.oncomplete = () => done();
			transaction.onerror = () => failed(transaction.error ?? new Error('not kept'));
			transaction.onabort = () => failed(transaction.error ?? new Error('not kept'));
		});
	};
	return {
		files: async () => (await read<OutboxFile>('files')).sort((a, b) => a.addedAt - b.addedAt),
		keepFile: async (file) => change('files', (store) => store.put(file)),
		dropFile: async (key) => change('files', (store) => store.delete(key)),
		close: () => database.close()
	};
}

/** How much of an account waits on this device and would be lost with it. */
export async function waitingOn(account: number): Promise<number> {
	const outbox = await openOutbox(account);
	try {
		const files = (await outbox.files()).filter(({ state }) => state !== 'saved');
		return files.length;
	} finally {
		outbox.close();
	}
}

/** Takes all of an account off this device. */
export async function wipeOutbox(account: number): Promise<void> {
	const asked = indexedDB.deleteDatabase(nameOf(account));
	await new Promise<void>((done, failed) => {
		asked.onsuccess = () => done();
		asked.onerror = () => failed(asked.error ?? new Error('not wiped'));
	});
}

async function answerTo<T>(request: IDBRequest<T>): Promise<T> {
	return new Promise((done, failed) => {
		request.onsuccess = () => done(request.result);
		request.onerror = () => failed(request.error ?? new Error('no answer from this device'));
	});
}
