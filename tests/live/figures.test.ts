import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { SYSTEM } from '#lib/domain/accounts/reader.ts';
import { openFigures, type CurrentFigures, type Figures } from '#lib/server/live/figures.ts';
import { isDatabaseAway, openDatabase } from '#lib/server/store/database.ts';
import { currentQuery, overviewOf } from '#lib/server/store/overview.ts';
import { readAs } from '#lib/server/store/reading.ts';
import { openRulebook } from '#lib/server/store/rulebook.ts';
import { aRecord } from '../makers/feed.ts';
import { aScene, at, soon, type Scene } from './province.ts';
import { commit } from './ledger.ts';
import { relayTo, through } from './relay.ts';

let scene: Scene;
const open: (() => Promise<void>)[] = [];

beforeAll(async () => {
	scene = await aScene(at('20261110090000'));
});
afterEach(async () => {
	for (const close of open.splice(0).reverse()) await close();
});
afterAll(async () => scene.end());

function figures(): Figures {
	const opened = openFigures(scene);
	open.push(opened.close);
	return opened;
}

function watchOf(opened: Figures) {
	return (hear: (figures: CurrentFigures) => void) => opened.watch(hear);
}

async function recount() {
	const rules = await scene.rulebook.current();
	const now = scene.clock.now();
	return readAs(scene.database, SYSTEM, async (sql) =>
		overviewOf(sql, rules, currentQuery(now), now)
	);
}

/** Statements that PostgreSQL has run in this database, by its own statistics. */
async function counted(work: () => Promise<void>): Promise<number> {
	const spy = vi.spyOn(scene.database.sql, 'begin');
	await work();
	const { length } = spy.mock.calls;
	spy.mockRestore();
	return length;
}

describe('the figures of now', () => {
	it('are those of a recount, and a thousand readers cost no further query', async () => {
		const opened = figures();
		const { seq } = await scene.send(aRecord('H21.01-261102-0001'), aRecord('H21.01-261102-0002'));
		opened.committed(seq ?? 0);
		expect(await opened.current()).toEqual(await recount());
		const queries = await counted(async () => {
			await Promise.all(Array.from({ length: 1000 }, async () => opened.current()));
		});
		expect(queries).toBe(0);
	});

	it('contain what the same process has just committed', async () => {
		const opened = figures();
		await opened.current();
		for (let n = 0; n < 10; n += 1) {
			const { seq } = await scene.send(aRecord(`H21.01-261102-01${String(n).padStart(2, '0')}`));
			opened.committed(seq ?? 0);
			const answer = await opened.current();
			expect(answer.seq).toBeGreaterThanOrEqual(seq ?? 0);
			expect(answer.province.received).toBe((await recount()).province.received);
		}
	});

	it('are heard by who watches after the last of many commits', async () => {
		const opened = figures();
		let values = 0;
		opened.watch(() => (values += 1));
		let last = 0;
		const began = performance.now();
		for (let n = 0; n < 60; n += 1) last = await commit(scene.database);
		const heard = await soon(watchOf(opened), ({ value }) => value.seq === last);
		expect(heard.old).toBe(false);
		const quarters = (performance.now() - began) / 250;
		expect(values).toBeLessThanOrEqual(quarters + 2);
	});

	it('change at midnight though no message came', async () => {
		scene.clock.set(at('20261116170000'));
		await scene.send(aRecord('H21.01-261102-0301', { NgayHenTra: '20261116170000' }));
		const opened = figures();
		const before = await opened.current();
		expect(before.province.open).toMatchObject({ overdue: 0 });
		const heard = soon(watchOf(opened), ({ value }) => value.province.open.overdue > 0);
		scene.clock.set(at('20261117000000'));
		const { value } = await heard;
		expect(value.seq).toBe(before.seq);
		expect(value.to).toBe('2026-11-17');
		expect(value).toEqual(await recount());
	});

	it('are heard by who watches though somebody else asked for them first', async () => {
		scene.clock.set(at('20261117235959'));
		await scene.send(aRecord('H21.01-261102-0302', { NgayHenTra: '20261117170000' }));
		const opened = figures();
		const { province } = await opened.current();
		const heard = soon(
			watchOf(opened),
			({ value }) => value.province.open.overdue > province.open.overdue
		);
		scene.clock.set(at('20261118000000'));
		const asked = await opened.current();
		expect((await heard).value.province).toEqual(asked.province);
	});

	it('say that an agency has gone quiet, without asking the database again', async () => {
		scene.clock.set(at('20261118070000'));
		await scene.send(aRecord('H21.01-261102-0401', { NgayHenTra: '20261230170000' }));
		const opened = figures();
		const code = 'H21.01';
		const staleIn = (overview: { agencies: { code: string; freshness: { stale: boolean } }[] }) =>
			overview.agencies.find((agency) => agency.code === code)?.freshness.stale;
		expect(staleIn(await opened.current())).toBe(false);
		scene.clock.set(at('20261118090000'));
		expect(staleIn(await opened.current())).toBe(staleIn(await recount()));
		scene.clock.pass(1);
		const told = await opened.current();
		expect(staleIn(told)).toBe(true);
		expect(told.asOf).toBe('2026-11-18T09:00:00.001+07:00');
		expect(told).toEqual(await recount());
	});

	it('follow a clock that was set back', async () => {
		const opened = figures();
		scene.clock.set(at('20261119000000'));
		await opened.current();
		scene.clock.set(at('20261118120000'));
		expect(await opened.current()).toEqual(await recount());
	});
});

describe('T11 when they cannot be computed', () => {
	it('health turns red, the next attempt still happens, and health turns green again', async () => {
		const opened = figures();
		opened.watch(() => undefined);
		await opened.current();
		expect(opened.health().ok).toBe(true);
		await scene.database.sql`alter table dossiers rename to dossiers_away`;
		await commit(scene.database);
		await vi.waitFor(
			() => {
				expect(opened.health().ok).toBe(false);
			},
			{ timeout: 20_000 }
		);
		expect(await opened.latest()).toMatchObject({ old: true });
		await scene.database.sql`alter table dossiers_away rename to dossiers`;
		await soon(watchOf(opened), ({ old }) => !old);
		expect(opened.health().ok).toBe(true);
	});
});

describe('the database goes away', () => {
	it('T24 the last value stays, marked as old, and is replaced when the database is back', async () => {
		const relay = await relayTo(Number(new URL(scene.database.url).port));
		open.push(relay.close);
		const database = openDatabase(through(relay, scene.database.url), { max: 2, scope: 'owner' });
		open.push(async () => database.close());
		const rulebook = openRulebook(database.sql);
		const opened = openFigures({ database, rulebook, clock: scene.clock });
		open.push(opened.close);
		await opened.current();
		const before = await opened.latest();
		expect(before.old).toBe(false);

		relay.cut();
		await vi.waitFor(
			async () => {
				expect(await opened.latest()).toEqual({ ...before, old: true });
			},
			{ timeout: 20_000 }
		);
		await expect(opened.current()).rejects.toSatisfy(isDatabaseAway);
		const { seq } = await scene.send(aRecord('H21.01-261102-0501'));
		relay.mend();
		await vi.waitFor(
			async () => {
				expect(await opened.latest()).toMatchObject({ old: false, value: { seq } });
			},
			{ timeout: 20_000 }
		);
	});
});
