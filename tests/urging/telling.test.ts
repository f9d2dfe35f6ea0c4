import { afterEach, expect, it } from 'vitest';
import { dayOf } from '#lib/domain/calendar/time.ts';
import { listDossiers } from '#lib/server/store/dossiers.ts';
import { inboxOf, unreadOf } from '#lib/server/store/notices.ts';
import { readAs } from '#lib/server/store/reading.ts';
import { listQuery, listParams } from '#lib/server/web/overview-params.ts';
import { LAND_OFFICE } from '../makers/province.ts';
import { aStage, instant, type Person, type Stage } from './stage.ts';

let stage: Stage;
afterEach(async () => stage.end());

async function at(text: string): Promise<void> {
	stage.clock.set(instant(text));
	await stage.telling.look();
}
/** What stands and was said since the last asking. */
async function newly(known: readonly string[]): Promise<string[]> {
	return (await stage.said()).filter((line) => !known.includes(line) && !line.startsWith('('));
}

it('T14, T19 climbs with the training clock over a weekend, a make-up Saturday and a bridge, each once', async () => {
	stage = await aStage('2026-08-17T09:00');
	const [code = ''] = await stage.tasks(1, { due: '2026-08-21' });
	await at('2026-08-17T09:01');
	expect(await newly([])).toEqual([`land assigned task:${code}`]);
	await stage.act(code, 'land', { kind: 'acknowledged' });
	await stage.act(code, 'land', { kind: 'assigned_inside', unit: LAND_OFFICE, due: null });
	const ladder: string[] = [];
	const days = Array.from({ length: 22 }, (_, n) =>
		dayOf(instant('2026-08-18T00:00') + n * 86_400_000)
	);
	for (const day of days) {
		for (const time of ['06:59', '07:00', '12:00', '16:59', '18:00']) {
			const before = await stage.said();
			await at(`${day}T${time}`);
			const fresh = await newly(before);
			ladder.push(
				...fresh.filter((line) => !line.includes('morning')).map((line) => `${day} ${time} ${line}`)
			);
		}
	}
	expect(ladder).toEqual([
		`2026-08-18 07:00 officer due_first task:${code}`,
		`2026-08-20 07:00 officer due_second task:${code}`,
		`2026-08-21 07:00 officer due_day task:${code}`,
		// The Saturday that makes up for the bridge of 31/8 is worked; the Sunday after it is not.
		`2026-08-22 07:00 landOffice overdue_unit task:${code}`,
		`2026-08-24 07:00 land overdue_agency task:${code}`,
		`2026-08-25 07:00 justice overdue_tracker task:${code}`,
		`2026-08-27 07:00 office overdue_report task:${code}`
	]);
	expect((await stage.said()).some((line) => line.startsWith('leader '))).toBe(false);
});

it('says on return what is due then, not on the Saturday on which the server came back', async () => {
	stage = await aStage('2026-11-16T09:00');
	const [code = ''] = await stage.tasks(1, { due: '2026-11-18' });
	await stage.act(code, 'land', { kind: 'acknowledged' });
	await at('2026-11-21T10:00');
	expect(await stage.said()).toEqual([]);
	await at('2026-11-23T07:00');
	expect((await stage.said()).filter((line) => line.includes('task:'))).toEqual([
		`deputy overdue_unit task:${code}`,
		`land overdue_agency task:${code}`,
		`justice overdue_tracker task:${code}`
	]);
});

it('HỎA TỐC is spoken of in the night from Saturday to Sunday', async () => {
	stage = await aStage('2026-11-20T09:00');
	const [code = ''] = await stage.tasks(1, { due: '2026-11-21', urgency: 'hoa_toc' });
	await stage.act(code, 'land', { kind: 'acknowledged' });
	await at('2026-11-22T04:00');
	expect(await stage.said()).toEqual([`deputy overdue_unit task:${code}`]);
});

it('HỎA TỐC that nobody has taken up climbs by hours of the same night, what is not urgent waits for Monday', async () => {
	stage = await aStage('2026-11-20T16:50');
	const [urgent = ''] = await stage.tasks(1, { urgency: 'hoa_toc' });
	const [other = ''] = await stage.tasks(1);
	await at('2026-11-20T16:51');
	await at('2026-11-20T18:51');
	const late = [`land acknowledge_agency task:${urgent}`];
	expect((await stage.said()).filter((line) => line.includes('acknowledge_'))).toEqual(late);
	await at('2026-11-21T10:00');
	const said = await stage.said();
	expect(said).toContain(`justice acknowledge_tracker task:${urgent}`);
	expect(said.filter((line) => line.includes(other) && line.includes('acknowledge_'))).toEqual([]);
});

it('T20, T28 another owner, another due day and a pause take back what was to be said, and clear what was', async () => {
	stage = await aStage('2026-11-16T09:00');
	const [moved = '', paused = '', given = ''] = await stage.tasks(3, { due: '2026-11-18' });
	for (const code of [moved, paused]) await stage.act(code, 'land', { kind: 'acknowledged' });
	await stage.act(moved, 'land', { kind: 'extension_asked', until: '2026-11-27', reason: 'x' });
	await at('2026-11-17T07:00');
	expect(await newly([])).toEqual(
		expect.arrayContaining([
			`land due_second task:${moved}`,
			`land due_second task:${paused}`,
			`land assigned task:${given}`
		])
	);
	await stage.act(moved, 'office', {
		kind: 'extension_decided',
		granted: true,
		document: '9/UBND'
	});
	await stage.act(paused, 'office', { kind: 'paused', reason: 'x' });
	await stage.act(given, 'land', { kind: 'correction_asked', reason: 'x' });
	const { directory } = await stage.rulebook.current();
	await stage.act(given, 'office', {
		...{ kind: 'correction_decided', document: '10/UBND' },
		leadId: directory.byCode('H21.C1')
	});
	await at('2026-11-17T07:01');
	const said = await stage.said();
	expect(said).toContain(`(land due_second task:${moved})`);
	expect(said).toContain(`(land due_second task:${paused})`);
	expect(said).toContain(`(land assigned task:${given})`);
	expect(said).toContain(`commune assigned task:${given}`);
	await at('2026-11-19T07:00');
	expect(
		(await newly(said)).filter((line) => !line.includes(given) && line.includes('task:'))
	).toEqual([]);
});

it('T28 clears itself when what it told of is done, and leaves the count of the bell', async () => {
	stage = await aStage('2026-11-16T09:00');
	const [code = ''] = await stage.tasks(1);
	await stage.telling.look();
	const land = await stage.reader('land');
	const unread = async () => readAs(stage.database.web, land, unreadOf);
	expect(await unread()).toBe(1);
	await stage.act(code, 'land', { kind: 'acknowledged' });
	await stage.telling.look();
	expect(await unread()).toBe(0);
	expect(await stage.said()).toEqual([`(land assigned task:${code})`]);
});

it('T18 ten thousand dossiers overdue at once are one message to each head and one digest', async () => {
	stage = await aStage('2026-11-20T08:00');
	await stage.dossiers(10_000, '2026-11-20');
	const tasks = await stage.tasks(40, { due: '2026-11-20' });
	for (const code of tasks) await stage.act(code, 'land', { kind: 'acknowledged' });
	await at('2026-11-23T07:00');
	await at('2026-11-23T07:05');
	const said = await stage.said();
	const of = (person: Person) => said.filter((line) => line.startsWith(`${person} `));
	expect(of('land')).toEqual(['land morning agency:H21.01']);
	expect(of('landOffice')).toEqual(['landOffice morning agency:H21.01.01']);
	expect(of('office')).toEqual(['office morning_province province']);
	expect(of('deputy')).toEqual(['deputy digest notices']);
	expect(of('justice')).toEqual([]);
	const deputy = await stage.reader('deputy');
	const inbox = await readAs(stage.database.web, deputy, async (sql) => inboxOf(sql, 'open', 50));
	expect(inbox).toMatchObject({ unread: 1, items: [{ facts: { count: 40 }, standing: 40 }] });
	const [mine] = await readAs(
		stage.database.web,
		await stage.reader('land'),
		async (sql) => (await inboxOf(sql, 'open', 50)).items
	);
	expect(mine?.facts).toMatchObject({ dossiersOverdue: 10_000, tasksOverdue: 40 });
}, 120_000);

it('the list of the morning comes as the office opens, by unit, and is the numbers of the desk', async () => {
	stage = await aStage('2026-11-19T08:00');
	await stage.dossiers(7, '2026-11-20');
	await stage.dossiers(3, '2026-11-19');
	await at('2026-11-20T06:59');
	expect(await newly([])).toEqual([]);
	await at('2026-11-20T07:00');
	const land = await stage.reader('land');
	const rules = await stage.rulebook.current();
	const now = stage.clock.now();
	const [list] = await readAs(
		stage.database.web,
		land,
		async (sql) => (await inboxOf(sql, 'open', 9)).items
	);
	const total = async (asked: Record<string, string>) => {
		const query = listQuery(listParams.parse({ ...asked, agency: 'H21.01' }), rules, now);
		return readAs(
			stage.database.web,
			land,
			async (sql) => (await listDossiers(sql, rules, land.sees.dossiers, query, now)).total
		);
	};
	expect(list).toMatchObject({ level: 'morning', facts: { dossiersDue: 7, dossiersOverdue: 3 } });
	expect(await total({ due: '2026-11-20' })).toBe(7);
	expect(await total({ figure: 'open.overdue' })).toBe(3);
	expect(list?.facts.units?.reduce((n, { count }) => n + count, 0)).toBe(7);
	// A day later it is no longer this morning's.
	await at('2026-11-23T07:00');
	expect(await stage.said()).toContain('(land morning agency:H21.01)');
});

it('nobody reads what another person is told', async () => {
	stage = await aStage('2026-11-16T09:00');
	await stage.tasks(1);
	await stage.telling.look();
	for (const person of ['office', 'leader', 'justice'] as const) {
		const seen = await readAs(
			stage.database.web,
			await stage.reader(person),
			async (sql) => sql`select 1 from notices`
		);
		expect(seen, person).toHaveLength(0);
	}
});
