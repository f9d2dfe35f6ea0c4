import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the bytes of evidence lie; what they are called and whose they are is in the database. */
export interface EvidenceBytes {
	/** Resolves when they are on the disk for good, and not before. */
	keep(bytes: Uint8Array): Promise<{ stored: string; sha256: string }>;
	/** @throws the system's ENOENT, when reading begins, for a name under which nothing lies */
	read(stored: string): ReadStream;
	/** What was kept and then belongs to nothing. */
	drop(stored: string): Promise<void>;
}

const NAME = /^[\w-]{32}$/;

/** In `dataDir/evidence`, each under a random name, readable by this program's user alone. */
export function evidenceIn(dataDir: string): EvidenceBytes {
	const folder = join(dataDir, 'evidence');
	const place = (stored: string) => {
		if (!NAME.test(stored)) throw new Error('not a name of ours');
		return join(folder, stored);
	};
	return {
		async keep(bytes) {
			await mkdir(folder, { recursive: true, mode: 0o700 });
			const stored = randomBytes(24).toString('base64url');
			const draft = `${place(stored)}.part`;
			const file = await open(draft, 'wx', 0o600);
			try {
				await file.writeFile(bytes);
				await file.sync();
			} finally {
				await file.close();
			}
			await rename(draft, place(stored));
			// The name as well as what is under it.
			const directory = await open(folder, 'r');
			try {
				await directory.sync();
			} finally {
				await directory.close();
			}
			return { stored, sha256: createHash('sha256').update(bytes).digest('hex') };
		},
		read: (stored) => createReadStream(place(stored)),
		drop: async (stored) => rm(place(stored), { force: true })
	};
}
