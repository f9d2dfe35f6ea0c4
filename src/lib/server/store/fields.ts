import type { Sql } from './database.ts';

/** The fields (lĩnh vực) that the feed has named, in no order. */
export async function fieldNames(sql: Sql): Promise<{ code: string; name: string }[]> {
	return sql<{ code: string; name: string }[]>`
		select code, name from feed_names where kind = 'field' and code <> ''`;
}
