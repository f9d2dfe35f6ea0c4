import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import mammoth from 'mammoth';
import yauzl from 'yauzl';
import { DOCUMENT_LIMITS, DocumentRefused } from './document-refused.ts';
import { textOfHtml } from './html-text.ts';

/**
 * The text of a .docx, whose parts have been unpacked to nowhere and counted before: a zip bomb is
 * found without being believed.
 *
 * @throws DocumentRefused
 */
export async function textOfDocx(bytes: Buffer): Promise<string> {
	await checkUnpacked(bytes);
	try {
		const { value } = await mammoth.convertToHtml(
			{ buffer: bytes },
			{ convertImage: mammoth.images.imgElement(async () => Promise.resolve({ src: '' })) }
		);
		return textOfHtml(value);
	} catch {
		throw new DocumentRefused('document.unreadable');
	}
}

async function checkUnpacked(bytes: Buffer): Promise<void> {
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
				const counter = new Writable({
					write(chunk: Buffer, _encoding, done) {
						total += chunk.length;
						done(
							total > DOCUMENT_LIMITS.unpackedBytes
								? new DocumentRefused('document.unpacks_too_large')
								: null
						);
					}
				});
				await pipeline(await zip.openReadStreamPromise(entry), counter);
			}
		} finally {
			zip.close();
		}
	} catch (error) {
		throw error instanceof DocumentRefused ? error : new DocumentRefused('document.unreadable');
	}
	if (!isWord) throw new DocumentRefused('document.other_content');
}
