import { answers } from '../../apart/answers.ts';
import { textOfDocx } from './docx.ts';
import { readText, type DocumentRead } from './document-reading.ts';
import { DocumentRefused, type DocumentFault } from './document-refused.ts';
import { textOfHtml } from './html-text.ts';
import { textOfPdf } from './pdf.ts';

export type DocumentKind = 'docx' | 'pdf' | 'html' | 'txt';

/** What the process is given: a file of a kind, or a text. */
export type TextJob = { bytes: Uint8Array; kind: DocumentKind } | { text: string };

/** What it answers. */
export type TextAnswer = DocumentRead | { fault: DocumentFault };

async function textOf(job: TextJob): Promise<string> {
	if ('text' in job) return job.text;
	const { bytes, kind } = job;
	if (kind === 'docx')
		return textOfDocx(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
	if (kind === 'pdf') return textOfPdf(bytes);
	return kind === 'html' ? textOfHtml(decoded(bytes)) : decoded(bytes);
}

function decoded(bytes: Uint8Array): string {
	const encoding =
		bytes[0] === 0xff && bytes[1] === 0xfe
			? 'utf-16le'
			: bytes[0] === 0xfe && bytes[1] === 0xff
				? 'utf-16be'
				: 'utf-8';
	let text: string;
	try {
		text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
	} catch {
		throw new DocumentRefused('document.not_utf8');
	}
	if (text.includes('\0')) throw new DocumentRefused('document.other_content');
	return text;
}

async function answer(job: TextJob): Promise<TextAnswer> {
	try {
		return readText(await textOf(job));
	} catch (error) {
		return { fault: error instanceof DocumentRefused ? error.code : 'document.unreadable' };
	}
}

answers(answer);
