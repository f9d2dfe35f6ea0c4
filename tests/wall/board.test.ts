import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { OPERATOR } from '#lib/domain/audit/entry.ts';
import type { WallBoard } from '#lib/domain/wall/board.ts';
import { createAccount } from '#lib/server/accounts/manage.ts';
import { setThreshold } from '#lib/server/commands/settings.ts';
import { openFigures } from '#lib/server/live/figures.ts';
import { openWallFigures } from '#lib/server/live/wall-figures.ts';
import { openWallMarks } from '#lib/server/live/wall-marks.ts';
import { accountByEmail } from '#lib/server/store/accounts.ts';
import { openDatabase } from '#lib/server/store/database.ts';
import { openRulebook } from '#lib/server/store/rulebook.ts';
import { savePairedScreen } from '#lib/server/store/screens.ts';
import { wallBoard } from '#lib/server/web/wall-board.ts';
import { dice } from '../chaos/lives.ts';
import { aScene, type Scene } from '../live/province.ts';
import { relayTo, through, type Relay } from '../live/relay.ts';
import { boardShape } from './board-shape.ts';
import { aWallProvince, FRIDAY, randomRecords } from './province.ts';

const PROVINCE = { screenId: null };
let scene: Scene;
let relay: Relay;
let desk: Parameters<typeof wallBoard>[0];
let ofJustice: { screenId: number };
const closing: (() => Promise<void>)[] = [];
/** What a wall must never say. */
const planted: string[] = [];

beforeAll(async () => {
	scene = await aScene(FRIDAY, aWallProvince());
	const { database, clock } = scene;
	const records = randomRecords(800, dice(7), FRIDAY).map((record, i) => {
		const person = {
			...{ ChuHoSo: `NGUYEN VAN CAY${i}`, NguoiXuLy: `TRAN THI SONG${i}`, SoCMND: `0792${i}` },
			GhiChu: `goi LE VAN NUI${i} truoc khi tra`
		};
		planted.push(`CAY${i}`, `SONG${i}`, `NUI${i}`, String(record['MaHoSo']));
		return { ...record, ...person };
	});
	for (let i = 0; i < records.length; i += 500) await scene.send(...records.slice(i, i + 500));
	await setThreshold(
		{ db: database, rulebook: scene.rulebook },
		{ indicator: 'late', value: 5, validFrom: '2026-01-01', document: '20/TB-UBND' },
		{ actor: OPERATOR, now: FRIDAY, realNow: Date.now() }
	);

	relay = await relayTo(Number(new URL(database.webUrl).port));
	const web = openDatabase(through(relay, database.webUrl), { max: 4, scope: 'web' });
	const rulebook = openRulebook(web.sql);
	const figures = openFigures({ database: web, rulebook, clock });
	closing.push(figures.close, web.close);
	const wall = openWallFigures({ database: web, clock });
	desk = { figures, rulebook, wall, marks: openWallMarks({ database: web, clock }) };
	ofJustice = { screenId: await aScreen('H21.02') };
	// On a machine that is short of breath the first ones may be said to be unknown.
	for (const whose of [PROVINCE, ofJustice]) {
		await vi.waitFor(
			async () => {
				expect((await board(whose)).slowAsOf).not.toBeNull();
			},
			{ timeout: 60_000 }
		);
	}
}, 120_000);
afterAll(async () => {
	relay.mend();
	for (const close of closing) await close();
	await relay.close();
	await scene.end();
});

/** A paired wall that shows an agency. */
async function aScreen(agency: string): Promise<number> {
	const { database } = scene;
	const email = 'vanphong@example.test';
	const person = { email, name: 'Văn phòng', role: 'office' as const, agencyCode: null };
	const password = randomBytes(12).toString('hex');
	await createAccount(database, { ...person, password }, OPERATOR);
	const account = await accountByEmail(database.sql, email);
	const { directory } = await scene.rulebook.current();
	return savePairedScreen(database.sql, {
		...{ name: 'Phòng họp', agencyId: directory.byCode(agency) },
		...{ deviceHash: randomBytes(32), tokenHash: randomBytes(32) },
		...{ pairedAt: Date.now(), pairedBy: account?.id ?? 0, endsAt: Date.now() + 86_400_000 }
	});
}

async function board(whose: { screenId: number | null } = PROVINCE): Promise<WallBoard> {
	return wallBoard(desk, whose);
}

describe('what a wall is sent', () => {
	it('has these keys and no others, of the province and of one agency', async () => {
		for (const whose of [PROVINCE, ofJustice]) {
			const sent: unknown = JSON.parse(JSON.stringify(await board(whose)));
			expect(boardShape.safeParse(sent).error?.issues ?? []).toEqual([]);
		}
	});

	it('holds nothing of a dossier or of anybody', async () => {
		const sent = JSON.stringify([await board(), await board(ofJustice)]);
		expect(planted.filter((text) => sent.includes(text))).toEqual([]);
		expect(sent).not.toMatch(/-\d{6}-\d{4,}/);
	});

	it('is of the agency that the wall shows, with the thresholds of the office', async () => {
		const [whole, own] = [await board(), await board(ofJustice)];
		expect([whole.scope, own.scope?.code]).toEqual([null, 'H21.02']);
		expect(own.whole).toEqual(whole.agencies.find(({ code }) => code === 'H21.02')?.tally);
		expect(own.weeks).not.toEqual(whole.weeks);
		expect(whole.limits).toEqual({ late: { value: 5, document: '20/TB-UBND' } });
	});

	it('is one moment: the running week and the fields fit what is told of now', async () => {
		const { whole, weeks, fields, slowAsOf, asOf } = await board();
		expect(slowAsOf).toBe(asOf);
		expect(weeks.at(-1)?.overdue).toBe(whole.open.overdue);
		expect(fields.reduce((sum, { overdue }) => sum + overdue, 0)).toBe(whole.open.overdue);
		expect(fields.reduce((sum, { received }) => sum + received, 0)).toBe(whole.received);
	});
});

describe('slow figures', () => {
	it('are computed once for a hundred walls that ask at once, and again after half a minute', async () => {
		const rules = await desk.rulebook.current();
		const wall = openWallFigures({ database: scene.database.web, clock: scene.clock });
		const ask = async () => wall.slow(rules, 'epoch', null);
		const answers = await Promise.all(Array.from({ length: 100 }, ask));
		expect(new Set(answers).size).toBe(1);
		expect(await ask()).toBe(answers[0]);
		// By the domain's clock: however it runs, and not before two seconds of anybody's time.
		let real = 10_000;
		const timed = openWallFigures({
			...{ database: scene.database.web, clock: scene.clock },
			elapsed: () => real
		});
		const first = await timed.slow(rules, 'epoch', null);
		scene.clock.pass(31_000);
		expect(await timed.slow(rules, 'epoch', null)).toBe(first);
		real += 2_000;
		const second = await timed.slow(rules, 'epoch', null);
		expect(second).not.toBe(first);
		// What is over is not counted again for that.
		expect(second.lastYear).toBe(first.lastYear);
		real += 300_000;
		expect((await timed.slow(rules, 'epoch', null)).lastYear).not.toBe(first.lastYear);
		scene.clock.set(FRIDAY);
	});

	it('of another epoch are not shown: the database was restored', async () => {
		const rules = await desk.rulebook.current();
		const wall = openWallFigures({ database: scene.database.web, clock: scene.clock });
		const before = await wall.slow(rules, 'one', null);
		expect(await wall.slow(rules, 'two', null)).not.toBe(before);
	});
});

describe('while the database is away', () => {
	it('every wall gets what was last known, with its own age; and what is new when it is back', async () => {
		const [whole, own] = [await board(), await board(ofJustice)];
		relay.cut();
		scene.clock.pass(120_000);
		const [wholeAway, ownAway] = await Promise.all([board(), board(ofJustice)]);
		expect([wholeAway.slowAsOf, ownAway.slowAsOf]).toEqual([whole.slowAsOf, own.slowAsOf]);
		expect(wholeAway).toMatchObject({ ...whole, asOf: wholeAway.asOf });
		expect(ownAway).toMatchObject({ ...own, asOf: ownAway.asOf });

		relay.mend();
		const began = performance.now();
		const isBack = async () => (await board()).slowAsOf !== whole.slowAsOf;
		while (!(await isBack()) && performance.now() - began < 20_000) await wait(100);
		expect(await isBack()).toBe(true);
		scene.clock.set(FRIDAY);
	});

	it('what fell due yesterday is not told as due today', async () => {
		const wall = openWallFigures({ database: scene.database.web, clock: scene.clock });
		const rules = await desk.rulebook.current();
		expect((await wall.slow(rules, 'epoch', null)).dueToday.known).toBe(true);
		const away = openDatabase(through(relay, scene.database.webUrl), { max: 2, scope: 'web' });
		const cutOff = openWallFigures({ database: away, clock: scene.clock });
		const friday = await cutOff.slow(rules, 'epoch', null);
		relay.cut();
		scene.clock.pass(86_400_000);
		const saturday = await cutOff.slow(rules, 'epoch', null);
		expect([saturday.dueToday.known, saturday.dueToday.total]).toEqual([false, 0]);
		expect(saturday.weeks).toBe(friday.weeks);
		relay.mend();
		scene.clock.set(FRIDAY);
		await away.close();
	});
});
