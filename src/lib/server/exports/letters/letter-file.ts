import type { DocumentParts } from '#lib/domain/letters/parts.ts';
import { apart } from '../../apart/apart.ts';

const ALLOWANCE = { megabytes: 512, milliseconds: 60_000 };

export const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/**
 * A letter as `.docx`, made apart: a thousand rows take long enough to be noticed by everybody whom
 * this process serves.
 * @throws ApartFailed when it cannot be made in a minute
 */
export async function letterFile(parts: DocumentParts): Promise<Uint8Array<ArrayBuffer>> {
	return apart('src/lib/server/exports/letters/letter-apart.ts', parts, ALLOWANCE);
}
