import type { InspectionPaper } from '#lib/domain/inspections/papers.ts';
import { apart } from '../../apart/apart.ts';

const ALLOWANCE = { megabytes: 256, milliseconds: 30_000 };

/**
 * Minutes or a conclusion as `.docx`, made apart like a letter.
 * @throws ApartFailed when it cannot be made in half a minute
 */
export async function paperFile(paper: InspectionPaper): Promise<Uint8Array<ArrayBuffer>> {
	return apart('src/lib/server/exports/letters/paper-apart.ts', paper, ALLOWANCE);
}
