import { randomInt } from 'node:crypto';
import { CODE_NUMBERS, inspectionCode } from '#lib/domain/inspections/code.ts';
import type { InspectionTerms } from '#lib/domain/inspections/inspection.ts';
import { planned } from '#lib/domain/inspections/plan.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import type { Database } from '#lib/server/store/database.ts';
import { accountById } from '#lib/server/store/accounts.ts';
import { insertInspection } from '#lib/server/store/inspections.ts';
import { announce, inTurn, note, type InspectionActor } from './turn.ts';

/** What is planned, with whoever orders it by account; their name is written down as it is now. */
export interface NewInspection extends Omit<InspectionTerms, 'orderedBy'> {
	orderedBy: { accountId: number; title: string };
}

/** Puts an inspection on the plan of its year, or orders an unannounced one. */
export async function planInspection(
	database: Database,
	terms: NewInspection,
	by: InspectionActor
): Promise<Decision<{ code: string }>> {
	return inTurn(database, async (sql) => {
		const { accountId, title } = terms.orderedBy;
		const orderer = await accountById(sql, accountId);
		if (orderer === null || !orderer.posts.some(({ role }) => ORDERERS.includes(role))) {
			return refused('inspection.orderer_unknown', { field: 'orderedBy' });
		}
		const orderedBy = { accountId, name: orderer.name, title };
		const decision = planned({ ...terms, orderedBy }, by.reader, by.now);
		if (!decision.accepted) return decision;
		const draw = () => inspectionCode(terms.year, randomInt(CODE_NUMBERS));
		const kept = await insertInspection(
			...([sql, decision.value, draw, by.reader.account?.id ?? null] as const)
		);
		const { code, inspection } = kept;
		await note(sql, by, 'inspection.plan', `inspection:${code}`, {
			before: null,
			after: { kind: terms.kind, year: terms.year }
		});
		await announce(sql, by.now, kept, inspection, false);
		return accepted({ code });
	});
}

const ORDERERS = ['leader', 'office'];
