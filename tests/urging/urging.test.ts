import { afterEach, expect, it } from 'vitest';
import { replyToUrging, urge, type Urged } from '#lib/server/commands/urging.ts';
import { readAs } from '#lib/server/store/reading.ts';
import { listUrgings, marksOf, urgingByCode } from '#lib/server/store/urgings.ts';
import { aRecord } from '../makers/feed.ts';
import { LAND_OFFICE } from '../makers/province.ts';
import { aStage, instant, type Person, type Stage } from './stage.ts';

let stage: Stage;
afterEach(async () => stage.end());

async function by(person: Person) {
	const now = stage.clock.now();
	const reader = await stage.reader(person);
	return { reader, address: '10.0.0.1', now, realNow: Date.now(), channels: [] };
}
async function idOf(code: string): Promise<number> {
	const id = (await stage.rulebook.current()).directory.byCode(code);
	if (id === null) throw new Error(code);
	return id;
}
/** The overdue dossiers of the land office, as the office urges about them. */
async function urged(agency = 'H21.01'): Promise<Urged> {
	const { reader } = await by('office');
	const items = await readAs(stage.database.web, reader, async (sql) => {
		const rows = await sql<{ code: string }[]>`select code from dossiers order by code`;
		return marksOf(
			sql,
			'dossiers',
			rows.map(({ code }) => code)
		);
	});
	return {
		...{ kind: 'dossiers', question: 'figure=open.overdue', replyBy: '2026-11-27' },
		...{ text: 'Đề nghị giải quyết', parts: [{ agencyId: await idOf(agency), items }] }
	};
}
async function send(person: Person = 'office', what?: Urged) {
	const rules = await stage.rulebook.current();
	return urge(stage.database.web, rules, what ?? (await urged()), await by(person));
}
const seen = async (person: Person, code: string) =>
	readAs(stage.database.web, (await by(person)).reader, async (sql) => urgingByCode(sql, code));

it('is numbered for the same agency and question, and begins anew when all of it has moved', async () => {
	stage = await aStage('2026-11-20T09:00');
	await stage.dossiers(3, '2026-11-18');
	for (const n of [1, 2, 3]) {
		expect(await send()).toMatchObject({
			accepted: true,
			value: { urgings: [{ agency: 'H21.01', n, count: 3 }] }
		});
	}
	stage.clock.set(instant('2026-11-20T10:00'));
	for (const n of [0, 1, 2]) {
		const done = { DonViXuLy: LAND_OFFICE, TrangThaiHoSo: '10' };
		const times = { NgayKetThucXuLy: '20261120095500', NgayTra: '20261120095500' };
		await stage.send(aRecord(`H21.01-2026-11-18-${n}`, { ...done, ...times }));
		expect(await seen('office', 'DD-3')).toMatchObject({ count: 3, moved: n + 1 });
	}
	expect(await send()).toMatchObject({ value: { urgings: [{ n: 1 }] } });
});

it('two who urge at the same moment get two numbers', async () => {
	stage = await aStage('2026-11-20T09:00');
	await stage.dossiers(2, '2026-11-18');
	const both = await Promise.all([send('office'), send('leader')]);
	const numbers = both.flatMap((one) => (one.accepted ? one.value.urgings.map(({ n }) => n) : []));
	expect(numbers.toSorted((a, b) => a - b)).toEqual([1, 2]);
});

it('T28 is told to the head, answered once, and the answer to who urged', async () => {
	stage = await aStage('2026-11-20T09:00');
	await stage.dossiers(1, '2026-11-18');
	await send();
	expect(await stage.said()).toEqual(['land urging urging:DD-1']);
	const answer = { code: 'DD-1', text: 'Sẽ xong trong tuần' };
	const reply = async (person: Person) =>
		replyToUrging(stage.database.web, answer, await by(person));
	expect(await reply('justice')).toMatchObject({ refusal: { code: 'urging.unknown' } });
	expect(await reply('leader')).toMatchObject({ refusal: { code: 'urging.not_yours' } });
	expect(await reply('land')).toMatchObject({ accepted: true });
	expect(await reply('land')).toMatchObject({ refusal: { code: 'urging.already_answered' } });
	expect(await stage.said()).toEqual([
		'(land urging urging:DD-1)',
		'office urging_reply urging:DD-1'
	]);
	expect(await seen('office', 'DD-1')).toMatchObject({ reply: 'Sẽ xong trong tuần' });
	const acts = await stage.database.sql<{ action: string }[]>`
		select action from audit where action like 'urging.%' order by n`;
	expect(acts.map(({ action }) => action)).toEqual(['urging.send', 'urging.reply']);
});

it('a head urges inside the own agency alone, and nobody sees another agency’s urgings', async () => {
	stage = await aStage('2026-11-20T09:00');
	await stage.dossiers(1, '2026-11-18');
	expect(await send('justice')).toMatchObject({ refusal: { code: 'urging.not_yours' } });
	expect(await send('officer')).toMatchObject({ refusal: { code: 'urging.not_yours' } });
	expect(await send('land', await urged('H21.01.01'))).toMatchObject({ accepted: true });
	expect(await stage.said()).toEqual(['landOffice urging urging:DD-1']);
	const count = async (person: Person) =>
		readAs(
			stage.database.web,
			(await by(person)).reader,
			async (sql) => (await listUrgings(sql, null, 10)).length
		);
	expect([await count('land'), await count('office'), await count('justice')]).toEqual([1, 1, 0]);
});
