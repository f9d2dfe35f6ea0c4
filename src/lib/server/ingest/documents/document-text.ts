import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { checkedText, readText, type DocumentRead } from './document-reading.ts';
import { DOCUMENT_LIMITS, DocumentRefused } from './document-refused.ts';
import type { DocumentKind, TextAnswer, TextJob } from './text-thread.ts';

const MEMORY_MB = 512;

/** Longer texts are read in a thread; shorter ones sooner than a thread begins. */
const READ_HERE = 20_000;

/**
 * What a file says, taken out and read in a thread of its own with a cap on time and memory. Its name
 * says what it claims to be, its bytes what it is. Nothing is written anywhere.
 *
 * @throws DocumentRefused
 */
export async function readFile(file: { name: string; bytes: Uint8Array }): Promise<DocumentRead> {
	if (file.bytes.byteLength > DOCUMENT_LIMITS.bytes)
		throw new DocumentRefused('document.too_large');
	if (file.bytes.byteLength === 0) throw new DocumentRefused('document.empty');
	return inThread({ kind: kindOf(file), bytes: file.bytes });
}

/** Whether a text is long enough to be read in a thread. */
export function needsThread(text: string): boolean {
	return text.length > READ_HERE;
}

/**
 * What a text says; a long one is read in a thread of its own with a cap on time and memory.
 *
 * @throws DocumentRefused
 */
export async function readPasted(text: string): Promise<DocumentRead> {
	return needsThread(text) ? inThread({ text: checkedText(text) }) : readText(text);
}

function kindOf({ name, bytes }: { name: string; bytes: Uint8Array }): DocumentKind {
	const head = Buffer.from(bytes.subarray(0, 1024));
	const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase();
	const claimed = ending === 'htm' ? 'html' : ending;
	const signature = head.toString('latin1');
	if (signature.startsWith('\u00d0\u00cf\u0011\u00e0'))
		throw new DocumentRefused(ending === 'docx' ? 'document.encrypted' : 'document.old_word');
	if (ending === 'doc') throw new DocumentRefused('document.old_word');
	if (claimed !== 'docx' && claimed !== 'pdf' && claimed !== 'txt' && claimed !== 'html') {
		throw new DocumentRefused('document.wrong_type');
	}
	const isPdf = signature.includes('%PDF-');
	const isZip = signature.startsWith('PK\u0003\u0004');
	const binary =
		claimed === 'txt' || claimed === 'html' ? isPdf && signature.startsWith('%PDF-') : false;
	const wrong =
		(claimed === 'pdf' && !isPdf) ||
		(claimed === 'docx' && !isZip) ||
		binary ||
		((claimed === 'txt' || claimed === 'html') && (isZip || signature.startsWith('{\\rtf')));
	if (wrong) throw new DocumentRefused('document.other_content');
	return claimed;
}

/** @throws DocumentRefused */
async function inThread(job: TextJob): Promise<DocumentRead> {
	const worker = new Worker(source('src/lib/server/ingest/documents/text-thread.ts'), {
		workerData: job,
		// What a library says of a file could hold words of the file.
		stdout: true,
		stderr: true,
		resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB }
	});
	let cap: NodeJS.Timeout | undefined;
	try {
		const answer = await new Promise<TextAnswer>((answered, failed) => {
			cap = setTimeout(() => {
				failed(new DocumentRefused('document.too_slow'));
			}, DOCUMENT_LIMITS.milliseconds);
			worker.once('message', answered);
			worker.once('error', () => {
				failed(new DocumentRefused('document.unreadable'));
			});
			worker.once('exit', () => {
				failed(new DocumentRefused('document.unreadable'));
			});
		});
		if ('fault' in answer) throw new DocumentRefused(answer.fault);
		return answer;
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
