import type { EvidenceType } from './file.ts';

/**
 * What a picture tells besides what it shows: where and with what it was taken, small copies of itself
 * from before it was changed. Read and rewritten byte by byte, so that what it shows stays as it was.
 * The same code runs in the browser before sending and on the server at receipt.
 */
export interface PictureFacts {
	/** Where it was taken is inside. */
	location: boolean;
	/** Anything besides the picture itself and how it is turned is inside. */
	extras: boolean;
}

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const APP1 = 0xe1;
const APP2 = 0xe2;
const COM = 0xfe;
const GPS_IFD = 0x8825;
const ORIENTATION = 0x0112;
const EXIF = 'Exif\0\0';
const ICC = 'ICC_PROFILE\0';
/** Chunks of a PNG that are neither the picture nor how its colours are meant. */
const PNG_EXTRAS = new Set(['eXIf', 'tEXt', 'iTXt', 'zTXt', 'tIME', 'dSIG', 'caBX']);

/**
 * @returns null for what is no picture, or cannot be read as one to its end
 */
export function pictureFacts(bytes: Uint8Array, type: EvidenceType): PictureFacts | null {
	if (type === 'jpg') {
		const parts = jpegParts(bytes);
		if (parts === null) return null;
		const exifs = parts.segments.filter(({ kind }) => kind === 'exif');
		const rotated = exifs.length === 1 && exifs[0] !== undefined && isOnlyTurn(exifs[0].bytes);
		return {
			location:
				parts.segments.some(
					({ kind, bytes: held }) =>
						(kind === 'exif' && tiffEntries(held.subarray(10)).has(GPS_IFD)) ||
						(kind === 'extra' && /GPSL(atitude|ongitude)/i.test(latin(held)))
				) ||
				(parts.trailing.length > 0 && hasExif(parts.trailing)),
			extras:
				parts.trailing.length > 0 ||
				parts.segments.some(({ kind }) => kind === 'extra' || (kind === 'exif' && !rotated))
		};
	}
	if (type !== 'png') return null;
	const chunks = pngChunks(bytes);
	if (chunks === null) return null;
	const extra = chunks.chunks.filter(({ name }) => PNG_EXTRAS.has(name));
	return {
		location: extra.some(({ name, bytes: held }) =>
			name === 'eXIf'
				? tiffEntries(held.subarray(8)).has(GPS_IFD)
				: /GPSL(atitude|ongitude)/i.test(latin(held))
		),
		extras: extra.length > 0 || chunks.end < bytes.length
	};
}

/**
 * The picture without place, device, comments and copies; how it is turned stays.
 *
 * @returns null for what is no picture, or cannot be read as one to its end
 */
export function cleanPicture(bytes: Uint8Array, type: EvidenceType): Uint8Array | null {
	if (type === 'jpg') {
		const parts = jpegParts(bytes);
		if (parts === null) return null;
		const exif = parts.segments.find(({ kind }) => kind === 'exif');
		const turn = exif === undefined ? 1 : turnOf(exif.bytes.subarray(10));
		const kept = parts.segments.filter(({ kind }) => kind === 'picture').map((one) => one.bytes);
		const turned = turn === 1 ? [] : [turnSegment(turn)];
		return joined([bytes.subarray(0, 2), ...turned, ...kept, parts.scan]);
	}
	if (type !== 'png') return null;
	const chunks = pngChunks(bytes);
	if (chunks === null) return null;
	const kept = chunks.chunks.filter(({ name }) => !PNG_EXTRAS.has(name)).map((one) => one.bytes);
	return joined([bytes.subarray(0, 8), ...kept]);
}

interface Segment {
	kind: 'picture' | 'exif' | 'extra';
	bytes: Uint8Array;
}

/** Segments before the scan; the scan with all that belongs to it; and what hangs behind the end. */
function jpegParts(
	bytes: Uint8Array
): { segments: Segment[]; scan: Uint8Array; trailing: Uint8Array } | null {
	if (bytes[0] !== 0xff || bytes[1] !== SOI) return null;
	const segments: Segment[] = [];
	for (let at = 2; at + 4 <= bytes.length;) {
		if (bytes[at] !== 0xff) return null;
		const marker = bytes[at + 1] ?? 0;
		if (marker === 0xff) {
			at += 1;
			continue;
		}
		const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
		if (length < 2 || at + 2 + length > bytes.length) return null;
		if (marker === SOS) {
			const end = endOfScan(bytes, at + 2 + length);
			return end === null
				? null
				: { segments, scan: bytes.subarray(at, end), trailing: bytes.subarray(end) };
		}
		const held = bytes.subarray(at, at + 2 + length);
		segments.push({ kind: kindOf(marker, held), bytes: held });
		at += 2 + length;
	}
	return null;
}

function kindOf(marker: number, segment: Uint8Array): Segment['kind'] {
	const begins = (text: string) => latin(segment.subarray(4, 4 + text.length)) === text;
	if (marker === APP1) return begins(EXIF) ? 'exif' : 'extra';
	if (marker === APP2) return begins(ICC) ? 'picture' : 'extra';
	// JFIF and Adobe say how the colours are meant.
	if (marker === 0xe0 || marker === 0xee) return 'picture';
	return marker === COM || (marker >= 0xe3 && marker <= 0xef) ? 'extra' : 'picture';
}

/** Where the last scan has ended, of pictures that are sent in several. */
function endOfScan(bytes: Uint8Array, from: number): number | null {
	for (let at = from; at + 1 < bytes.length; at += 1) {
		if (bytes[at] !== 0xff) continue;
		const marker = bytes[at + 1] ?? 0;
		if (marker === EOI) return at + 2;
		// Stuffed bytes, restarts and fill bytes are inside a scan; anything else has its length.
		if (marker === 0 || marker === 0xff || (marker >= 0xd0 && marker <= 0xd7)) continue;
		const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
		if (length < 2) return null;
		at += 1 + length;
	}
	return null;
}

/** Tags of the first directory of a TIFF block with their values, as far as it can be read. */
function tiffEntries(block: Uint8Array): Map<number, number> {
	const found = new Map<number, number>();
	if (block.length < 14) return found;
	const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
	const little = view.getUint16(0) === 0x4949;
	const start = view.getUint32(4, little);
	if (start + 2 > block.length) return found;
	const count = view.getUint16(start, little);
	for (let n = 0, at = start + 2; n < count && at + 12 <= block.length; n += 1, at += 12) {
		found.set(view.getUint16(at, little), view.getUint16(at + 8, little));
	}
	return found;
}

function turnOf(block: Uint8Array): number {
	const turn = tiffEntries(block).get(ORIENTATION) ?? 1;
	return turn >= 1 && turn <= 8 ? turn : 1;
}

/** Whether an Exif segment says how the picture is turned and nothing else: one of ours. */
function isOnlyTurn(segment: Uint8Array): boolean {
	const ours = turnSegment(turnOf(segment.subarray(10)));
	return ours.length === segment.length && ours.every((byte, n) => segment[n] === byte);
}

/** An Exif segment with how the picture is turned. */
function turnSegment(turn: number): Uint8Array {
	const block = [
		...[0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8, 0, 1],
		...[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, turn, 0, 0],
		...[0, 0, 0, 0]
	];
	const length = 2 + EXIF.length + block.length;
	const head = [0xff, APP1, length >> 8, length & 0xff, 0x45, 0x78, 0x69, 0x66, 0, 0];
	return Uint8Array.from([...head, ...block]);
}

function hasExif(bytes: Uint8Array): boolean {
	return latin(bytes).includes(EXIF);
}

function pngChunks(
	bytes: Uint8Array
): { chunks: { name: string; bytes: Uint8Array }[]; end: number } | null {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const chunks: { name: string; bytes: Uint8Array }[] = [];
	for (let at = 8; at + 12 <= bytes.length;) {
		const end = at + 12 + view.getUint32(at);
		if (end > bytes.length) return null;
		const name = latin(bytes.subarray(at + 4, at + 8));
		chunks.push({ name, bytes: bytes.subarray(at, end) });
		if (name === 'IEND') return { chunks, end };
		at = end;
	}
	return null;
}

function latin(bytes: Uint8Array): string {
	return new TextDecoder('latin1').decode(bytes);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
	const whole = new Uint8Array(parts.reduce((n, part) => n + part.length, 0));
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}
