import { pipeline } from 'node:stream/promises';
import { Writable } from 'node:stream';
import yauzl from 'yauzl';
import { FileRefused } from './table.ts';

/** What an archive may be at most; everything is counted while it is unpacked, never believed. */
export interface ZipLimits {
	entries: number;
	/** Unpacked, of one entry and of all together. */
	bytes: number;
	/** Unpacked to packed, of one entry, beyond the first few kilobytes. */
	ratio: number;
}

/** What every spreadsheet has inside. */
const XLSX_PARTS = ['[Content_Types].xml', 'xl/workbook.xml'];

export const XLSX_LIMITS: ZipLimits = { entries: 1_000, bytes: 50 * 1024 * 1024, ratio: 100 };

/** A well-packed file of a few lines is no bomb. */
const RATIO_FROM_BYTES = 1024 * 1024;
const ENCRYPTED = 0x1;
const SYMLINK = 0o120000;
const ARCHIVE = /\.(zip|xlsx|xlsm|xlsb|docx|rar|7z|gz|jar|bin)$/i;
const ALLOWED_BIN = /^xl\/printerSettings\/[^/]+\.bin$/i;
const ZIP_MAGIC = Buffer.from('PK\u0003\u0004', 'latin1');

/**
 * Unpacks a spreadsheet (or what else has `parts` inside) once, keeping only what must be looked at, so that what is read afterwards is
 * known to be bounded: a zip bomb, a nested archive, a password, a name that climbs out of its folder
 * and a link to another file are found here.
 *
 * @throws FileRefused
 */
export async function checkZip(
	bytes: Buffer,
	limits: ZipLimits = XLSX_LIMITS,
	parts: readonly string[] = XLSX_PARTS
): Promise<void> {
	const zip = await open(bytes);
	if (zip.entryCount > limits.entries) {
		throw new FileRefused('file.unpacks_too_large', { entries: limits.entries });
	}
	const seen = new Set<string>();
	let total = 0;
	try {
		for await (const entry of zip.eachEntry()) {
			checkEntry(entry, seen);
			if (seen.size > limits.entries) throw new FileRefused('file.unpacks_too_large');
			if (entry.fileName.endsWith('/')) continue;
			total += await measure(zip, entry, limits, total);
		}
	} catch (error) {
		throw error instanceof FileRefused ? error : new FileRefused('file.not_xlsx');
	} finally {
		zip.close();
	}
	if (parts.some((part) => !seen.has(part))) {
		throw new FileRefused('file.not_xlsx');
	}
}

async function open(bytes: Buffer): Promise<yauzl.ZipFile> {
	// An .xlsx with a password is not a zip but an OLE container.
	if (bytes.subarray(0, 4).toString('hex') === 'd0cf11e0') throw new FileRefused('file.encrypted');
	if (!bytes.subarray(0, 4).equals(ZIP_MAGIC)) throw new FileRefused('file.not_xlsx');
	try {
		// Names that are absolute or climb with `..` are refused by yauzl itself.
		return await yauzl.fromBufferPromise(bytes, { lazyEntries: true, validateEntrySizes: true });
	} catch {
		throw new FileRefused('file.not_xlsx');
	}
}

function checkEntry(entry: yauzl.Entry, seen: Set<string>): void {
	const { fileName } = entry;
	if ((entry.generalPurposeBitFlag & ENCRYPTED) !== 0) throw new FileRefused('file.encrypted');
	const symlink = ((entry.externalFileAttributes >>> 16) & 0o170000) === SYMLINK;
	const archive = ARCHIVE.test(fileName) && !ALLOWED_BIN.test(fileName);
	const linked = /^xl\/externalLinks\//i.test(fileName) || /vbaProject/i.test(fileName);
	const climbs = /(^|[\\/])\.\.([\\/]|$)|^[\\/]|^[a-z]:/i.test(fileName);
	if (symlink || archive || linked || climbs || seen.has(fileName)) {
		throw new FileRefused('file.unsafe_contents');
	}
	seen.add(fileName);
}

/** Unpacks one entry to nowhere and counts; stops at the first byte too many. */
async function measure(
	zip: yauzl.ZipFile,
	entry: yauzl.Entry,
	limits: ZipLimits,
	before: number
): Promise<number> {
	const markup = /\.(xml|rels|vml)$/i.test(entry.fileName);
	let size = 0;
	let head = Buffer.alloc(0);
	const counter = new Writable({
		write(chunk: Buffer, _encoding, done) {
			size += chunk.length;
			if (head.length < 1024) head = Buffer.concat([head, chunk.subarray(0, 1024)]);
			const packed = Math.max(1, entry.compressedSize);
			const bomb = size > RATIO_FROM_BYTES && size / packed > limits.ratio;
			done(bomb || before + size > limits.bytes ? new FileRefused('file.unpacks_too_large') : null);
		}
	});
	await pipeline(await zip.openReadStreamPromise(entry), counter);
	const doctype = markup && /<!DOCTYPE|<!ENTITY/i.test(head.toString('latin1'));
	if (doctype || head.subarray(0, 4).equals(ZIP_MAGIC)) {
		throw new FileRefused('file.unsafe_contents');
	}
	return size;
}
