import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { DOCUMENT_LIMITS, DocumentRefused } from './document-refused.ts';
import type { DocumentKind, TextAnswer, TextJob } from './text-thread.ts';

const MEMORY_MB = 512;

/**
 * The text of a document, taken out in a thread of its own with a cap on time and memory. Its name says
 * what it claims to be, its bytes what it is. Nothing is written anywhere.
 *
 * @throws DocumentRefused
 */
export async function textOfDocument(file: { name: string; bytes: Uint8Array }): Promise<string> {
	if (file.bytes.byteLength > DOCUMENT_LIMITS.bytes)
		throw new DocumentRefused('document.too_large');
	if (file.bytes.byteLength === 0) throw new DocumentRefused('document.empty');
	const answer = await inThread({ kind: kindOf(file), bytes: file.bytes });
	if ('fault' in answer) throw new DocumentRefused(answer.fault);
	return checkedText(answer.text);
}

/**
 * A text that is neither empty nor over the limit, as it is.
 * @throws DocumentRefused
 */
export function checkedText(text: string): string {
	if (text.trim() === '') throw new DocumentRefused('document.empty');
	if (text.length > DOCUMENT_LIMITS.characters) throw new DocumentRefused('document.too_long');
	return text;
}

function kindOf({ name, bytes }: { name: string; bytes: Uint8Array }): DocumentKind {
	const head = Buffer.from(bytes.subarray(0, 1024));
	const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase();
	const claimed = ending === 'htm' ? 'html' : ending;
	if (claimed !== 'docx' && claimed !== 'pdf' && claimed !== 'txt' && claimed !== 'html') {
		throw new DocumentRefused('document.wrong_type');
	}
	const signature = head.toString('latin1');
	if (signature.startsWith('\u00d0\u00cf\u0011\u00e0'))
		throw new DocumentRefused('document.encrypted');
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

async function inThread(job: TextJob): Promise<TextAnswer> {
	const worker = new Worker(source('src/lib/server/ingest/documents/text-thread.ts'), {
		workerData: job,
		// What a library says of a file could hold words of the file.
		stdout: true,
		stderr: true,
		resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB }
	});
	let cap: NodeJS.Timeout | undefined;
	try {
		return await new Promise<TextAnswer>((answered, failed) => {
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
