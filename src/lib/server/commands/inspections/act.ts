import type { AgencyDirectory } from '#lib/domain/agencies/agency.ts';
import { dayOf } from '#lib/domain/calendar/time.ts';
import { decide, sidesOf, type InspectionAct } from '#lib/domain/inspections/acts.ts';
import {
	after,
	isShown,
	type Inspection,
	type InspectionState
} from '#lib/domain/inspections/inspection.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import type { Reader } from '#lib/domain/accounts/reader.ts';
import type { Database } from '#lib/server/store/database.ts';
import {
	agenciesOfAccounts,
	holdInspection,
	saveInspection
} from '#lib/server/store/inspections.ts';
import { announceTold } from '#lib/server/store/finding-notices.ts';
import { tellOfInspection } from '#lib/server/store/inspection-notices.ts';
import { announce, inTurn, note, type InspectionActor } from './turn.ts';

/**
 * One act of somebody on an inspection. Who may not know of it is told the same as of one that there is
 * not, whatever they ask.
 */
export async function actOnInspection(
	database: Database,
	directory: AgencyDirectory,
	given: { code: string; act: InspectionAct },
	by: InspectionActor
): Promise<Decision<{ code: string; state: InspectionState }>> {
	const { code, act } = given;
	return inTurn(database, async (sql) => {
		const held = await holdInspection(sql, code);
		if (held === null || !knowsOf(held.inspection, by)) return refused('inspection.unknown');
		const { inspection } = held;
		const at = Math.max(by.now, inspection.lastMovedAt);
		const team = act.kind === 'founded' || act.kind === 'team_changed' ? act.team : [];
		const accounts = team.flatMap(({ accountId }) => accountId ?? []);
		const today = dayOf(at);
		const world = {
			body: directory.descendants(inspection.agencyId, today),
			postsOf: await agenciesOfAccounts(sql, accounts, today)
		};
		const decision = decide(inspection, act, by.reader, { at, ...world });
		if (!decision.accepted) return decision;
		const event = decision.value;
		const next = after(inspection, event);
		await saveInspection(sql, held, event, by.reader.account?.id ?? null);
		await note(sql, by, 'inspection.act', `inspection:${code}`, {
			before: { state: inspection.state },
			after: { act: act.kind, state: next.state }
		});
		await announce(sql, by.now, held, next, isShown(event));
		const moved = { code, n: held.events + 1, event, before: inspection, next };
		const { channels = [] } = by;
		await announceTold(
			sql,
			by.now,
			await tellOfInspection(sql, moved, directory, by.now, channels)
		);
		return accepted({ code, state: next.state });
	});
}

/** Whether it exists for somebody who acts; the policies of the table say the same to who reads. */
export function knowsOf(
	inspection: Inspection,
	{ reader, now }: Pick<InspectionActor, 'now'> & { reader: Reader }
): boolean {
	const { agencyId, shownAt } = inspection;
	const reach = reader.grants.seeInspections;
	const inside =
		reader.own.includes(agencyId) || (Array.isArray(reach) && reach.includes(agencyId));
	if (inside) return shownAt !== null;
	if (reach === 'all' || sidesOf(inspection, reader, dayOf(now)).length > 0) return true;
	return inspection.state === 'concluded' && reader.sees.dossiers === 'all';
}
