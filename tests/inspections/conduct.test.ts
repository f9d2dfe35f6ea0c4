import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY } from '#lib/domain/calendar/time.ts';
import type { Minutes } from '#lib/domain/inspections/inspection.ts';
import { actOnInspection } from '#lib/server/commands/inspections/act.ts';
import { inspectionByCode, listInspections } from '#lib/server/store/inspections.ts';
import { readAfter } from '#lib/server/store/ledger.ts';
import { inboxOf } from '#lib/server/store/notices.ts';
import { readAs } from '#lib/server/store/reading.ts';
import { openRulebook } from '#lib/server/store/rulebook.ts';
import { emailOf, NOW, settle, type Person } from '../accounts/province.ts';
import { freshDatabase } from '../setup/database.ts';
import { accountOf, act, actor, founding, plan, type InspectionStage } from './stage.ts';

const opening = { kind: 'opened', place: 'Trụ sở', present: ['Phó Giám đốc'] } as const;
const note = {
	kind: 'noted',
	item: null,
	result: 'not_met',
	text: 'GHI-RIENG',
	dossiers: []
} as const;
const minutes: Minutes = {
	...{ place: 'Trụ sở', present: [], dossiers: [], achieved: 'Niêm yết đủ', causes: '' },
	...{ shortcomings: [], responsibility: '', recommendations: [] }
};

let stage: InspectionStage;
beforeAll(async () => {
	const database = await freshDatabase();
	stage = { database, rulebook: openRulebook(database.web.sql) };
	await settle(database);
});
afterAll(async () => stage.database.drop());

async function read(code: string, person: Person, now = NOW) {
	const { reader } = await actor(stage, person, now);
	return readAs(stage.database.web, reader, async (sql) => inspectionByCode(sql, code));
}
async function listed(person: Person, now = NOW): Promise<string[]> {
	const { reader } = await actor(stage, person, now);
	const found = await readAs(stage.database.web, reader, async (sql) =>
		listInspections(sql, { year: null })
	);
	return found.map(({ code }) => code);
}

describe('an unannounced inspection', () => {
	it('does not exist for the inspected agency until it opens there, whatever the agency asks', async () => {
		const code = await plan(stage, 'unannounced');
		expect(await act(stage, code, await founding(stage), 'office')).toBe('founded');
		const nothing = 'KT-2026-never';
		for (const what of [note, opening, { kind: 'leader_signed' }] as const) {
			expect(await act(stage, code, what, 'land')).toBe('inspection.unknown');
			expect(await act(stage, nothing, what, 'land')).toBe('inspection.unknown');
		}
		for (const person of ['land', 'officer', 'centre', 'admin', 'screen'] as const) {
			expect(await read(code, person), person).toBe(null);
			expect(await listed(person), person).toEqual([]);
		}
		for (const person of ['office', 'leader', 'inspector', 'justice'] as const) {
			expect(await listed(person), person).toEqual([code]);
		}
		expect(await act(stage, code, note, 'justice')).toBe('founded');
		expect(await act(stage, code, opening, 'justice')).toBe('inspection.not_yours');
		expect(await act(stage, code, opening, 'inspector')).toBe('opened');

		expect(await listed('land')).toEqual([code]);
		const theirs = await read(code, 'land');
		expect(theirs?.inspection.notes).toEqual([]);
		expect(theirs?.happened.map(({ kind }) => kind)).toEqual(['planned', 'founded', 'opened']);
		expect((await read(code, 'office'))?.inspection.notes).toHaveLength(1);
		expect(await act(stage, code, note, 'land')).toBe('inspection.not_yours');
	});

	it('tells the ledger’s readers of its agency only from its opening on, and never of a note', async () => {
		const code = await plan(stage, 'unannounced');
		await act(stage, code, await founding(stage), 'office');
		await act(stage, code, note, 'inspector');
		await act(stage, code, opening, 'inspector');
		await act(stage, code, note, 'inspector');
		await act(stage, code, { kind: 'minutes_released', minutes }, 'inspector');
		const told = (await readAfter(stage.database.sql, 0, 1000)).filter(({ ids }) =>
			ids.includes(code)
		);
		expect(told.map(({ agencies }) => agencies.length)).toEqual([0, 0, 0, 1, 0, 1]);
		const leader = `account:${await accountOf(stage, 'inspector')}`;
		expect(told[1]?.ids).toContain(leader);
	});

	it('codes do not count up', async () => {
		const numbers: number[] = [];
		for (let n = 0; n < 6; n += 1) {
			numbers.push(Number((await plan(stage, 'unannounced')).slice('KT-2026-'.length)));
		}
		const steps = numbers.slice(1).map((number, n) => number - (numbers[n] ?? 0));
		expect(steps.every((step) => Math.abs(step) === 1)).toBe(false);
	});

	it('leaves its agency and its text out of the record of acts', async () => {
		const rows = await stage.database.sql<{ it: string }[]>`
			select subject || coalesce(before::text, '') || coalesce(after::text, '') as it from audit
			where action like 'inspection.%'`;
		expect(rows.length).toBeGreaterThan(4);
		const text = rows.map(({ it }) => it).join();
		for (const telling of ['H21.01', 'agency', 'Ý kiến chỉ đạo', 'GHI-RIENG']) {
			expect(text).not.toContain(telling);
		}
	});
});

describe('a member of the team', () => {
	it('has access on the days of the inspection and not a day longer; the leader until the conclusion', async () => {
		const code = await plan(stage, 'unannounced');
		const days = { from: '2026-11-21', to: '2026-11-25' };
		await act(stage, code, await founding(stage, days), 'office');
		const seen = async (person: Person, n: number) =>
			(await read(code, person, NOW + n * DAY)) !== null;
		// 20, 21, 25 and 26/11.
		for (const [n, member] of [
			[0, false],
			[1, true],
			[5, true],
			[6, false]
		] as const) {
			expect([n, await seen('justice', n)]).toEqual([n, member]);
			expect(await seen('inspector', n)).toBe(true);
			expect(await act(stage, code, note, 'justice', NOW + n * DAY)).toBe(
				member ? 'founded' : 'inspection.unknown'
			);
		}
	});

	it('who has left the team finds nothing of it any more', async () => {
		const code = await plan(stage, 'unannounced');
		const first = await founding(stage);
		await act(stage, code, first, 'office');
		expect(await read(code, 'justice')).not.toBe(null);
		const team = first.team.filter(({ leads }) => leads);
		const document = { number: '101/QĐ-UBND', on: '2026-11-20' };
		await act(stage, code, { kind: 'team_changed', document, team }, 'office');
		expect(await read(code, 'justice')).toBe(null);
	});

	it('of the inspected body is refused, by agency and by post', async () => {
		const code = await plan(stage, 'planned');
		const asked = await founding(stage);
		const { directory } = await stage.rulebook.current();
		const below = directory.byCode('H21.01.01') ?? 0;
		const [leader, member] = asked.team;
		if (leader === undefined || member === undefined) throw new Error('no team');
		const team = [leader, { ...member, agencyId: below }];
		expect(await act(stage, code, { ...asked, team }, 'office')).toBe('inspection.member_of_body');
		const officer = { ...member, accountId: await accountOf(stage, 'officer') };
		expect(await act(stage, code, { ...asked, team: [leader, officer] }, 'office')).toBe(
			'inspection.member_of_body'
		);
		expect(await listed('land')).not.toContain(code);
	});
});

describe('two who act at once', () => {
	it('go one after the other, and no event is lost', async () => {
		const code = await plan(stage, 'unannounced');
		await act(stage, code, await founding(stage), 'office');
		await act(stage, code, opening, 'inspector');
		await Promise.all(
			Array.from({ length: 8 }, async (_, n) =>
				act(stage, code, { ...note, text: `${n}` }, n % 2 === 0 ? 'inspector' : 'justice')
			)
		);
		expect((await read(code, 'office'))?.inspection.notes).toHaveLength(8);
	});
});

describe('notices', () => {
	/** What stands in somebody's inbox of an inspection, as the database lets them read it. */
	async function inbox(code: string, person: Person): Promise<string[]> {
		const { reader } = await actor(stage, person);
		const { items } = await readAs(stage.database.web, reader, async (sql) =>
			inboxOf(sql, 'open', 100)
		);
		return items.flatMap(({ subject, level }) => (subject.endsWith(code) ? [level] : []));
	}
	const notice = { number: '5/TB', on: '2026-11-20' };

	it('of an unannounced inspection reach its agency only when it opens, its members when they are named', async () => {
		const code = await plan(stage, 'unannounced');
		const first = await founding(stage);
		const team = first.team.filter(({ leads }) => leads);
		await act(stage, code, { ...first, team }, 'office');
		expect(await inbox(code, 'inspector')).toEqual(['inspection_team']);
		expect(await inbox(code, 'justice')).toEqual([]);
		const document = { number: '101/QĐ-UBND', on: '2026-11-20' };
		await act(stage, code, { kind: 'team_changed', document, team: first.team }, 'office');
		await act(stage, code, note, 'justice');
		const moved = { kind: 'rescheduled', document, from: '2026-11-20', to: '2026-11-26' } as const;
		await act(stage, code, moved, 'office');
		expect(await inbox(code, 'inspector')).toEqual(['inspection_moved', 'inspection_team']);
		expect(await inbox(code, 'justice')).toEqual(['inspection_moved', 'inspection_team']);
		const [before] = await stage.database.sql<{ it: string }[]>`
			select coalesce(string_agg(subject || facts::text || event, ''), '') as it from notices
			where account_id in (select account_id from posts
				where agency_id = (select agency_id from inspections where code = ${code}))`;
		expect(before?.it).not.toContain(code);

		await act(stage, code, opening, 'inspector');
		expect(await inbox(code, 'land')).toEqual(['inspection_opened']);
		await act(stage, code, { kind: 'minutes_released', minutes }, 'inspector');
		expect(await inbox(code, 'land')).toEqual(['inspection_minutes']);
		await act(stage, code, { kind: 'unit_signed', title: 'Giám đốc', opinion: '' }, 'land');
		expect(await inbox(code, 'land')).toEqual([]);

		// Then who ordered it has something to sign, and the agency something to read.
		await act(stage, code, { kind: 'leader_signed' }, 'inspector');
		const conclusion = { achieved: '', shortcomings: [], recommendations: [], reportBy: null };
		const drafted = { kind: 'conclusion_drafted', conclusion } as const;
		await act(stage, code, drafted, 'inspector');
		await act(stage, code, drafted, 'inspector');
		expect(await inbox(code, 'leader')).toEqual(['inspection_to_sign']);
		expect(await inbox(code, 'land')).toEqual([]);
		await act(stage, code, { kind: 'conclusion_signed' }, 'leader');
		expect(await inbox(code, 'leader')).toEqual([]);
		await act(stage, code, { kind: 'concluded', notice }, 'office');
		expect(await inbox(code, 'land')).toEqual(['inspection_concluded']);
		expect(await inbox(code, 'inspector')).toEqual([]);
	});

	it('of a planned one reach its agency with the notice of schedule, and bear no word of what it is about', async () => {
		const code = await plan(stage, 'planned');
		await act(stage, code, await founding(stage), 'office');
		expect(await inbox(code, 'land')).toEqual([]);
		await act(stage, code, { kind: 'noticed', notice }, 'office');
		expect(await inbox(code, 'land')).toEqual(['inspection_notice']);
		const rows = await stage.database.sql<{ it: string }[]>`
			select subject || facts::text as it from notices where subject = ${`inspection:${code}`}`;
		for (const { it } of rows) {
			expect(it).toBe(`inspection:${code}{"from": "2026-11-20"}`);
		}
		await act(stage, code, { kind: 'cancelled', reason: 'x' }, 'office');
		expect(await inbox(code, 'land')).toEqual([]);
		expect(await inbox(code, 'justice')).toEqual([]);
	});

	it('leave who is taken off the team nothing that stands', async () => {
		const code = await plan(stage, 'unannounced');
		const first = await founding(stage);
		await act(stage, code, first, 'office');
		const document = { number: '101/QĐ-UBND', on: '2026-11-20' };
		const team = first.team.filter(({ leads }) => leads);
		await act(stage, code, { kind: 'team_changed', document, team }, 'office');
		expect(await inbox(code, 'justice')).toEqual([]);
		expect(await inbox(code, 'inspector')).toEqual(['inspection_team']);
	});

	it('leave by mail only for those whom they are for', async () => {
		const code = await plan(stage, 'unannounced');
		const by = { ...(await actor(stage, 'office')), channels: ['mail'] as const };
		const { directory } = await stage.rulebook.current();
		const given = { code, act: await founding(stage) };
		const done = await actOnInspection(stage.database.web, directory, given, by);
		expect(done.accepted).toBe(true);
		const rows = await stage.database.sql<{ to: string }[]>`
			select a.email as to from notice_sends s join notices n on n.id = s.notice_id
				join accounts a on a.id = n.account_id
			where n.subject = ${`inspection:${code}`} order by 1`;
		expect(rows.map(({ to }) => to)).toEqual([emailOf('inspector'), emailOf('justice')]);
	});
});
