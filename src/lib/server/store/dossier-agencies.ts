import type { Sql } from './database.ts';

/** The present agency of each of these dossiers, by public code; unknown codes are left out. */
export async function agencyOfDossiers(
	sql: Sql,
	codes: readonly string[]
): Promise<Map<string, number | null>> {
	if (codes.length === 0) return new Map();
	const rows = await sql<{ code: string; agencyId: number | null }[]>`
		select code, agency_id as "agencyId" from dossiers where code = any(${[...codes]}::text[])`;
	return new Map(rows.map(({ code, agencyId }) => [code, agencyId]));
}
