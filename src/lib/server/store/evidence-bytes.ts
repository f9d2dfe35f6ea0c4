import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Where the bytes of evidence lie; what they are called and whose they are is in the database. A file
 * comes bit by bit under a random name and is not evidence before it is sealed.
 */
export interface EvidenceBytes {
	/** A new name under which nothing lies yet. */
	begin(): string;
	/** Bytes that lie under the name, sealed or not. */
	lying(stored: string): Promise<number>;
	/**
	 * Writes what comes behind the first `at` bytes, as it comes: nothing is gathered in memory. When the
	 * sender goes away, or `signal` says so, what has come stays.
	 *
	 * @returns how many bytes lie now, and whether there was more than `atMost`, which is not kept
	 */
	append(
		stored: string,
		at: number,
		stream: ReadableStream<Uint8Array>,
		given: { atMost: number; signal?: AbortSignal }
	): Promise<{ size: number; tooMuch: boolean }>;
	/** Takes back what lies behind the first bytes. */
	cut(stored: string, to: number): Promise<void>;
	/** All of it, for files whose size has been checked. */
	whole(stored: string): Promise<Buffer>;
	/** Resolves when the bytes and their name are on the disk for good, and not before. Harmless twice. */
	seal(stored: string): Promise<void>;
	/** Begins, writes and seals at once. */
	keep(bytes: Uint8Array): Promise<{ stored: string; sha256: string }>;
	/** Size and hash of what lies sealed under the name now; null for nothing. */
	measured(stored: string): Promise<{ size: number; sha256: string } | null>;
	/** @throws the system's ENOENT, when reading begins, for a name under which nothing lies */
	read(stored: string): ReadStream;
	/** What was kept and then belongs to nothing, or whose day has come. */
	drop(stored: string): Promise<void>;
	/** Every name under which something lies, with when it was last written to (real time). */
	names(): Promise<{ stored: string; writtenAt: number }[]>;
}

const NAME = /^[\w-]{32}$/;
const PART = '.part';

/** In `dataDir/evidence`, each under a random name, readable by this program's user alone. */
export function evidenceIn(dataDir: string): EvidenceBytes {
	const folder = join(dataDir, 'evidence');
	const place = (stored: string) => {
		if (!NAME.test(stored)) throw new Error('not a name of ours');
		return join(folder, stored);
	};
	const begin = () => randomBytes(24).toString('base64url');

	async function sizeOf(path: string): Promise<number | null> {
		try {
			return (await stat(path)).size;
		} catch (error) {
			if (isMissing(error)) return null;
			throw error;
		}
	}
	/** The draft of a file, made when there is none. */
	async function draftOf(stored: string) {
		await mkdir(folder, { recursive: true, mode: 0o700 });
		const path = `${place(stored)}${PART}`;
		try {
			return await open(path, 'r+', 0o600);
		} catch (error) {
			if (!isMissing(error)) throw error;
			return open(path, 'wx+', 0o600);
		}
	}

	async function append(
		stored: string,
		at: number,
		stream: ReadableStream<Uint8Array>,
		{ atMost, signal }: { atMost: number; signal?: AbortSignal }
	): Promise<{ size: number; tooMuch: boolean }> {
		const file = await draftOf(stored);
		const reader = stream.getReader();
		const away = new Promise<'away'>((gone) => {
			signal?.addEventListener('abort', () => gone('away'), { once: true });
			if (signal?.aborted === true) gone('away');
		});
		let size = at;
		try {
			for (;;) {
				// A sender that went away in the middle is no error: it comes back for the rest.
				const next = await Promise.race([reader.read().catch(() => 'away' as const), away]);
				if (next === 'away' || next.done) return { size, tooMuch: false };
				if (size + next.value.byteLength > atMost) {
					await file.truncate(at);
					return { size: at, tooMuch: true };
				}
				for (let from = 0; from < next.value.byteLength;) {
					const { bytesWritten } = await file.write(next.value, from, undefined, size);
					from += bytesWritten;
					size += bytesWritten;
				}
			}
		} finally {
			await file.close();
			await reader.cancel().catch(() => undefined);
		}
	}

	async function seal(stored: string): Promise<void> {
		const draft = `${place(stored)}${PART}`;
		if ((await sizeOf(draft)) !== null) {
			const file = await open(draft, 'r+');
			try {
				await file.sync();
			} finally {
				await file.close();
			}
			await rename(draft, place(stored));
		}
		// The name as well as what is under it.
		const directory = await open(folder, 'r');
		try {
			await directory.sync();
		} finally {
			await directory.close();
		}
	}

	return {
		begin,
		lying: async (stored) =>
			(await sizeOf(place(stored))) ?? (await sizeOf(`${place(stored)}${PART}`)) ?? 0,
		append,
		cut: async (stored, to) => {
			const file = await draftOf(stored);
			try {
				await file.truncate(to);
			} finally {
				await file.close();
			}
		},
		whole: async (stored) => {
			try {
				return await readFile(place(stored));
			} catch (error) {
				if (!isMissing(error)) throw error;
				return readFile(`${place(stored)}${PART}`);
			}
		},
		seal,
		keep: async (bytes) => {
			const stored = begin();
			const file = await draftOf(stored);
			try {
				await file.writeFile(bytes);
			} finally {
				await file.close();
			}
			await seal(stored);
			return { stored, sha256: createHash('sha256').update(bytes).digest('hex') };
		},
		measured: async (stored) => {
			const hash = createHash('sha256');
			let size = 0;
			try {
				for await (const chunk of createReadStream(place(stored))) {
					const bytes = chunk as Buffer;
					hash.update(bytes);
					size += bytes.byteLength;
				}
			} catch (error) {
				if (isMissing(error)) return null;
				throw error;
			}
			return { size, sha256: hash.digest('hex') };
		},
		read: (stored) => createReadStream(place(stored)),
		drop: async (stored) => {
			await rm(place(stored), { force: true });
			await rm(`${place(stored)}${PART}`, { force: true });
		},
		names: async () => {
			const entries = await readdir(folder).catch((error: unknown) => {
				if (isMissing(error)) return [];
				throw error;
			});
			const found: { stored: string; writtenAt: number }[] = [];
			for (const entry of entries) {
				const stored = entry.endsWith(PART) ? entry.slice(0, -PART.length) : entry;
				if (!NAME.test(stored)) continue;
				const { mtimeMs } = await stat(join(folder, entry)).catch(() => ({ mtimeMs: Date.now() }));
				found.push({ stored, writtenAt: mtimeMs });
			}
			return found;
		}
	};
}

function isMissing(error: unknown): boolean {
	return error instanceof Error && Reflect.get(error, 'code') === 'ENOENT';
}
