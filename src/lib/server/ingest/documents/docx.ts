import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import mammoth from 'mammoth';
import yauzl from 'yauzl';
import { DOCUMENT_LIMITS, DocumentRefused } from './document-refused.ts';
import { textOfHtml } from './html-text.ts';
import { partOf, withParts, type WordParts } from './word-parts.ts';

/**
 * The text of a .docx with what stands in its text boxes, headers and footers. Its parts have been
 * unpacked and counted before, most of them to nowhere: a zip bomb is found without being believed.
 *
 * @throws DocumentRefused
 */
export async function textOfDocx(bytes: Buffer): Promise<string> {
	const parts = await checkUnpacked(bytes);
	try {
		const { value } = await mammoth.convertToHtml(
			{ buffer: bytes },
			{ convertImage: mammoth.images.imgElement(async () => Promise.resolve({ src: '' })) }
		);
		return withParts(textOfHtml(value), parts);
	} catch {
		throw new DocumentRefused('document.unreadable');
	}
}

async function checkUnpacked(bytes: Buffer): Promise<WordParts> {
	const parts = { document: '', headers: [] as string[], footers: [] as string[] };
	let total = 0;
	let entries = 0;
	let isWord = false;
	try {
		const zip = await yauzl.fromBufferPromise(bytes, {
			lazyEntries: true,
			validateEntrySizes: true
		});
		try {
			for await (const entry of zip.eachEntry()) {
				entries += 1;
				if (entries > DOCUMENT_LIMITS.entries)
					throw new DocumentRefused('document.unpacks_too_large');
				if ((entry.generalPurposeBitFlag & 1) !== 0)
					throw new DocumentRefused('document.encrypted');
				isWord ||= entry.fileName === 'word/document.xml';
				if (entry.fileName.endsWith('/')) continue;
				const part = partOf(entry.fileName);
				const kept: Buffer[] = [];
				const counter = new Writable({
					write(chunk: Buffer, _encoding, done) {
						total += chunk.length;
						if (part !== null) kept.push(chunk);
						done(
							total > DOCUMENT_LIMITS.unpackedBytes
								? new DocumentRefused('document.unpacks_too_large')
								: null
						);
					}
				});
				await pipeline(await zip.openReadStreamPromise(entry), counter);
				const xml = Buffer.concat(kept).toString('utf8');
				if (part === 'document') parts.document = xml;
				else if (part !== null) parts[part].push(xml);
			}
		} finally {
			zip.close();
		}
	} catch (error) {
		throw error instanceof DocumentRefused ? error : new DocumentRefused('document.unreadable');
	}
	if (!isWord) throw new DocumentRefused('document.other_content');
	return parts;
}
