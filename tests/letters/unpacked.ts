import { text } from 'node:stream/consumers';
import yauzl from 'yauzl';

/** The parts of a `.docx` by name, as the text that is in them. */
export async function unpacked(docx: Uint8Array): Promise<Record<string, string>> {
	const zip = await yauzl.fromBufferPromise(Buffer.from(docx), { lazyEntries: true });
	const parts: Record<string, string> = {};
	for await (const entry of zip.eachEntry()) {
		parts[entry.fileName] = await text(await zip.openReadStreamPromise(entry));
	}
	return parts;
}
