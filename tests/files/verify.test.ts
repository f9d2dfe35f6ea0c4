import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseFeedInstant } from '#lib/domain/calendar/time.ts';
import { openIntake, type Intake } from '#lib/server/commands/intake.ts';
import { translate } from '#lib/server/ingest/dossier-feed/translate.ts';
import type { Service } from '#lib/server/ingest/dossier-feed/wire.ts';
import { saveProvince } from '#lib/server/store/agencies.ts';
import { openRulebook, type Rulebook } from '#lib/server/store/rulebook.ts';
import { withTransaction } from '#lib/server/store/database.ts';
import { INVARIANTS, verifyAll } from '#lib/server/store/verify.ts';
import { aRecord, aStep } from '../makers/feed.ts';
import { aProvince, COMMUNE, JUSTICE, LAND_BRANCH, LAND_OFFICE } from '../makers/province.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';

const NOW = parseFeedInstant('20261120093000') ?? 0;

let database: FreshDatabase;
let intake: Intake;
let rulebook: Rulebook;

async function send(records: unknown[], now: number, service: Service = 'DongBoHoSoMC') {
	const reading = { service, receivingUnit: '', handlerKey: 'test' };
	const items = records.map((record, index) => ({
		index,
		translated: translate(record, reading),
		arrivedAt: now
	}));
	await intake.take(items, { keyId: 1, agencies: 'all', backfill: false }, now);
}

async function differences() {
	const { findings } = await withTransaction(
		database,
		async ({ sql }) => verifyAll(sql, await rulebook.current(), NOW),
		{ isolation: 'repeatable read', readOnly: true }
	);
	return Object.fromEntries(findings.map((f) => [f.invariant, f.differences]));
}

const NONE = Object.fromEntries(INVARIANTS.map((invariant) => [invariant, 0]));

beforeAll(async () => {
	database = await freshDatabase();
	await saveProvince(database, aProvince(), NOW, 'test');
	rulebook = openRulebook(database.sql);
	intake = openIntake({ database: database.web, rulebook });
	const agencies = [LAND_BRANCH, LAND_OFFICE, JUSTICE, COMMUNE];
	const day = (n: number) => String(n).padStart(2, '0');
	const records = Array.from({ length: 120 }, (_, i) => {
		const status = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10][i % 10] ?? 4;
		const received = `2026${i % 3 === 0 ? '09' : '11'}${day((i % 17) + 1)}083000`;
		const ended = `202611${day((i % 19) + 1)}100000`;
		return aRecord(`H21.01-26-${i}`, {
			DonViXuLy: agencies[i % 4],
			TrangThaiHoSo: String(status),
			KenhThucHien: String((i % 3) + 1),
			NgayNopHoSo: '20260831080000',
			NgayTiepNhan: status === 1 ? '' : received,
			NgayHenTra: i % 7 === 0 ? '' : `202611${day((i % 28) + 1)}170000`,
			NgayKetThucXuLy: status >= 9 ? ended : '',
			NgayTra: status === 10 ? ended : '',
			NgayTuChoi: status === 3 ? ended : '',
			...(i % 11 === 0 ? { MaTTHC: '2.000815', NgayHenTra: '' } : {})
		});
	});
	await send(records, NOW - 40 * 86_400_000);
	await send(
		records.slice(0, 60).map((record, i) => ({
			...record,
			NgayHenTra: i % 2 === 0 ? '20261125170000' : '',
			TrangThaiHoSo: i % 5 === 0 ? '4' : record['TrangThaiHoSo']
		})),
		NOW - 86_400_000
	);
	const steps = records.slice(0, 40).map(({ MaHoSo }, i) => {
		return aStep(String(MaHoSo), '20261118090000', [4, 5, 8, 9][i % 4] ?? 4);
	});
	await send(steps, NOW - 3_600_000, 'CapNhatTienDoHoSoMC');
});
afterAll(async () => database.drop());

describe('the recount of everything that is served', () => {
	test('finds nothing where nothing is wrong', async () => {
		expect(await differences()).toEqual(NONE);
	});

	test('counts opinions asked as they are served', async () => {
		// Opinions asked: some answered in time, some late, some waiting, some without a day, some taken back.
		await database.sql`
			insert into consultations (dossier_id, agency_id, body_kind, asked_id, asked_name, number,
				asked_on, due_on, at, said_by)
			select id, coalesce(agency_id, 1), 'ministry', case when id % 2 = 0 then 2 end,
				case when id % 2 = 0 then '' else 'Bộ A' end, '', date '2026-01-01' - 20 + (id % 300)::int,
				case when id % 5 > 0 then date '2026-01-01' - 10 + (id % 300)::int end, now(), 'x'
			from dossiers`;
		await database.sql`
			insert into consultation_ends select id, case when id % 7 = 0 then 'withdrawn' else 'answered' end,
				case when id % 7 > 0 then asked_on + 5 + (id % 9)::int end, '', now(), null, 'x'
			from consultations where id % 3 > 0`;
		expect(await differences()).toEqual(NONE);
		await database.sql`delete from consultation_ends`;
		await database.sql`delete from consultations`;
	});

	test.each([
		[
			'a dossier under another agency',
			`update dossiers set agency_id = 4 where code = 'H21.01-26-3'`
		],
		[
			'an appointment that was rewritten',
			`update dossiers set due_on = due_on + 60, due_at = due_at + interval '60 days' where phase = 'open'`
		],
		[
			'a span of the past',
			`update dossier_spans set moved = not moved where known_to > '9999-01-01'`
		]
	])('finds %s', async (_, wrong) => {
		await database.sql`create table kept_dossiers as table dossiers`;
		await database.sql`create table kept_spans as table dossier_spans`;
		await database.sql.unsafe(wrong);
		const found = await differences();
		await database.sql`delete from dossiers`;
		await database.sql`insert into dossiers overriding system value table kept_dossiers`;
		await database.sql`delete from dossier_spans`;
		await database.sql`insert into dossier_spans overriding system value table kept_spans`;
		await database.sql`drop table kept_dossiers, kept_spans`;
		expect(found['states']).toBeGreaterThan(0);
		expect(found['figures']).toBeGreaterThan(0);
		expect(await differences()).toEqual(NONE);
	});

	test('finds a chain of dates with a gap, a lost entry and a message that nobody was told of', async () => {
		await database.sql`alter table due_dates disable trigger all`;
		await database.sql`alter table ledger disable trigger all`;
		await database.sql`update due_dates set n = n + 1 where dossier_id = 3`;
		await database.sql`delete from ledger where seq = 2`;
		const found = await differences();
		expect(found['dues']).toBeGreaterThan(0);
		expect(found['ledger']).toBe(2);
	});
});
