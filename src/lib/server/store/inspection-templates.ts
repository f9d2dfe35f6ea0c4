import type { Instant } from '#lib/domain/calendar/time.ts';
import {
	DEFAULT_CHECKLIST,
	DEFAULT_CHECKLIST_KEY,
	type ChecklistItem
} from '#lib/domain/inspections/checklist.ts';
import type { Sql } from './database.ts';

/** A checklist as it is now. */
export interface KeptTemplate {
	key: string;
	/** 0: as the program brings it. */
	version: number;
	name: string;
	items: readonly ChecklistItem[];
	at: Instant | null;
}

/** The youngest version of every checklist; the program's own where the office has none under its key. */
export async function templates(sql: Sql): Promise<KeptTemplate[]> {
	const kept = await sql<KeptTemplate[]>`
		select distinct on (key) key, version, name, items, at from inspection_templates
		order by key, version desc`;
	if (kept.some(({ key }) => key === DEFAULT_CHECKLIST_KEY)) return kept;
	return [{ key: DEFAULT_CHECKLIST_KEY, version: 0, at: null, ...DEFAULT_CHECKLIST }, ...kept];
}

/**
 * Keeps another version; the old ones stay.
 * @param seen the version that its writer changed; @returns null when another was kept meanwhile
 */
export async function keepTemplate(
	sql: Sql,
	given: { key: string; name: string; items: readonly ChecklistItem[]; seen: number },
	{ at, by }: { at: Instant; by: number | null }
): Promise<number | null> {
	const { key, name, items, seen } = given;
	const [row] = await sql<{ version: number }[]>`
		insert into inspection_templates (key, version, name, items, at, account_id)
		select ${key}, ${seen + 1}, ${name}, ${JSON.stringify(items)}::text::jsonb,
			${at}::timestamptz, ${by}
		where ${seen} = coalesce((select max(version) from inspection_templates where key = ${key}), 0)
		on conflict (key, version) do nothing returning version`;
	return row?.version ?? null;
}
