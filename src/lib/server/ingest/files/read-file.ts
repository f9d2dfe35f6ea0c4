import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ReadAnswer, ReadJob } from './reader-thread.ts';
import { FILE_BYTES_AT_MOST, FileRefused, type FileTable } from './table.ts';

/** A file as it was sent: its name decides what it claims to be, its bytes what it is. */
export interface SentFile {
	name: string;
	bytes: Uint8Array;
}

const READ_WITHIN_MS = 10_000;
const MEMORY_MB = 384;

/**
 * Reads a spreadsheet or CSV file in a thread of its own, with a cap on time and memory: neither a
 * large nor a hostile file holds up those who are served meanwhile.
 *
 * @throws FileRefused
 */
export async function readFile({ name, bytes }: SentFile): Promise<FileTable> {
	const type = /\.(csv|xlsx)$/i.exec(name)?.[1]?.toLowerCase();
	if (type !== 'csv' && type !== 'xlsx') throw new FileRefused('file.wrong_type');
	if (bytes.byteLength > FILE_BYTES_AT_MOST) {
		throw new FileRefused('file.too_large', { megabytes: FILE_BYTES_AT_MOST / 1024 / 1024 });
	}
	if (bytes.byteLength === 0) throw new FileRefused('file.no_rows');
	const answer = await inThread({ type, bytes });
	if ('fault' in answer) throw new FileRefused(answer.fault, answer.facts);
	return answer.table;
}

async function inThread(job: ReadJob): Promise<ReadAnswer> {
	const worker = new Worker(source('src/lib/server/ingest/files/reader-thread.ts'), {
		workerData: job,
		// What the file makes the thread say is nobody's to read: it could hold values of the file.
		stdout: true,
		stderr: true,
		resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB }
	});
	let cap: NodeJS.Timeout | undefined;
	try {
		return await new Promise<ReadAnswer>((answered, failed) => {
			cap = setTimeout(() => {
				failed(new FileRefused('file.too_slow'));
			}, READ_WITHIN_MS);
			worker.once('message', answered);
			worker.once('error', (error) => {
				const outOfMemory = Reflect.get(error, 'code') === 'ERR_WORKER_OUT_OF_MEMORY';
				failed(outOfMemory ? new FileRefused('file.unpacks_too_large') : error);
			});
			worker.once('exit', () => {
				failed(new FileRefused('file.too_slow'));
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
