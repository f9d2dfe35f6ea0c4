import { afterAll, beforeAll, expect, it } from 'vitest';
import { readerFor } from '#lib/domain/accounts/reader.ts';
import { OPERATOR } from '#lib/domain/audit/entry.ts';
import { dayOf } from '#lib/domain/calendar/time.ts';
import { createAccount } from '#lib/server/accounts/manage.ts';
import { actOnFinding } from '#lib/server/commands/findings/act.ts';
import { logFinding } from '#lib/server/commands/findings/log.ts';
import type { InspectionActor } from '#lib/server/commands/inspections/turn.ts';
import { accountByEmail } from '#lib/server/store/accounts.ts';
import { ANY_FINDING, findingByCode, listFindings } from '#lib/server/store/findings.ts';
import { readAs } from '#lib/server/store/reading.ts';
import { openRulebook } from '#lib/server/store/rulebook.ts';
import { NOW, PASSWORD, settle, type Person } from '../accounts/province.ts';
import { act, actor, founding, plan, type InspectionStage } from '../inspections/stage.ts';
import { freshDatabase } from '../setup/database.ts';

const OUTSIDER = 'outsider@test.example';
const WORD = 'GHI-NHAN-CHUA-CONG-BO';

let stage: InspectionStage;
beforeAll(async () => {
	const database = await freshDatabase();
	stage = { database, rulebook: openRulebook(database.web.sql) };
	await settle(database);
	const made = await createAccount(
		database,
		{ email: OUTSIDER, name: OUTSIDER, role: 'inspector', agencyCode: null, password: PASSWORD },
		OPERATOR
	);
	if (!made.accepted) throw new Error(made.refusal.code);
});
afterAll(async () => stage.database.drop());

/** Another inspector of the province, who is not of the team; else one of the people. */
async function who(person: Person | 'outsider'): Promise<InspectionActor> {
	if (person !== 'outsider') return actor(stage, person);
	const account = await accountByEmail(stage.database.sql, OUTSIDER);
	if (account === null) throw new Error(OUTSIDER);
	const { directory } = await stage.rulebook.current();
	const reader = readerFor(account, directory, dayOf(NOW));
	return { reader, address: '10.0.0.1', now: NOW, realNow: Date.now() };
}
async function log(person: Person | 'outsider', inspection: string | null) {
	const { directory } = await stage.rulebook.current();
	return logFinding(
		stage.database.web,
		{
			...{ category: 'F15', severity: null, agencyId: directory.byCode('H21.01') ?? 0 },
			...{ unit: null, person: null, clause: null, dossiers: [], cause: null, text: WORD },
			...{ evidence: [], happenedAt: null, origin: { kind: 'none', id: null }, inspection },
			...{ figure: null, sentAs: null }
		},
		await who(person)
	);
}
/** What somebody finds: in the list, by its code, in the rows themselves. */
async function finds(person: Person | 'outsider', code: string): Promise<boolean[]> {
	const { reader } = await who(person);
	return readAs(stage.database.web, reader, async (sql) => {
		const listed = await listFindings(sql, ANY_FINDING);
		const rows = await sql<{ count: number }[]>`
			select (select count(*) from findings where code = ${code})
				+ (select count(*) from finding_events e where e.body::text like ${`%${WORD}%`}) as count`;
		return [
			listed.some((one) => one.code === code),
			(await findingByCode(sql, code)) !== null,
			Number(rows[0]?.count) > 0
		];
	});
}

it('a first record of an inspection that its agency does not know of is its team’s and the office’s, no other inspector’s', async () => {
	const hidden = await plan(stage, 'unannounced');
	await act(stage, hidden, await founding(stage), 'office');
	const made = await log('inspector', hidden);
	if (!made.accepted) throw new Error(made.refusal.code);
	const { code } = made.value;
	for (const person of ['inspector', 'justice', 'office', 'leader'] as const) {
		expect([person, await finds(person, code)]).toEqual([person, [true, true, true]]);
	}
	for (const person of ['outsider', 'centre', 'admin', 'land', 'officer', 'screen'] as const) {
		expect([person, await finds(person, code)]).toEqual([person, [false, false, false]]);
	}

	// Nor may an outsider act on it, or add one: both are answered as what does not exist.
	const rules = await stage.rulebook.current();
	const confirm = { code, act: { kind: 'confirmed' } } as const;
	const tried = async (person: Person | 'outsider') => {
		const done = await actOnFinding(stage.database.web, rules, confirm, await who(person));
		return done.accepted ? done.value.state : done.refusal.code;
	};
	expect(await tried('outsider')).toBe('finding.unknown');
	const [into, none] = [await log('outsider', hidden), await log('outsider', 'KT-2026-never')];
	expect([into.accepted, into]).toEqual([false, none]);

	// Not even its own leader releases it before the inspection has opened.
	expect(await tried('inspector')).toBe('finding.not_opened');
	await act(stage, hidden, { kind: 'opened', place: 'Trụ sở', present: [] }, 'inspector');
	expect(await finds('outsider', code)).toEqual([false, false, false]);
	expect(await tried('inspector')).toBe('confirmed');
	expect(await finds('land', code)).toEqual([true, true, true]);
	expect(await finds('outsider', code)).toEqual([true, true, true]);
});
