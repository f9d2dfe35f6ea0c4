import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FindingAct } from '#lib/domain/findings/acts.ts';
import { DEFAULT_CHECKLIST } from '#lib/domain/inspections/checklist.ts';
import { actOnFinding } from '#lib/server/commands/findings/act.ts';
import { logFinding, type SaidFinding } from '#lib/server/commands/findings/log.ts';
import { readAfter } from '#lib/server/store/ledger.ts';
import { openRulebook } from '#lib/server/store/rulebook.ts';
import { readInspection } from '#lib/server/web/inspections.ts';
import { NOW, settle, type Person } from '../accounts/province.ts';
import { freshDatabase } from '../setup/database.ts';
import { accountOf, act, actor, founding, plan, type InspectionStage } from './stage.ts';

const [ITEM] = DEFAULT_CHECKLIST.items;

let stage: InspectionStage;
beforeAll(async () => {
	const database = await freshDatabase();
	stage = { database, rulebook: openRulebook(database.web.sql) };
	await settle(database);
});
afterAll(async () => stage.database.drop());

async function read(code: string, person: Person) {
	const { reader } = await actor(stage, person);
	const { rulebook, database } = stage;
	return readInspection({ db: database.web, rulebook, clock: { now: () => NOW } }, reader, code);
}
async function log(inspection: string, person: Person, said: Partial<SaidFinding> = {}) {
	const made = await logFinding(
		stage.database.web,
		{
			...{ category: ITEM?.category ?? null, severity: null, agencyId: null, unit: null },
			...{ person: null, clause: ITEM?.basis ?? null, dossiers: [], cause: null },
			...{ text: 'Chưa có kế hoạch', evidence: [], happenedAt: null, figure: null },
			...{ origin: { kind: 'checklist', id: ITEM?.id ?? null }, inspection, sentAs: null },
			...said
		},
		await actor(stage, person)
	);
	return made.accepted ? made.value.code : made.refusal.code;
}
async function move(code: string, what: FindingAct, person: Person): Promise<void> {
	const by = await actor(stage, person);
	const rules = await stage.rulebook.current();
	const done = await actOnFinding(stage.database.web, rules, { code, act: what }, by);
	if (!done.accepted) throw new Error(done.refusal.code);
}

it('a finding logged at an item stands there for the team at once, and for the unit when it is confirmed', async () => {
	const code = await plan(stage, 'unannounced');
	await act(stage, code, await founding(stage), 'office');
	for (const [person, logs] of [
		['inspector', true],
		['justice', true],
		['office', false],
		['leader', false]
	] as const) {
		expect([person, (await read(code, person))?.logsFindings]).toEqual([person, logs]);
	}
	const finding = await log(code, 'justice');
	expect(await log(code, 'office')).toBe('finding.not_team');

	for (const person of ['inspector', 'justice', 'office', 'leader'] as const) {
		expect([person, (await read(code, person))?.findings]).toMatchObject([
			person,
			[{ code: finding, category: 'F01', state: 'logged', origin: { id: ITEM?.id } }]
		]);
	}
	expect(await read(code, 'land')).toBe(null);

	const opening = { kind: 'opened', place: 'Trụ sở', present: [] } as const;
	await act(stage, code, opening, 'inspector');
	expect(await read(code, 'land')).toMatchObject({ findings: [], logsFindings: false });
	await move(finding, { kind: 'confirmed' }, 'inspector');
	expect(await read(code, 'land')).toMatchObject({ findings: [{ code: finding }] });
	expect((await read(code, 'land'))?.findings[0]?.mayDo).toEqual(['explained']);
});

it('a member from another agency hears that something was found, and nobody else by it', async () => {
	const code = await plan(stage, 'unannounced');
	await act(stage, code, await founding(stage), 'office');
	const before = (await readAfter(stage.database.sql, 0, 1000)).length;
	await log(code, 'inspector');
	const told = (await readAfter(stage.database.sql, 0, 1000)).slice(before);
	const people = [await accountOf(stage, 'inspector'), await accountOf(stage, 'justice')];
	expect(told.map(({ kind, agencies }) => [kind, agencies])).toEqual([
		['findings', []],
		['inspections', []]
	]);
	expect(new Set(told[1]?.ids)).toEqual(new Set([code, ...people.map((id) => `account:${id}`)]));
});
