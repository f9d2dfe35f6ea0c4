/** Files that may be handed in as evidence (minh chứng): what they are, by what is in them. */

export const EVIDENCE_TYPES = ['pdf', 'docx', 'xlsx', 'jpg', 'png'] as const;
export type EvidenceType = (typeof EVIDENCE_TYPES)[number];

/** Bytes of one file at most. */
export const EVIDENCE_BYTES_AT_MOST = 20 * 1024 * 1024;

/** Files that come with one act at most. */
export const EVIDENCE_FILES_AT_MOST = 3;

const MAGIC: readonly (readonly [EvidenceType | 'zip', readonly number[]])[] = [
	['pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
	['png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
	['jpg', [0xff, 0xd8, 0xff]],
	['zip', [0x50, 0x4b, 0x03, 0x04]]
];

/**
 * What a file is, whatever it is called: a renamed program is no document. An office document is a zip
 * that lists its own parts and has no program (macro) among them.
 *
 * @returns null for what is not taken
 */
export function evidenceType(bytes: Uint8Array): EvidenceType | null {
	const found = MAGIC.find(([, magic]) => magic.every((byte, n) => bytes[n] === byte))?.[0] ?? null;
	if (found !== 'zip') return found;
	const names = new Set(zipNames(bytes));
	if (!names.has('[Content_Types].xml')) return null;
	if ([...names].some((name) => /vbaProject|\.(exe|dll|js|vbs|bat|com|scr|ps1)$/i.test(name))) {
		return null;
	}
	if (names.has('word/document.xml')) return 'docx';
	return names.has('xl/workbook.xml') ? 'xlsx' : null;
}

/** Of a download. */
export const EVIDENCE_MEDIA: Readonly<Record<EvidenceType, string>> = {
	pdf: 'application/pdf',
	docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
	jpg: 'image/jpeg',
	png: 'image/png'
};

/**
 * Whether a name is a file's and no place: no separator of folders, no control character (NUL, line ends),
 * not `.` or `..`. What is called otherwise is refused whole and not renamed: a browser sends no such name,
 * so whoever does means something by it.
 */
export function isFileName(given: string): boolean {
	return !/[\\/\p{Cc}]/u.test(given) && !/^\s*\.{1,2}\s*$/.test(given);
}

/**
 * What a file is called from now on: without what a file system or a header could take for something
 * else, with the ending of what it is; without one while nobody knows that.
 */
export function evidenceName(given: string, type: EvidenceType | null): string {
	const bare = given
		.normalize('NFC')
		.replace(/\.(pdf|docx|xlsx|jpe?g|png)$/i, '')
		// Control and formatting characters, some of which turn what follows round.
		.replace(/[\p{C}\\/<>:"|?*]/gu, '')
		.replace(/^[.\s]+|[.\s]+$/g, '')
		.slice(0, 120);
	const name = bare === '' ? 'minh-chung' : bare;
	return type === null ? name : `${name}.${type}`;
}

/** Names in a zip's central directory; none when it is no whole zip. */
function zipNames(bytes: Uint8Array): string[] {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const end = endOfDirectory(view);
	if (end === null) return [];
	const count = view.getUint16(end + 10, true);
	const names: string[] = [];
	const decoder = new TextDecoder();
	for (let n = 0, at = view.getUint32(end + 16, true); n < count; n += 1) {
		if (at + 46 > view.byteLength || view.getUint32(at, true) !== 0x02014b50) return [];
		const length = view.getUint16(at + 28, true);
		if (at + 46 + length > view.byteLength) return [];
		names.push(decoder.decode(bytes.subarray(at + 46, at + 46 + length)));
		at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
	}
	return names;
}

function endOfDirectory(view: DataView): number | null {
	const LEAST = 22;
	const from = view.byteLength - LEAST;
	for (let at = from; at >= 0 && from - at <= 0xffff; at -= 1) {
		if (view.getUint32(at, true) === 0x06054b50) return at;
	}
	return null;
}
