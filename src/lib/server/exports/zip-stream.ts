import { createDeflateRaw, crc32 } from 'node:zlib';

/** A file inside an archive, its content given piece by piece. */
export interface ZipEntry {
	name: string;
	content: Iterable<string> | AsyncIterable<string>;
}

const STREAMED = 0x0008;
const UTF8 = 0x0800;
const DEFLATED = 8;
/** 1980-01-01 00:00: an archive does not tell when it was made. */
const TIME = 0;
const DATE = 0x21;
const PIECE = 64 * 1024;

/**
 * A zip archive as a stream of bytes: nothing but the piece under way is held in memory, whatever the
 * size of the entries (each below 4 GiB). Compression runs outside the event loop.
 */
export async function* zipStream(
	entries: Iterable<ZipEntry>
): AsyncGenerator<Buffer, void, undefined> {
	const directory: Buffer[] = [];
	let at = 0;
	for (const { name, content } of entries) {
		const offset = at;
		const header = localHeader(name);
		at += header.length;
		yield header;

		const counted = { crc: 0, size: 0 };
		const deflate = createDeflateRaw({ level: 6 });
		const feeding = feed(deflate, content, counted);
		// Awaited below; an error here also ends the loop.
		feeding.catch((error: unknown) => deflate.destroy(error instanceof Error ? error : undefined));
		let packed = 0;
		for await (const chunk of deflate as AsyncIterable<Buffer>) {
			packed += chunk.length;
			yield chunk;
		}
		await feeding;
		at += packed;

		const descriptor = Buffer.alloc(16);
		descriptor.writeUInt32LE(0x08074b50, 0);
		descriptor.writeUInt32LE(counted.crc, 4);
		descriptor.writeUInt32LE(packed, 8);
		descriptor.writeUInt32LE(counted.size, 12);
		at += descriptor.length;
		yield descriptor;
		directory.push(centralHeader(name, { ...counted, packed, offset }));
	}
	const central = Buffer.concat(directory);
	yield central;
	yield endOfDirectory(directory.length, central.length, at);
}

async function feed(
	deflate: ReturnType<typeof createDeflateRaw>,
	content: ZipEntry['content'],
	counted: { crc: number; size: number }
): Promise<void> {
	let held = '';
	const write = async (text: string): Promise<void> => {
		const bytes = Buffer.from(text, 'utf8');
		counted.crc = crc32(bytes, counted.crc);
		counted.size += bytes.length;
		if (!deflate.write(bytes)) await drained(deflate);
	};
	for await (const piece of content) {
		if (deflate.destroyed) return;
		held += piece;
		if (held.length < PIECE) continue;
		await write(held);
		held = '';
	}
	if (held !== '') await write(held);
	deflate.end();
}

async function drained(deflate: ReturnType<typeof createDeflateRaw>): Promise<void> {
	const { promise, resolve } = Promise.withResolvers<unknown>();
	deflate.on('drain', resolve).on('close', resolve);
	await promise;
	deflate.off('drain', resolve).off('close', resolve);
}

function localHeader(name: string): Buffer {
	const bytes = Buffer.from(name, 'utf8');
	const header = Buffer.alloc(30);
	header.writeUInt32LE(0x04034b50, 0);
	header.writeUInt16LE(20, 4);
	header.writeUInt16LE(STREAMED | UTF8, 6);
	header.writeUInt16LE(DEFLATED, 8);
	header.writeUInt16LE(TIME, 10);
	header.writeUInt16LE(DATE, 12);
	header.writeUInt16LE(bytes.length, 26);
	return Buffer.concat([header, bytes]);
}

function centralHeader(
	name: string,
	entry: { crc: number; size: number; packed: number; offset: number }
): Buffer {
	const bytes = Buffer.from(name, 'utf8');
	const header = Buffer.alloc(46);
	header.writeUInt32LE(0x02014b50, 0);
	header.writeUInt16LE(20, 4);
	header.writeUInt16LE(20, 6);
	header.writeUInt16LE(STREAMED | UTF8, 8);
	header.writeUInt16LE(DEFLATED, 10);
	header.writeUInt16LE(TIME, 12);
	header.writeUInt16LE(DATE, 14);
	header.writeUInt32LE(entry.crc, 16);
	header.writeUInt32LE(entry.packed, 20);
	header.writeUInt32LE(entry.size, 24);
	header.writeUInt16LE(bytes.length, 28);
	header.writeUInt32LE(entry.offset, 42);
	return Buffer.concat([header, bytes]);
}

function endOfDirectory(entries: number, size: number, offset: number): Buffer {
	const end = Buffer.alloc(22);
	end.writeUInt32LE(0x06054b50, 0);
	end.writeUInt16LE(entries, 8);
	end.writeUInt16LE(entries, 10);
	end.writeUInt32LE(size, 12);
	end.writeUInt32LE(offset, 16);
	return end;
}
