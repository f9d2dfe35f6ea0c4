import { apart, ApartFailed } from '../../apart/apart.ts';
import { checkedText, readText, type DocumentRead } from './document-reading.ts';
import { DOCUMENT_LIMITS, DocumentRefused } from './document-refused.ts';
import type { DocumentKind, TextAnswer, TextJob } from './text-apart.ts';

const ALLOWANCE = { megabytes: 512, milliseconds: DOCUMENT_LIMITS.milliseconds };

/** Longer texts are read apart; shorter ones sooner than a process begins. */
const READ_HERE = 20_000;

/**
 * What a file says, taken out and read in a process of its own with a cap on time and memory. Its name
 * says what it claims to be, its bytes what it is. Nothing is written anywhere.
 *
 * @throws DocumentRefused
 */
export async function readFile(file: { name: string; bytes: Uint8Array }): Promise<DocumentRead> {
	if (file.bytes.byteLength > DOCUMENT_LIMITS.bytes)
		throw new DocumentRefused('document.too_large');
	if (file.bytes.byteLength === 0) throw new DocumentRefused('document.empty');
	return answered({ kind: kindOf(file), bytes: file.bytes });
}

/** Whether a text is long enough to be read apart. */
export function isLong(text: string): boolean {
	return text.length > READ_HERE;
}

/**
 * What a text says; a long one is read in a process of its own with a cap on time and memory.
 *
 * @throws DocumentRefused
 */
export async function readPasted(text: string): Promise<DocumentRead> {
	return isLong(text) ? answered({ text: checkedText(text) }) : readText(text);
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
async function answered(job: TextJob): Promise<DocumentRead> {
	let answer: TextAnswer;
	try {
		answer = await apart('src/lib/server/ingest/documents/text-apart.ts', job, ALLOWANCE);
	} catch (error) {
		if (!(error instanceof ApartFailed)) throw error;
		throw new DocumentRefused(
			error.fault === 'too slow' ? 'document.too_slow' : 'document.unreadable'
		);
	}
	if ('fault' in answer) throw new DocumentRefused(answer.fault);
	return answer;
}
