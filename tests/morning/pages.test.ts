import { extractText } from 'unpdf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR } from '#lib/domain/audit/entry.ts';
import type { MorningPage } from '#lib/domain/reports/morning-page.ts';
import {
	after,
	begun as begunTask,
	type TaskEvent,
	type TaskTerms
} from '#lib/domain/tasks/task.ts';
import { setParameter } from '#lib/server/commands/settings.ts';
import { inTurn } from '#lib/server/commands/tasks/turn.ts';
import { morningPdf } from '#lib/server/exports/morning-pdf.ts';
import { silentLog } from '#lib/server/log.ts';
import { makeMorningPage } from '#lib/server/morning-page.ts';
import { startMornings, type Mornings } from '#lib/server/mornings.ts';
import { openDatabase, type Database } from '#lib/server/store/database.ts';
import { latestMorningPage, morningHeads, morningPageOf } from '#lib/server/store/morning-pages.ts';
import { currentQuery, overviewOf } from '#lib/server/store/overview.ts';
import { openRulebook } from '#lib/server/store/rulebook.ts';
import { saveThreshold } from '#lib/server/store/settings.ts';
import { holdTask, insertTask, saveTask } from '#lib/server/store/tasks.ts';
import { aScene, at, type Scene } from '../live/province.ts';
import { aRecord } from '../makers/feed.ts';
import { COMMUNE, JUSTICE, LAND, LAND_OFFICE } from '../makers/province.ts';

/** Thursday, and the page of Friday. */
const THURSDAY = at('20261119150000');
const FRIDAY = '2026-11-20';
const SIX_55 = at('20261120065500');

let scene: Scene;
/** Two processes on one database, each with its own copy of the rules. */
let other: Database;
let sweeps: Mornings[];

function sweepOn(database: Database): Mornings {
	return startMornings({
		database,
		rulebook: openRulebook(database.sql),
		demo: false,
		clock: scene.clock,
		log: silentLog(),
		post: null,
		every: 3_600_000
	});
}

async function lookAll(): Promise<void> {
	await Promise.all(sweeps.map(async (sweep) => sweep.look()));
}

async function days(): Promise<string[]> {
	return (await morningHeads(scene.database.sql, 50)).map(({ day }) => day);
}

async function pageOf(day: string): Promise<MorningPage> {
	const page = await morningPageOf(scene.database.sql, day);
	if (page === null) throw new Error(`no page of ${day}`);
	return page;
}

async function known(asOf: number, knownAt: number | null) {
	const rules = await scene.rulebook.current();
	const query = { ...currentQuery(asOf), knownAt };
	return overviewOf(scene.database.sql, rules, query, scene.clock.now());
}

beforeAll(async () => {
	scene = await aScene(THURSDAY);
	other = openDatabase(scene.database.url, { max: 2, scope: 'owner' });
	sweeps = [sweepOn(scene.database), sweepOn(other)];
	const done = { TrangThaiHoSo: '9', NgayKetThucXuLy: '20261119100000' };
	await scene.send(
		aRecord('H21.01-OVERDUE', { NgayHenTra: '20261113170000' }),
		aRecord('H21.01-TODAY', { NgayHenTra: '20261120170000', DonViXuLy: LAND_OFFICE }),
		aRecord('H21.02-TODAY', { NgayHenTra: '20261120160000', DonViXuLy: JUSTICE }),
		aRecord('H21.01-LATE', { ...done, NgayHenTra: '20261118170000' }),
		aRecord('H21.02-EARLY', { ...done, NgayHenTra: '20261124170000', DonViXuLy: JUSTICE }),
		aRecord('H21.09-WAITS', { DonViXuLy: 'Không ai biết cơ quan này' })
	);
	await saveThreshold(
		scene.database.sql,
		{ indicator: 'late', value: 50, validFrom: '2026-01-01', document: 'QĐ 7/QĐ-UBND' },
		THURSDAY
	);
	scene.rulebook.refresh();
});
afterAll(async () => {
	await Promise.all(sweeps.map(async (sweep) => sweep.close()));
	await other.close();
	await scene.end();
});

describe('the morning page', () => {
	it('of a day on which nothing had been told at the set time is not made', async () => {
		await lookAll();
		expect(await days()).toEqual([]);
	});

	it('is not there a second before the set time', async () => {
		scene.clock.set(SIX_55 - 1000);
		await lookAll();
		expect(await days()).toEqual([]);
	});

	it('is made once, though two processes come to it at the same time', async () => {
		scene.clock.set(SIX_55 + 3_000);
		const rulebook = openRulebook(other.sql);
		const due = { day: FRIDAY, asOf: SIX_55 };
		const made = await Promise.all([
			makeMorningPage(
				{ database: scene.database, rulebook: scene.rulebook, demo: false },
				...([due, 'then', SIX_55 + 3_000] as const)
			),
			makeMorningPage({ database: other, rulebook, demo: false }, due, 'then', SIX_55 + 3_000),
			lookAll()
		]);
		expect(made.filter((page) => page !== null && page !== undefined).length).toBeLessThanOrEqual(
			1
		);
		await lookAll();
		expect(await days()).toEqual([FRIDAY]);
	});

	it('tells the numbers of the overview at that minute', async () => {
		const { asOf, content, epoch, seq } = await pageOf(FRIDAY);
		expect(asOf).toBe(SIX_55);
		const overview = await known(SIX_55, SIX_55);
		expect({ epoch, seq }).toEqual({ epoch: overview.epoch, seq: overview.seq });
		const { province } = overview;
		expect(content.figures).toEqual({
			received: province.received,
			resolved: province.resolved.total,
			late: province.resolved.late,
			lateRate: province.rates.late,
			overdue: province.open.overdue,
			dueSoon: province.open.dueSoon,
			awaitingOverdue: province.awaiting.overdue
		});
		expect(content.figures).toMatchObject({ received: 5, resolved: 2, late: 1, overdue: 1 });
		expect(content.lately).toEqual({
			...{ from: '2026-11-19', to: '2026-11-19', received: 0, resolved: 2, late: 1 }
		});
		expect(content.dueToday.agencies.map(({ name, count }) => [name, count])).toEqual([
			[LAND, 1],
			[JUSTICE, 1]
		]);
		expect(content.over.agencies.map(({ name, shares }) => [name, shares[0]])).toEqual([
			[LAND, { share: 1, crosses: true }]
		]);
		expect(content.limits[0]).toMatchObject({ indicator: 'late', document: 'QĐ 7/QĐ-UBND' });
		expect(content.pending).toBe(1);
	});

	it('says nothing of any dossier, nor of a person', async () => {
		const [row] = await scene.database.sql<{ text: string }[]>`
			select content::text as text from morning_pages`;
		expect(row?.text).not.toMatch(/OVERDUE|TODAY|LATE|CONG DAN|CAN BO/);
	});

	it('stays as it was made when messages come late, and is printed again the same', async () => {
		const before = await pageOf(FRIDAY);
		const paper = await morningPdf(before);
		scene.clock.set(at('20261120090000'));
		await scene.send(
			aRecord('H21.02-UNTOLD', { NgayHenTra: '20261112170000', DonViXuLy: JUSTICE })
		);
		await scene.database.sql`update agency_versions set name = name || ' (đổi tên)'`;
		scene.rulebook.refresh();
		await lookAll();
		expect((await known(SIX_55, null)).province.open.overdue).toBe(2);
		expect((await known(SIX_55, SIX_55)).province.open.overdue).toBe(1);
		const after = await pageOf(FRIDAY);
		expect(after).toEqual(before);
		expect((await morningPdf(after)).equals(paper)).toBe(true);
		await scene.database.sql`
			update agency_versions set name = replace(name, ' (đổi tên)', '')`;
	});

	it('is one sheet of paper that says what it is, in Vietnamese letters', async () => {
		const page = await pageOf(FRIDAY);
		const { text, totalPages } = await extractText(new Uint8Array(await morningPdf(page)), {
			mergePages: true
		});
		expect(totalPages).toBe(1);
		const said = text.normalize('NFC').replaceAll(/\s+/g, ' ');
		for (const words of [
			'Trang số liệu buổi sáng',
			'thứ Sáu, 20/11/2026',
			'số liệu đến 06:55 ngày 20/11/2026',
			'Cơ quan vượt ngưỡng',
			LAND,
			'100,00',
			'QĐ 7/QĐ-UBND',
			'Đến hạn trong ngày',
			'CHƯA CẬP NHẬT',
			'1 bản tin chờ đối chiếu'
		]) {
			expect(said).toContain(words);
		}
		expect(said).not.toContain('SỐ LIỆU MÔ PHỎNG');
		const demo = { ...page, content: { ...page.content, demo: true } };
		const simulated = await extractText(new Uint8Array(await morningPdf(demo)), {
			mergePages: true
		});
		expect(simulated.text.normalize('NFC')).toContain('SỐ LIỆU MÔ PHỎNG');
	});

	it('is not made on a weekend, and Monday does not make up for days that were missed', async () => {
		scene.clock.set(at('20261121090000'));
		await lookAll();
		scene.clock.set(at('20261122090000'));
		await lookAll();
		expect(await days()).toEqual([FRIDAY]);
		// Tuesday 24/11 is a holiday; Wednesday and Thursday pass while nothing runs.
		scene.clock.set(at('20261124090000'));
		await lookAll();
		scene.clock.set(at('20261127101500'));
		await lookAll();
		expect(await days()).toEqual(['2026-11-27', FRIDAY]);
	});

	it('made hours late tells what was known at the set time, names the page before and the silent', async () => {
		const page = await pageOf('2026-11-27');
		expect(page.asOf).toBe(at('20261127065500'));
		expect(page.madeAt).toBe(at('20261127101500'));
		expect(page.content.before).toEqual({ day: FRIDAY, overdue: 1 });
		expect(page.content.silent?.agencies.map(({ name }) => name).sort()).toEqual(
			[LAND, JUSTICE].sort()
		);
		expect(page.content.silent?.agencies.map(({ name }) => name)).not.toContain(COMMUNE);
	});

	it('comes at the time that the office has set, from the day that its document says', async () => {
		scene.clock.set(at('20261127170000'));
		const desk = {
			db: scene.database,
			rulebook: scene.rulebook,
			intake: { refold: async () => Promise.resolve() }
		};
		const set = await setParameter(
			desk,
			{
				...{ name: 'morningPageMinute', field: null, value: 8 * 60 },
				...{ validFrom: '2026-11-30', document: 'Văn bản 9' }
			},
			{ actor: OPERATOR, now: scene.clock.now(), realNow: Date.now() }
		);
		expect(set.accepted).toBe(true);
		const fresh = sweepOn(scene.database);
		scene.clock.set(at('20261130075900'));
		await fresh.look();
		expect((await latestMorningPage(scene.database.sql))?.day).toBe('2026-11-27');
		scene.clock.set(at('20261130080000'));
		await fresh.look();
		expect((await pageOf('2026-11-30')).asOf).toBe(at('20261130080000'));
		await fresh.close();
	});
});

describe('overdue tasks on a morning page', () => {
	const made = async (day: string, asOf: number) => {
		const maker = {
			database: scene.database,
			rulebook: openRulebook(scene.database.sql),
			demo: false
		};
		return (await makeMorningPage(maker, { day, asOf }, 'then', asOf))?.content.tasksOverdue;
	};

	it('are those of that minute, also when the page is made after they were handed in', async () => {
		const begun = at('20270108080000');
		const handedIn = at('20270113080000');
		expect(await made('2027-01-08', begun - 3_600_000)).toBeNull();
		await inTurn(scene.database, async (sql) => {
			const rules = await scene.rulebook.current();
			const leadId = rules.directory.byCode('H21.01') ?? 0;
			const terms: TaskTerms = {
				...{ text: 'Rà soát', product: null, source: 'chairman', leadId, trackerId: leadId },
				...{ coordinatingIds: [], due: '2027-01-11', dueFrom: 'document', oneOfMany: false },
				...{ urgency: null, condition: null, units: [] }
			};
			const event = { kind: 'assigned' as const, at: begun, terms };
			const task = begunTask(event);
			const code = await insertTask(sql, { directiveId: null, path: null, task, event }, null);
			const held = await holdTask(sql, code);
			const submitted: TaskEvent = { kind: 'submitted', at: handedIn, evidence: ['BC 1'] };
			if (held === null) throw new Error('no task');
			await saveTask(sql, held, { task: after(held.task, submitted), event: submitted }, null);
		});
		expect(await made('2027-01-11', at('20270111065500'))).toMatchObject({ total: 0 });
		// Made as of a morning on which it was not handed in yet.
		expect(await made('2027-01-12', at('20270112065500'))).toMatchObject({
			total: 1,
			agencies: [{ code: 'H21.01', count: 1 }]
		});
	});
});
