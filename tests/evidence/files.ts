import { crc32, deflateRawSync } from 'node:zlib';

function segment(marker: number, body: readonly number[]): number[] {
	const length = body.length + 2;
	return [0xff, marker, length >> 8, length & 0xff, ...body];
}

/** A JPEG that a reader goes through to its end, turned to the side; `gps`: and it tells where. */
export function aJpeg({ gps, tail = 1 }: { gps: boolean; tail?: number }): Uint8Array {
	const entries = [
		[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0],
		...(gps ? [[0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 60]] : [])
	];
	const exif = [
		...[0x45, 0x78, 0x69, 0x66, 0, 0, 0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8, 0, entries.length],
		...[...entries.flat(), 0, 0, 0, 0]
	];
	const scan = [...segment(0xda, [0]), 9, 0xff, 0, tail, 0xff, 0xd9];
	return Uint8Array.from([0xff, 0xd8, ...segment(0xe1, exif), ...segment(0xdb, [1, 2]), ...scan]);
}

/** A zip archive, deflated. */
export function zipOf(entries: Readonly<Record<string, Uint8Array>>): Uint8Array {
	const parts: Buffer[] = [];
	const directory: Buffer[] = [];
	let at = 0;
	for (const [name, content] of Object.entries(entries)) {
		const packed = deflateRawSync(content);
		const head = Buffer.alloc(30);
		head.writeUInt32LE(0x04034b50, 0);
		head.writeUInt16LE(20, 4);
		head.writeUInt16LE(8, 8);
		head.writeUInt32LE(crc32(content), 14);
		head.writeUInt32LE(packed.length, 18);
		head.writeUInt32LE(content.length, 22);
		head.writeUInt16LE(Buffer.byteLength(name), 26);
		const entry = Buffer.alloc(46);
		entry.writeUInt32LE(0x02014b50, 0);
		entry.writeUInt16LE(20, 4);
		entry.writeUInt16LE(20, 6);
		head.copy(entry, 10, 8, 28);
		entry.writeUInt16LE(Buffer.byteLength(name), 28);
		entry.writeUInt32LE(at, 42);
		parts.push(head, Buffer.from(name), packed);
		directory.push(entry, Buffer.from(name));
		at += head.length + Buffer.byteLength(name) + packed.length;
	}
	const list = Buffer.concat(directory);
	const end = Buffer.alloc(22);
	end.writeUInt32LE(0x06054b50, 0);
	end.writeUInt16LE(Object.keys(entries).length, 8);
	end.writeUInt16LE(Object.keys(entries).length, 10);
	end.writeUInt32LE(list.length, 12);
	end.writeUInt32LE(at, 16);
	return Buffer.concat([...parts, list, end]);
}

/** The n-th file of a seed: a PDF of some hundred kilobytes unlike any other. */
export function aFile(seed: number, n: number): Uint8Array {
	const bytes = Buffer.alloc(100_000 + ((seed + n * 7919) % 400_000), `file ${n} of seed ${seed} `);
	bytes.write('%PDF-1.7\n');
	return bytes;
}
