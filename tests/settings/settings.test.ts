import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OPERATOR } from '#lib/domain/audit/entry.ts';
import { parseFeedInstant } from '#lib/domain/calendar/time.ts';
import { parameterOn } from '#lib/domain/deadlines/parameters.ts';
import { openIntake, type Intake } from '#lib/server/commands/intake.ts';
import {
	confirmYear,
	declareDays,
	previewDays,
	setParameter,
	setThreshold,
	withdrawDay,
	withdrawParameter,
	withdrawThreshold,
	type SettingsDesk
} from '#lib/server/commands/settings.ts';
import { translate } from '#lib/server/ingest/dossier-feed/translate.ts';
import { saveProvince } from '#lib/server/store/agencies.ts';
import { withTransaction } from '#lib/server/store/database.ts';
import { openRulebook } from '#lib/server/store/rulebook.ts';
import { declaredDays } from '#lib/server/store/settings.ts';
import { verifyAll } from '#lib/server/store/verify.ts';
import { aRecord } from '../makers/feed.ts';
import { aProvince } from '../makers/province.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';

const NOW = parseFeedInstant('20261120090000') ?? 0;
const ACT = { actor: OPERATOR, now: NOW, realNow: NOW };
const STORM = { day: '2026-11-18', kind: 'closure' as const, name: 'Nghỉ tránh bão số 13' };
const DOCUMENT = 'Công điện 20/CĐ-UBND ngày 17/11/2026';

let database: FreshDatabase;
let desk: SettingsDesk & { intake: Intake };

beforeAll(async () => {
	database = await freshDatabase();
	await saveProvince(database, aProvince(), NOW, 'test');
	// As the pages' process works: PostgreSQL's policies bind it.
	const rulebook = openRulebook(database.web.sql);
	const { web } = database;
	desk = { db: web, rulebook, intake: openIntake({ database: web, rulebook }) };
	const sameDay = { MaTTHC: '2.000815', NgayHenTra: '' };
	const records = [
		// Received on the afternoon of 17/11 after 15:00: due on the next working day.
		aRecord('S-1', { ...sameDay, NgayTiepNhan: '20261117153000' }),
		// Open over the storm, and due on its very day.
		aRecord('S-2', { NgayTiepNhan: '20261116083000', NgayHenTra: '20261118170000' }),
		aRecord('S-3', { NgayTiepNhan: '20261116083000', NgayHenTra: '20261130170000' }),
		aRecord('S-4', { NgayTiepNhan: '20261119083000', NgayHenTra: '20261130170000' })
	];
	const reading = { service: 'DongBoHoSoMC' as const, receivingUnit: 'H21.01', handlerKey: 'test' };
	const items = records.map((record, index) => ({
		index,
		translated: translate(record, reading),
		arrivedAt: NOW
	}));
	await desk.intake.take(items, { keyId: 1, agencies: 'all', backfill: false }, NOW);
});
afterAll(async () => database.drop());

async function dues(): Promise<{ code: string; dueOn: string }[]> {
	return database.sql`select code, due_on as "dueOn" from dossiers order by code`;
}

async function differences() {
	const { findings } = await withTransaction(
		database,
		async ({ sql }) => verifyAll(sql, await desk.rulebook.current(), NOW),
		{ isolation: 'repeatable read', readOnly: true }
	);
	return findings.filter((finding) => finding.differences > 0);
}

describe('a storm day', () => {
	test('shows before it is saved how many open dossiers it touches, and touches none', async () => {
		expect(await previewDays(desk, [STORM])).toEqual({
			days: [{ day: '2026-11-18', spanning: 3, due: 2, changes: true }],
			dossiers: 3
		});
		expect(await declaredDays(database.sql)).toEqual([]);
	});

	test('once declared it moves no recorded appointment; a same-day due follows the calendar', async () => {
		const before = await dues();
		expect(await declareDays(desk, { days: [STORM], document: DOCUMENT }, ACT)).toMatchObject({
			accepted: true
		});
		expect(before[0]).toEqual({ code: 'S-1', dueOn: '2026-11-18' });
		expect((await dues())[0]).toEqual({ code: 'S-1', dueOn: '2026-11-19' });
		expect((await dues()).slice(1)).toEqual(before.slice(1));
		const { calendar } = await desk.rulebook.current();
		expect(calendar.explain('2026-11-18')).toMatchObject({ name: STORM.name, source: DOCUMENT });
		expect(await differences()).toEqual([]);
	});

	test('declared twice, or where nothing changes, it is refused', async () => {
		const again = await declareDays(desk, { days: [STORM], document: DOCUMENT }, ACT);
		expect(again).toMatchObject({ refusal: { code: 'calendar.nothing_changed' } });
		const sunday = { ...STORM, day: '2026-11-22' };
		expect(await declareDays(desk, { days: [sunday], document: DOCUMENT }, ACT)).toMatchObject({
			refusal: { code: 'calendar.nothing_changed', facts: { day: '2026-11-22' } }
		});
	});

	test('withdrawn it holds no more, and its row is kept', async () => {
		const [held] = await declaredDays(database.sql);
		expect(await withdrawDay(desk, held?.id ?? 0, ACT)).toMatchObject({ accepted: true });
		expect((await dues())[0]).toEqual({ code: 'S-1', dueOn: '2026-11-18' });
		expect(await declaredDays(database.sql)).toMatchObject([
			{ day: '2026-11-18', withdrawnAt: NOW }
		]);
		expect(await withdrawDay(desk, held?.id ?? 0, ACT)).toMatchObject({
			refusal: { code: 'calendar.not_found' }
		});
		expect(await differences()).toEqual([]);
	});
});

test('a year is confirmed once, and its days are no longer provisional', async () => {
	const said = { year: 2027, document: '100/TB-BNV' };
	expect(await confirmYear(desk, said, ACT)).toMatchObject({ accepted: true });
	const { calendar } = await desk.rulebook.current();
	expect(calendar.explain('2027-03-01').provisional).toBe(false);
	expect(await confirmYear(desk, said, ACT)).toMatchObject({
		refusal: { code: 'calendar.already_confirmed' }
	});
	expect(await confirmYear(desk, { ...said, year: 2026 }, ACT)).toMatchObject({
		refusal: { code: 'calendar.already_confirmed' }
	});
});

describe('a parameter', () => {
	const cutoff = {
		name: 'sameDayCutoffMinute' as const,
		field: null,
		value: 16 * 60,
		validFrom: '2026-11-16',
		document: '15/QĐ-UBND'
	};
	test('set from a day on, what is folded follows, and all figures agree with a recount', async () => {
		expect(await setParameter(desk, cutoff, ACT)).toMatchObject({ accepted: true });
		expect((await dues())[0]).toEqual({ code: 'S-1', dueOn: '2026-11-17' });
		const { parameters } = await desk.rulebook.current();
		expect(parameterOn(parameters.sameDayCutoffMinute, '2026-11-15')).toBe(900);
		expect(await differences()).toEqual([]);
	});

	test('is refused outside its bounds, twice for a day, and where published figures would move', async () => {
		expect(await setParameter(desk, { ...cutoff, value: 2000 }, ACT)).toMatchObject({
			refusal: { code: 'parameter.not_a_value' }
		});
		expect(await setParameter(desk, cutoff, ACT)).toMatchObject({
			refusal: { code: 'parameter.exists' }
		});
		const early = { ...cutoff, validFrom: '2026-01-01' };
		expect(await setParameter(desk, early, ACT)).toMatchObject({
			refusal: { code: 'parameter.too_early' }
		});
	});

	test('withdrawn, the value before it holds again', async () => {
		const [row] = await database.sql<{ id: number }[]>`
			select id from parameter_values where name = 'sameDayCutoffMinute'`;
		expect(await withdrawParameter(desk, row?.id ?? 0, ACT)).toMatchObject({ accepted: true });
		expect((await dues())[0]).toEqual({ code: 'S-1', dueOn: '2026-11-18' });
	});
});

test('a threshold is decided, replaced by the next, and taken back; every act is on record', async () => {
	const late = { indicator: 'late' as const, value: 5, validFrom: '2026-01-01', document: '1/TB' };
	expect(await setThreshold(desk, late, ACT)).toMatchObject({ accepted: true });
	expect(await setThreshold(desk, { ...late, value: 101 }, ACT)).toMatchObject({
		refusal: { code: 'threshold.not_a_share' }
	});
	expect(await setThreshold(desk, late, ACT)).toMatchObject({
		refusal: { code: 'threshold.exists' }
	});
	const { thresholds } = await desk.rulebook.current();
	expect(thresholds).toMatchObject([{ indicator: 'late', value: 5 }]);
	const id = thresholds[0]?.id ?? 0;
	expect(await withdrawThreshold(desk, id, ACT)).toMatchObject({ accepted: true });
	expect((await desk.rulebook.current()).thresholds).toEqual([]);
	const acts = await database.sql<{ action: string }[]>`select action from audit
		where action ~ '^(calendar|parameter|threshold)' order by n`;
	expect(acts.map(({ action }) => action)).toEqual([
		'calendar.declare',
		'calendar.withdraw',
		'calendar.declare',
		'parameter.set',
		'parameter.withdraw',
		'threshold.set',
		'threshold.withdraw'
	]);
});
