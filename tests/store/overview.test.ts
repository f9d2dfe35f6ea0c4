import { afterAll, beforeAll, expect, test } from 'vitest';
import { endOfDay, parseFeedInstant, type Instant } from '#lib/domain/calendar/time.ts';
import { FIGURES, figureOf } from '#lib/domain/reports/tally.ts';
import { openIntake, type Intake } from '#lib/server/commands/intake.ts';
import { translate } from '#lib/server/ingest/dossier-feed/translate.ts';
import { saveProvince } from '#lib/server/store/agencies.ts';
import { countOverview, currentQuery, overviewOf } from '#lib/server/store/overview.ts';
import { openRulebook, type Rulebook } from '#lib/server/store/rulebook.ts';
import { aRecord } from '../makers/feed.ts';
import { aProvince, JUSTICE, LAND_BRANCH } from '../makers/province.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';

let database: FreshDatabase;
let rulebook: Rulebook;
let intake: Intake;
const NOW = at('20261120090000');

function at(text: string): Instant {
	const instant = parseFeedInstant(text);
	if (instant === null) throw new Error(`not an instant: ${text}`);
	return instant;
}

async function send(now: Instant, ...records: unknown[]) {
	const reading = { service: 'DongBoHoSoMC' as const, receivingUnit: '', handlerKey: 'test' };
	const items = records.map((record, index) => ({
		index,
		translated: translate(record, reading),
		arrivedAt: now
	}));
	return intake.take(items, { keyId: 1, agencies: 'all', backfill: false }, now);
}

beforeAll(async () => {
	database = await freshDatabase();
	await saveProvince(database, aProvince(), NOW, 'test');
	rulebook = openRulebook(database.sql);
	intake = openIntake({ database: database.web, rulebook });
	const finished = (due: string, finished: string) => ({
		TrangThaiHoSo: '10',
		NgayHenTra: due,
		NgayKetThucXuLy: finished,
		NgayTra: finished
	});
	await send(
		at('20261115080000'),
		aRecord('H21.01-261001-0001', { NgayTiepNhan: '20261001080000', NgayHenTra: '20261015170000' }),
		aRecord('H21.01-261102-0002', { NgayHenTra: '20261130170000' }),
		aRecord('H21.01-261102-0003', { NgayHenTra: '20261123090000', DonViXuLy: LAND_BRANCH }),
		aRecord('H21.01-261102-0004', { NgayHenTra: '' }),
		aRecord('H21.01-261102-0005', finished('20261110170000', '20261109150000')),
		aRecord('H21.01-261102-0006', finished('20261110170000', '20261110180000')),
		aRecord('H21.01-261102-0007', finished('20261110170000', '20261111080000')),
		aRecord('H21.01-261102-0008', { ...finished('', '20261111080000'), NgayHenTra: '' }),
		aRecord('H21.02-261102-0009', {
			TrangThaiHoSo: '9',
			NgayKetThucXuLy: '20261104080000',
			DonViXuLy: JUSTICE
		}),
		aRecord('H21.02-261118-0010', {
			TrangThaiHoSo: '1',
			NgayTiepNhan: '',
			NgayNopHoSo: '20261110080000'
		})
	);
});
afterAll(async () => database.drop());

test('the figures of the month up to now', async () => {
	const rules = await rulebook.current();
	const overview = await overviewOf(database.sql, rules, currentQuery(NOW), NOW);
	expect(overview.province).toMatchObject({
		received: 8,
		carriedOver: 1,
		resolved: { early: 2, onTime: 1, late: 1, noDue: 1, total: 5, notHandedOver: 1 },
		open: { inTime: 1, dueSoon: 1, overdue: 1, noDue: 1, paused: 0, total: 4 },
		awaiting: { total: 1, overdue: 1 },
		rates: { onTimeOrEarly: 0.75, late: 0.25 }
	});
});

test('own adds up to the province, and an agency answers for those below it', async () => {
	const rules = await rulebook.current();
	const { agencies, province } = await overviewOf(database.sql, rules, currentQuery(NOW), NOW);
	for (const figure of FIGURES) {
		const sum = agencies.reduce((n, agency) => n + figureOf(agency.own, figure), 0);
		expect([figure, sum]).toEqual([figure, figureOf(province, figure)]);
	}
	const land = agencies.find((agency) => agency.code === 'H21.01');
	expect([land?.own.open.total, land?.tally.open.total]).toEqual([3, 4]);
});

test('an office that sends nothing itself is as fresh as those below it', async () => {
	const rules = await rulebook.current();
	const { agencies } = await overviewOf(database.sql, rules, currentQuery(NOW), NOW);
	const arrivalOf = (code: string) =>
		agencies.find((agency) => agency.code === code)?.freshness.lastArrivalAt;
	expect(arrivalOf('H21.01.01.01')).not.toBeNull();
	expect(arrivalOf('H21.01.01')).toBe(arrivalOf('H21.01.01.01'));
	expect(arrivalOf('H21.C1')).toBeNull();
});

test('T16 every agency of the day is listed, also with zeros', async () => {
	const rules = await rulebook.current();
	const { agencies } = await overviewOf(database.sql, rules, currentQuery(NOW), NOW);
	const commune = agencies.find((agency) => agency.code === 'H21.C1');
	expect(commune?.tally.received).toBe(0);
	expect(commune?.tally.rates.late).toBeNull();
	expect(agencies.some((agency) => agency.code === 'H08.03')).toBe(false);
});

test('the past is told by when things happened and by what was known', async () => {
	const rules = await rulebook.current();
	const query = { ...currentQuery(NOW), at: endOfDay('2026-11-10'), to: '2026-11-10' };
	const then = await overviewOf(database.sql, rules, query, NOW);
	expect(then.province.resolved).toMatchObject({ early: 2, onTime: 1, late: 0, total: 3 });
	expect(then.province.open.total).toBe(6);
	const before = { ...query, knownAt: at('20261114080000') };
	const unknown = await overviewOf(database.sql, rules, before, NOW);
	expect(unknown.province.received).toBe(0);
});

test('the past and the present agree on now', async () => {
	const rules = await rulebook.current();
	const now = await overviewOf(database.sql, rules, currentQuery(NOW), NOW);
	const past = await overviewOf(database.sql, rules, currentQuery(NOW), NOW + 1);
	expect(past.province).toEqual(now.province);
	expect(past.agencies.map((a) => a.own)).toEqual(now.agencies.map((a) => a.own));
});

test('the next change by time alone is when an appointment comes within the window', async () => {
	const rules = await rulebook.current();
	// Due on Monday 30/11 at 17:00: from Friday's closing on, eight working hours are left.
	const boundary = async (now: Instant) =>
		(await countOverview(database.sql, rules, currentQuery(now), now)).boundary;
	expect(await boundary(NOW)).toBe(at('20261121000000'));
	expect(await boundary(at('20261127080000'))).toBe(at('20261127170000'));
});
