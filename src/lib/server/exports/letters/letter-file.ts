import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { LetterParts } from '#lib/domain/letters/parts.ts';

const MEMORY_MB = 512;
const LONGEST_MS = 60_000;

export const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/**
 * A letter as `.docx`, made in a thread of its own: a thousand rows take long enough to be noticed by
 * everybody whom this process serves.
 * @throws Error when it cannot be made in a minute
 */
export async function letterFile(parts: LetterParts): Promise<Uint8Array<ArrayBuffer>> {
	const worker = new Worker(source('src/lib/server/exports/letters/letter-thread.ts'), {
		workerData: parts,
		resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB }
	});
	let cap: NodeJS.Timeout | undefined;
	try {
		return await new Promise((answered, failed) => {
			cap = setTimeout(() => {
				failed(new Error('a letter took too long to make'));
			}, LONGEST_MS);
			worker.once('message', answered);
			worker.once('error', failed);
			worker.once('exit', (code) => {
				failed(new Error(`the thread that makes letters ended with ${code}`));
			});
		});
	} finally {
		clearTimeout(cap);
		await worker.terminate();
	}
}

/** A source file of the product, also when this module was built into another folder. */
function source(path: string): string {
	for (let at = import.meta.dirname; dirname(at) !== at; at = dirname(at)) {
		if (existsSync(join(at, path))) return join(at, path);
	}
	throw new Error(`the sources of the product are not here: ${path}`);
}
