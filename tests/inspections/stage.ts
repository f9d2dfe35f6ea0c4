import { readerFor } from '#lib/domain/accounts/reader.ts';
import { dayOf, type Instant } from '#lib/domain/calendar/time.ts';
import type { InspectionAct } from '#lib/domain/inspections/acts.ts';
import { DEFAULT_CHECKLIST } from '#lib/domain/inspections/checklist.ts';
import type { InspectionKind, TeamMember } from '#lib/domain/inspections/inspection.ts';
import { actOnInspection } from '#lib/server/commands/inspections/act.ts';
import { planInspection } from '#lib/server/commands/inspections/plan.ts';
import type { InspectionActor } from '#lib/server/commands/inspections/turn.ts';
import { accountByEmail } from '#lib/server/store/accounts.ts';
import type { Rulebook } from '#lib/server/store/rulebook.ts';
import { emailOf, NOW, type Person } from '../accounts/province.ts';
import type { FreshDatabase } from '../setup/database.ts';

/** The people of `tests/accounts/province.ts` on a database with rules. */
export interface InspectionStage {
	database: FreshDatabase;
	rulebook: Rulebook;
}

export async function accountOf({ database }: InspectionStage, person: Person): Promise<number> {
	const account = await accountByEmail(database.sql, emailOf(person));
	if (account === null) throw new Error(person);
	return account.id;
}

export async function actor(
	{ database, rulebook }: InspectionStage,
	person: Person,
	now: Instant = NOW
): Promise<InspectionActor> {
	const account = await accountByEmail(database.sql, emailOf(person));
	if (account === null) throw new Error(person);
	const { directory } = await rulebook.current();
	const reader = readerFor(account, directory, dayOf(now));
	return { reader, address: '10.0.0.1', now, realNow: Date.now() };
}

/** An inspection of the land department, ordered by the leader. @returns its code */
export async function plan(stage: InspectionStage, kind: InspectionKind): Promise<string> {
	const { directory } = await stage.rulebook.current();
	const made = await planInspection(
		stage.database.web,
		{
			...{ kind, method: 'on_site', year: 2026, subject: 'Kiểm soát thủ tục hành chính' },
			...{ agencyId: directory.byCode('H21.01') ?? 0, ground: 'Ý kiến chỉ đạo', expected: null },
			orderedBy: { accountId: await accountOf(stage, 'leader'), title: 'Chủ tịch UBND tỉnh' }
		},
		await actor(stage, 'office')
	);
	if (!made.accepted) throw new Error(made.refusal.code);
	return made.value.code;
}

/** The inspector leads; the head of Justice is a member. */
export async function teamOf(stage: InspectionStage): Promise<TeamMember[]> {
	const { directory } = await stage.rulebook.current();
	const justice = directory.byCode('H21.02') ?? 0;
	const commune = directory.byCode('H21.C1') ?? 0;
	return [
		{
			...{ accountId: await accountOf(stage, 'inspector'), name: 'inspector', leads: true },
			...{ title: 'Trưởng phòng', agencyId: commune }
		},
		{
			...{ accountId: await accountOf(stage, 'justice'), name: 'justice', leads: false },
			...{ title: 'Giám đốc', agencyId: justice }
		}
	];
}

export async function founding(
	stage: InspectionStage,
	days = { from: '2026-11-20', to: '2026-11-25' }
): Promise<InspectionAct & { kind: 'founded' }> {
	return {
		kind: 'founded',
		decision: { number: '100/QĐ-UBND', on: '2026-11-19' },
		...days,
		team: await teamOf(stage),
		checklist: DEFAULT_CHECKLIST.items
	};
}

/** @returns the state after it, or the code of the refusal */
export async function act(
	stage: InspectionStage,
	code: string,
	what: InspectionAct,
	person: Person,
	now: Instant = NOW
): Promise<string> {
	const { directory } = await stage.rulebook.current();
	const by = await actor(stage, person, now);
	const done = await actOnInspection(stage.database.web, directory, { code, act: what }, by);
	return done.accepted ? done.value.state : done.refusal.code;
}
