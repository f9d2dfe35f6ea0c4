import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { draftLetter, issueLetter } from '#lib/server/commands/letters.ts';
import { replyToUrging, urge } from '#lib/server/commands/urging.ts';
import { readAs } from '#lib/server/store/reading.ts';
import { readUrgings, urgedList } from '#lib/server/web/urgings.ts';
import { letterOrder } from '#lib/server/web/letter-shapes.ts';
import { orderedLetter } from '#lib/server/web/letters.ts';
import { itemsOfUrging, urgingByCode } from '#lib/server/store/urgings.ts';
import type { Desk } from '#lib/server/desk.ts';
import { aRecord } from '../makers/feed.ts';
import { LAND_OFFICE } from '../makers/province.ts';
import { aStage, instant, type Person, type Stage } from '../urging/stage.ts';

const OVERDUE = { figure: 'open.overdue' };

let stage: Stage;
beforeEach(async () => {
	stage = await aStage('2026-11-20T09:00');
	await stage.dossiers(3, '2026-11-18');
});
afterEach(async () => stage.end());

const desk = () =>
	({
		...{ db: stage.database.web, rulebook: stage.rulebook, clock: stage.clock },
		settings: { demo: false }
	}) as unknown as Desk;
async function by(person: Person) {
	const now = stage.clock.now();
	const reader = await stage.reader(person);
	return { reader, address: '10.0.0.1', now, realNow: Date.now(), channels: [] };
}
async function drafted(given: unknown, person: Person = 'office'): Promise<string> {
	const actor = await by(person);
	const letter = await orderedLetter(desk(), actor.reader, letterOrder.parse(given));
	if (!letter.accepted) throw new Error(letter.refusal.code);
	const made = await draftLetter(stage.database.web, letter.value, actor);
	if (!made.accepted) throw new Error(made.refusal.code);
	return made.value.code;
}
async function issued(code: string, on: string, number = '1907', person: Person = 'office') {
	const rules = await stage.rulebook.current();
	return issueLetter(stage.database.web, rules, { code, number, on }, await by(person));
}
async function remind() {
	const actor = await by('office');
	const list = await urgedList(desk(), actor.reader, { kind: 'dossiers', filter: OVERDUE });
	if (!list.accepted) throw new Error(list.refusal.code);
	const urged = { ...list.value, replyBy: '2026-12-04', text: 'Đề nghị giải quyết' };
	return urge(stage.database.web, await stage.rulebook.current(), urged, actor);
}
async function finish(n: number, at: string) {
	stage.clock.set(instant(at) + 60_000);
	const time = `${at.replaceAll(/\D/g, '')}00`;
	const done = { DonViXuLy: LAND_OFFICE, TrangThaiHoSo: '10', NgayTra: time };
	await stage.send(aRecord(`H21.01-2026-11-18-${n}`, { ...done, NgayKetThucXuLy: time }));
}
const history = async (person: Person, agency = 'H21.01') =>
	readUrgings(desk(), await stage.reader(person), agency);

describe('a letter that has been issued', () => {
	it('is an urging of each agency, numbered on with the reminders of the same list', async () => {
		await remind();
		await remind();
		const code = await drafted({ dossiers: OVERDUE });
		stage.clock.set(instant('2026-11-23T10:00'));
		expect(await issued(code, '2026-11-23')).toMatchObject({
			value: { urgings: [{ code: 'DD-3', agency: 'H21.01', n: 3, count: 3 }] }
		});
		expect(await remind()).toMatchObject({ value: { urgings: [{ n: 4 }] } });
		const [, letter] = (await history('land')) ?? [];
		expect(letter).toMatchObject({
			...{ code: 'DD-3', n: 3, count: 3, moved: 0, question: 'figure=open.overdue' },
			// The head was sent it by the document-management system, and opens the Committee's own letters nowhere.
			letter: { code, number: '1907/UBND-KSTT', issuedOn: '2026-11-23', seen: false },
			...{
				replyBy: '2026-11-27',
				reply: null,
				mayReply: true,
				asOf: '2026-11-23T00:00:00.000+07:00'
			}
		});
		expect((await history('office'))?.[1]?.letter).toMatchObject({ seen: true });
		expect(await history('justice')).toEqual([]);
	});

	it('follows the reminder that it came of, whatever list that was of', async () => {
		await remind();
		const code = await drafted({ urging: 'DD-1' });
		expect(await issued(code, '2026-11-20')).toMatchObject({ value: { urgings: [{ n: 2 }] } });
	});

	it('counts from its day, whenever somebody came to enter it', async () => {
		const code = await drafted({ dossiers: OVERDUE });
		await finish(0, '2026-11-21T10:00');
		await finish(1, '2026-11-23T08:00');
		stage.clock.set(instant('2026-11-25T10:00'));
		await issued(code, '2026-11-23');
		const kept = await readAs(stage.database.web, await stage.reader('office'), async (sql) => {
			const one = await urgingByCode(sql, 'DD-1');
			return one === null ? null : { ...one, items: await itemsOfUrging(sql, one, 10) };
		});
		// Finished before it was issued, or after: neither lies still. The third does.
		expect(kept).toMatchObject({ count: 3, moved: 2, asOf: instant('2026-11-23T00:00') });
		expect(kept?.items[0]).toEqual({ code: 'H21.01-2026-11-18-2', moved: false });
		await finish(2, '2026-11-25T11:00');
		expect(await history('office')).toMatchObject([{ moved: 3 }]);
		expect(await remind()).toMatchObject({ refusal: { code: 'urging.nothing' } });
	});

	it('entered twice at once counts once, and is told to the head once', async () => {
		const code = await drafted({ dossiers: OVERDUE });
		const twice = await Promise.all([issued(code, '2026-11-20'), issued(code, '2026-11-20')]);
		expect(twice.filter(({ accepted }) => accepted)).toHaveLength(1);
		expect(await history('office')).toHaveLength(1);
		expect(await stage.said()).toEqual(['land urging urging:DD-1']);
		const [notice] = await stage.database.sql<{ facts: object }[]>`select facts from notices`;
		expect(notice?.facts).toMatchObject({ n: 1, count: 3, letter: '1907/UBND-KSTT' });
		const [told] = await stage.database.sql<{ ids: string[] }[]>`
			select ids from ledger where kind = 'notices' order by seq desc limit 1`;
		const land = (await stage.reader('land')).account?.id;
		expect(told?.ids).toEqual([`account:${land}`]);
		const answer = { code: 'DD-1', text: 'Sẽ xong trong tuần' };
		expect(await replyToUrging(stage.database.web, answer, await by('land'))).toMatchObject({
			accepted: true
		});
		expect(await history('office')).toMatchObject([{ reply: { text: 'Sẽ xong trong tuần' } }]);
	});

	it('about tasks urges who leads them, and what was handed in before its day has moved', async () => {
		const [first = '', second = ''] = await stage.tasks(2, { due: '2026-11-23' });
		await stage.tasks(1, { lead: 'H21.02', due: '2026-11-23' });
		stage.clock.set(instant('2026-11-24T09:00'));
		for (const one of [first, second]) await stage.act(one, 'land', { kind: 'acknowledged' });
		const code = await drafted({ tasks: OVERDUE });
		stage.clock.set(instant('2026-11-24T15:00'));
		await stage.act(first, 'land', { kind: 'submitted', evidence: ['BC 12/BC-STP'] });
		stage.clock.set(instant('2026-11-25T09:00'));
		expect(await issued(code, '2026-11-25')).toMatchObject({
			value: {
				urgings: [
					{ agency: 'H21.01', n: 1, count: 2 },
					{ agency: 'H21.02', n: 1, count: 1 }
				]
			}
		});
		expect(await history('land')).toMatchObject([{ kind: 'tasks', count: 2, moved: 1 }]);
		expect(await history('justice', 'H21.02')).toMatchObject([{ count: 1, moved: 0 }]);
	});

	it('to the leader (phiếu báo cáo) urges nobody', async () => {
		await stage.tasks(1, { due: '2026-11-19' });
		const code = await drafted({ kind: 'report', tasks: OVERDUE });
		expect(await issued(code, '2026-11-20')).toMatchObject({ value: { urgings: [] } });
		expect(await history('office')).toEqual([]);
		expect(await stage.said()).toEqual([]);
	});
});

describe('the sheet that the Chief of Office is told is ready', () => {
	const sheet = async (q: string) => {
		const { reader } = await by('office');
		const order = letterOrder.parse({ kind: 'report', tasks: { q } });
		const letter = await orderedLetter(desk(), reader, order);
		if (!letter.accepted) throw new Error(letter.refusal.code);
		const { frozen, said } = letter.value;
		const filled = Object.entries(frozen.tables).filter(([, rows]) => rows.length > 0);
		return { said, tables: Object.fromEntries(filled) };
	};

	it('of a task that nobody took up names it alone, with the day by which it had to be', async () => {
		const codes = await stage.tasks(12, { due: '2026-12-31' });
		const [first = ''] = codes;
		expect(first).toBe('NV-1');
		expect((await sheet(first)).tables).toEqual({});
		// Two working days for several tasks: 24/11 is nobody's.
		stage.clock.set(instant('2026-11-26T09:00'));
		const { tables, said } = await sheet(first);
		expect(tables).toEqual({
			tasksUnacknowledged: [
				expect.objectContaining({ code: 'NV-1', due: '2026-11-25', finished: null, days: 1 })
			]
		});
		expect(said.subject).toBe('về tình hình chậm tiếp nhận nhiệm vụ được giao');
		const code = await drafted({ kind: 'report', tasks: { q: first } });
		expect(await issued(code, '2026-11-26', '88')).toMatchObject({
			value: { number: '88/PBC-VP', urgings: [] }
		});
	});

	it('of a task past its day names it as overdue, and an urging letter never as not taken up', async () => {
		const [code = ''] = await stage.tasks(1, { due: '2026-11-23' });
		stage.clock.set(instant('2026-12-04T09:00'));
		expect(Object.keys((await sheet(code)).tables)).toEqual([
			'tasksOverdue',
			'tasksUnacknowledged'
		]);
		const letter = await drafted({ tasks: OVERDUE });
		const [row] = await stage.database.sql<{ untaken: number }[]>`
			select jsonb_array_length(frozen -> 'tables' -> 'tasksUnacknowledged') as untaken
			from letters where code = ${letter}`;
		expect(row?.untaken).toBe(0);
	});
});
