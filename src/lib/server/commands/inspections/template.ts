import { may } from '#lib/domain/accounts/reader.ts';
import { checklistFault, type ChecklistItem } from '#lib/domain/inspections/checklist.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import type { Database } from '#lib/server/store/database.ts';
import { keepTemplate } from '#lib/server/store/inspection-templates.ts';
import { inTurn, note, type InspectionActor } from './turn.ts';

/** Changes a checklist, or begins one: another version, for inspections that are founded from now on. */
export async function changeTemplate(
	database: Database,
	given: { key: string; name: string; items: readonly ChecklistItem[]; seen: number },
	by: InspectionActor
): Promise<Decision<{ key: string; version: number }>> {
	if (!may(by.reader, 'planInspections')) return refused('inspection.not_yours');
	const why = checklistFault(given.items);
	if (why !== null) return refused(why, { field: 'items' });
	return inTurn(database, async (sql) => {
		const who = { at: by.now, by: by.reader.account?.id ?? null };
		const version = await keepTemplate(sql, given, who);
		if (version === null) return refused('inspection.template_stale');
		const { key, items } = given;
		await note(sql, by, 'inspection.template', `checklist:${key}`, {
			before: { version: given.seen },
			after: { version, items: items.length }
		});
		return accepted({ key, version });
	});
}
