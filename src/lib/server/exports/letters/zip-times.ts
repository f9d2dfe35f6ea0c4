const END = 0x06054b50;
const DIRECTORY = 0x02014b50;
/** 1980-01-01 00:00, the earliest that an archive can tell. */
const TIME = 0;
const DATE = 0x21;

/**
 * The same archive, whose entries no longer tell when they were packed.
 * @throws RangeError for what is no archive
 */
export function withoutTimes(archive: Buffer): Buffer {
	const bytes = Buffer.from(archive);
	let end = bytes.length - 22;
	while (end >= 0 && bytes.readUInt32LE(end) !== END) end -= 1;
	if (end < 0) throw new RangeError('not an archive');
	const entries = bytes.readUInt16LE(end + 10);
	let at = bytes.readUInt32LE(end + 16);
	for (let i = 0; i < entries; i += 1) {
		if (bytes.readUInt32LE(at) !== DIRECTORY) throw new RangeError('not an archive');
		const local = bytes.readUInt32LE(at + 42);
		bytes.writeUInt16LE(TIME, at + 12);
		bytes.writeUInt16LE(DATE, at + 14);
		bytes.writeUInt16LE(TIME, local + 10);
		bytes.writeUInt16LE(DATE, local + 12);
		at +=
			46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
	}
	return bytes;
}
