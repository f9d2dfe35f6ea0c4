import { afterAll, beforeAll, expect, it } from 'vitest';
import { logFinding } from '#lib/server/commands/findings/log.ts';
import { openRulebook } from '#lib/server/store/rulebook.ts';
import { actOfForm, teamRows, typedTeam } from '#lib/server/web/inspection-form.ts';
import { readInspectorDay } from '#lib/server/web/inspector-day.ts';
import { NOW, settle, type Person } from '../accounts/province.ts';
import { freshDatabase } from '../setup/database.ts';
import { act, actor, founding, plan, type InspectionStage } from './stage.ts';

const DOCUMENT = { number: '101/QĐ-UBND', on: '2026-11-20' };
const MINUTES = {
	...{ place: 'Trụ sở', present: [], dossiers: [], achieved: '', shortcomings: [] },
	...{ causes: '', responsibility: '', recommendations: [] }
};

let stage: InspectionStage;
beforeAll(async () => {
	const database = await freshDatabase();
	stage = { database, rulebook: openRulebook(database.web.sql) };
	await settle(database);
});
afterAll(async () => stage.database.drop());

async function day(person: Person) {
	const { reader } = await actor(stage, person);
	const { rulebook, database } = stage;
	return readInspectorDay({ db: database.web, rulebook, clock: { now: () => NOW } }, reader);
}
async function log(inspection: string | null, person: Person): Promise<void> {
	const { directory } = await stage.rulebook.current();
	const agencyId = directory.byCode('H21.01');
	const made = await logFinding(
		stage.database.web,
		{
			...{ category: 'F06', severity: null, agencyId, unit: null, person: null, clause: null },
			...{ dossiers: [], cause: null, text: 'x', evidence: [], happenedAt: null, figure: null },
			...{ origin: { kind: 'none', id: null }, inspection, sentAs: null }
		},
		await actor(stage, person)
	);
	if (!made.accepted) throw new Error(made.refusal.code);
}

it('the day of an inspector is empty, then holds what is open, to come, to be signed and to be confirmed', async () => {
	expect(await day('inspector')).toMatchObject({ now: [], waiting: [], coming: [], findings: [] });
	const code = await plan(stage, 'unannounced');
	await act(stage, code, await founding(stage), 'office');
	const later = await plan(stage, 'unannounced');
	const span = { from: '2026-11-24', to: '2026-11-25' };
	await act(stage, later, await founding(stage, span), 'office');
	expect(await day('inspector')).toMatchObject({
		now: [{ code, acts: ['opened'], notes: true }],
		coming: [{ code: later }]
	});
	// A member's days of the later one have not come; whose agency it is, knows of neither.
	expect(await day('justice')).toMatchObject({ now: [{ code, acts: [] }], coming: [] });
	expect(await day('land')).toMatchObject({ now: [], waiting: [], coming: [], findings: [] });

	await act(stage, code, { kind: 'opened', place: 'Trụ sở', present: [] }, 'inspector');
	const [first] = (await day('inspector')).now;
	const note = { kind: 'noted', result: 'met', text: '', dossiers: [] } as const;
	await act(stage, code, { ...note, item: 'cong-khai.niem-yet' }, 'justice');
	await log(code, 'justice');
	const then = await day('inspector');
	expect(then.now[0]?.open).toBe((first?.open ?? 0) - 1);
	expect(then.now[0]).toMatchObject({ place: 'Trụ sở', items: first?.items });
	expect(then.findings).toMatchObject([{ inspection: code, waitsFor: 'confirmed' }]);
	expect((await day('justice')).findings).toEqual([]);

	await act(stage, code, { kind: 'minutes_released', minutes: MINUTES }, 'inspector');
	expect(await day('inspector')).toMatchObject({
		now: [],
		waiting: [{ code, acts: ['leader_signed'] }]
	});
	expect(await day('land')).toMatchObject({ waiting: [{ code, acts: ['unit_signed'] }] });
});

it('what an inspector logged themselves outside an inspection waits for another one', async () => {
	const before = (await day('inspector')).findings.length;
	await log(null, 'inspector');
	expect((await day('inspector')).findings).toHaveLength(before);
	expect((await day('office')).findings.map(({ waitsFor }) => waitsFor)).toContain('confirmed');
});

it('the form of a team begins with the team as it is, grows, and sends more than its first rows', () => {
	const team = Array.from({ length: 9 }, (_, n) => ({
		...{ email: n % 2 === 0 ? `p${n}@test.example` : null, name: `P${n}` },
		...{ title: 'Chuyên viên', agency: 'H21.02', leads: n === 0 }
	}));
	const typed = typedTeam(team);
	expect([teamRows(null), teamRows(null, 9), teamRows({ rows: '11', more: 'founded' })]).toEqual([
		...[6, 11, 17]
	]);
	expect(teamRows({ rows: '100000', more: 'founded' })).toBe(60);
	const form = new FormData();
	form.set('kind', 'team_changed');
	form.set('number', DOCUMENT.number);
	form.set('on', DOCUMENT.on);
	for (const [name, value] of Object.entries(typed)) form.set(name, value);
	const asked = team.map(({ name, ...one }) => ({ ...one, name: one.email === null ? name : '' }));
	expect(actOfForm(form)).toEqual({ kind: 'team_changed', document: DOCUMENT, team: asked });
});
