import { evidenceType, type EvidenceType } from '#lib/domain/evidence/file.ts';
import { cleanPicture, pictureFacts } from '#lib/domain/evidence/picture.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import { checkZip } from '../files/zip-check.ts';
import { FileRefused } from '../files/table.ts';

/** What an office document may unpack to. */
const OFFICE_LIMITS = { entries: 2_000, bytes: 100 * 1024 * 1024, ratio: 200 };
const OFFICE_PARTS: Partial<Record<EvidenceType, readonly string[]>> = {
	docx: ['[Content_Types].xml', 'word/document.xml'],
	xlsx: ['[Content_Types].xml', 'xl/workbook.xml']
};

/**
 * What a file is by its content, or why it is not taken: no type of ours, a picture that cannot be read
 * to its end or that says where it was taken though nobody wants it kept, an archive that unpacks to more
 * than it may.
 */
export async function looked(
	bytes: Buffer,
	{ keptLocation }: { keptLocation: boolean }
): Promise<Decision<EvidenceType>> {
	const type = evidenceType(bytes);
	if (type === null) return refused('evidence.unsupported');
	if (type === 'jpg' || type === 'png') {
		const facts = pictureFacts(bytes, type);
		if (facts === null) return refused('evidence.unsupported');
		if (facts.location && !keptLocation) return refused('evidence.tells_location');
	}
	const parts = OFFICE_PARTS[type];
	if (parts === undefined) return accepted(type);
	try {
		await checkZip(bytes, OFFICE_LIMITS, parts);
		return accepted(type);
	} catch (error) {
		if (!(error instanceof FileRefused)) throw error;
		return refused(
			error.code === 'file.unpacks_too_large'
				? 'evidence.unpacks_too_large'
				: 'evidence.unsafe_unsupported'
		);
	}
}

/** A picture that a form brought as it was taken, without the place; any other file as it is. */
export function withoutPlace(bytes: Buffer): Buffer {
	const type = evidenceType(bytes);
	if (type !== 'jpg' && type !== 'png') return bytes;
	const cleaned = cleanPicture(bytes, type);
	return cleaned === null ? bytes : Buffer.from(cleaned);
}
