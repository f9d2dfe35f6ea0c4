import type { Sql } from './database.ts';

const CODES_AT_ONCE = 1_000;

/** Hashes (hex) of everything that is recorded of the dossiers with these codes. */
export async function recordedHashes(sql: Sql, codes: readonly string[]): Promise<Set<string>> {
	const found = new Set<string>();
	for (let i = 0; i < codes.length; i += CODES_AT_ONCE) {
		const rows = await sql<{ hash: string }[]>`
			select encode(m.hash, 'hex') as hash
			from dossiers d
			join messages m on m.first_month = d.first_month and m.dossier_id = d.id
			where d.code = any(${codes.slice(i, i + CODES_AT_ONCE)}::text[])`;
		for (const { hash } of rows) found.add(hash);
	}
	return found;
}
