import type { Sql } from './database.ts';
import type { EvidenceBytes } from './evidence-bytes.ts';
import { evidenceAfter } from './evidence.ts';

const AT_ONCE = 500;

/**
 * Reads every file of evidence that is not deleted and hashes it again: which of them do not lie as they
 * were received, and which that were deleted still lie.
 */
export async function evidenceDifferences(
	sql: Sql,
	bytes: EvidenceBytes
): Promise<{ files: number; found: string[] }> {
	const found: string[] = [];
	let files = 0;
	for (let after = 0; ;) {
		const page = await evidenceAfter(sql, after, AT_ONCE);
		for (const file of page) {
			files += 1;
			const { code, size, sha256Receipt, sha256Capture, deletedAt, stored } = file;
			const lying = await bytes.measured(stored);
			if (deletedAt !== null) {
				if (lying !== null) found.push(`${code}: deleted, and its bytes still lie`);
				continue;
			}
			if (lying === null) found.push(`${code}: nothing lies under its name`);
			else if (lying.size !== size) found.push(`${code}: ${lying.size} bytes lie, ${size} came`);
			else if (lying.sha256 !== sha256Receipt)
				found.push(`${code}: its bytes are not those that came`);
			if (sha256Capture !== null && sha256Capture !== sha256Receipt) {
				found.push(`${code}: it came otherwise than it was taken`);
			}
		}
		const last = page.at(-1);
		if (!last) return { files, found };
		after = last.id;
	}
}
