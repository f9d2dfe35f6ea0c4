import type { Reader } from '#lib/domain/accounts/reader.ts';
import { normaliseAgencyCode } from '#lib/domain/agencies/agency-code.ts';
import type { InspectionAct } from '#lib/domain/inspections/acts.ts';
import type { TeamMember } from '#lib/domain/inspections/inspection.ts';
import { canBeUnannounced } from '#lib/domain/inspections/plan.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import type { NewInspection } from '../commands/inspections/plan.ts';
import type { Desk } from '../desk.ts';
import { accountByEmail } from '../store/accounts.ts';
import type { Sql } from '../store/database.ts';
import { templates } from '../store/inspection-templates.ts';
import { readAs } from '../store/reading.ts';
import type { LoadedRules } from '../store/rulebook.ts';
import type { InspectionActBody, InspectionPlan } from './inspection-shapes.ts';

type Doorway = Pick<Desk, 'db' | 'rulebook'>;

/** What is asked to be planned, with agency and person as the program knows them. */
export async function newInspectionOf(
	{ db, rulebook }: Doorway,
	reader: Reader,
	body: InspectionPlan
): Promise<Decision<NewInspection>> {
	const { agency, orderedBy, ...terms } = body;
	const rules = await rulebook.current();
	const agencyId = agencyIdOf(rules, agency);
	const inspected = agencyId === null ? null : rules.directory.latest(agencyId);
	if (agencyId === null || inspected === null) {
		return refused('inspection.agency_unknown', { field: 'agency' });
	}
	if (terms.kind === 'unannounced' && !canBeUnannounced(inspected)) {
		return refused('inspection.keeps_the_plan', { field: 'agency' });
	}
	const orderer = await readAs(db, reader, async (sql) => accountByEmail(sql, orderedBy.email));
	if (orderer === null) return refused('inspection.orderer_unknown', { field: 'orderedBy' });
	const by = { accountId: orderer.id, title: orderedBy.title };
	return accepted({ ...terms, agencyId, orderedBy: by });
}

/**
 * The act that a body asks for: people by their accounts, agencies by their numbers, the checklist as it
 * is now. Looked up as the reader, so nobody learns here of people whom they may not see.
 */
export async function actOfBody(
	{ db, rulebook }: Doorway,
	reader: Reader,
	body: InspectionActBody
): Promise<Decision<InspectionAct>> {
	if (body.kind !== 'founded' && body.kind !== 'team_changed') return accepted(body);
	const rules = await rulebook.current();
	return readAs(db, reader, async (sql) => {
		const team = await teamOf(sql, rules, body.team);
		if (!team.accepted) return team;
		if (body.kind === 'team_changed') return accepted({ ...body, team: team.value });
		const found = (await templates(sql)).find(({ key }) => key === body.checklist);
		if (found === undefined) {
			return refused('inspection.checklist_unknown', { field: 'checklist' });
		}
		return accepted({ ...body, team: team.value, checklist: found.items });
	});
}

async function teamOf(
	sql: Sql,
	rules: LoadedRules,
	given: (InspectionActBody & { kind: 'team_changed' })['team']
): Promise<Decision<TeamMember[]>> {
	const team: TeamMember[] = [];
	for (const { email, name, title, agency, leads } of given) {
		const agencyId = agencyIdOf(rules, agency);
		if (agencyId === null) return refused('inspection.agency_unknown', { field: 'team' });
		const account = email === null ? null : await accountByEmail(sql, email);
		if ((email !== null && account === null) || (email === null && name === '')) {
			return refused('inspection.person_unknown', { field: 'team' });
		}
		const who = { accountId: account?.id ?? null, name: account?.name ?? name };
		team.push({ ...who, title, agencyId, leads });
	}
	return accepted(team);
}

function agencyIdOf({ directory }: LoadedRules, code: string): number | null {
	const normal = normaliseAgencyCode(code);
	return normal === null ? null : directory.byCode(normal);
}
