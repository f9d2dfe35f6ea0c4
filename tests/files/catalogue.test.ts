import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OPERATOR } from '#lib/domain/audit/entry.ts';
import { dayOf, parseFeedInstant } from '#lib/domain/calendar/time.ts';
import { openIntake } from '#lib/server/commands/intake.ts';
import { importCatalogue, type CatalogueDesk } from '#lib/server/commands/procedures.ts';
import { translate } from '#lib/server/ingest/dossier-feed/translate.ts';
import { saveProvince } from '#lib/server/store/agencies.ts';
import { withTransaction } from '#lib/server/store/database.ts';
import { procedureVersions, searchProcedures } from '#lib/server/store/procedures.ts';
import { openRulebook } from '#lib/server/store/rulebook.ts';
import { verifyAll } from '#lib/server/store/verify.ts';
import { aRecord } from '../makers/feed.ts';
import { aProvince } from '../makers/province.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';

const NOW = parseFeedInstant('20261120090000') ?? 0;
const ROW = {
	'Mã TTHC': '1.000656',
	'Tên TTHC': 'Đăng ký khai tử',
	'Lĩnh vực': 'Hộ tịch',
	'Trong ngày': 'x',
	'Hiệu lực từ': '1/1/2026'
};

let database: FreshDatabase;
let desk: CatalogueDesk;

beforeAll(async () => {
	database = await freshDatabase();
	await saveProvince(database, aProvince(), NOW, 'test');
	const rulebook = openRulebook(database.sql);
	const intake = openIntake({ database: database.web, rulebook });
	desk = { db: database.web, rulebook, intake };
	const records = [
		aRecord('P-1', { MaTTHC: '1.000656', NgayHenTra: '', NgayTiepNhan: '20261102083000' }),
		aRecord('P-2', { MaTTHC: '1.000656', NgayHenTra: '20261110170000' }),
		aRecord('P-3')
	];
	const reading = { service: 'DongBoHoSoMC' as const, receivingUnit: 'H21.01', handlerKey: 'test' };
	const items = records.map((record, index) => ({
		index,
		translated: translate(record, reading),
		arrivedAt: NOW
	}));
	await intake.take(items, { keyId: 1, agencies: 'all', backfill: false }, NOW);
});
afterAll(async () => database.drop());

const bring = async (rows: Record<string, unknown>[], dryRun = false, plan: string | null = null) =>
	importCatalogue(
		desk,
		{ rows, defaults: { validFrom: '2026-11-20', source: '99/QĐ-UBND' }, dryRun, plan },
		NOW,
		OPERATOR
	);

async function dossiers() {
	return [
		...(await database.sql`
			select code, due_source as "dueSource", due_on as "dueOn", flags from dossiers order by code`)
	];
}

describe('a catalogue file', () => {
	test('is only tried first: the plan says what would change, and nothing has', async () => {
		const before = await dossiers();
		const outcome = await bring([ROW], true);
		expect(outcome).toMatchObject({ taken: false, refolded: 0, errors: [] });
		expect(outcome.added.map(({ code }) => code)).toEqual(['1.000656']);
		expect(await procedureVersions(database.sql)).toHaveLength(2);
		expect(await dossiers()).toEqual(before);
	});

	test('T31 with a wrong line changes nothing', async () => {
		const outcome = await bring([
			ROW,
			{ ...ROW, 'Mã TTHC': '1.000657', 'Hiệu lực từ': '30/2/2026' }
		]);
		expect(outcome).toMatchObject({
			taken: false,
			refusal: 'lines_refused',
			errors: [{ row: 3, field: 'validFrom', reason: 'not_a_day' }]
		});
		expect(await procedureVersions(database.sql)).toHaveLength(2);
	});

	test('is refused when the catalogue is no longer the one that was looked at', async () => {
		expect(await bring([ROW], false, 'another plan')).toMatchObject({
			taken: false,
			refusal: 'changed_meanwhile'
		});
	});

	test('brings same-day dues to dossiers without an appointment, and leaves recorded ones', async () => {
		const { plan } = await bring([ROW], true);
		expect(await bring([ROW], false, plan)).toMatchObject({ taken: true, refolded: 2 });
		expect(await dossiers()).toMatchObject([
			{ code: 'P-1', dueSource: 'same_day', dueOn: '2026-11-02' },
			{ code: 'P-2', dueSource: 'recorded', dueOn: '2026-11-10' },
			{ code: 'P-3', dueSource: 'recorded' }
		]);
		for (const { flags } of await dossiers()) expect(flags).not.toContain('N17');
		const again = await bring([ROW]);
		expect(again).toMatchObject({ taken: true, added: [], changed: [], refolded: 0 });
		const { findings } = await withTransaction(
			database,
			async ({ sql }) => verifyAll(sql, await desk.rulebook.current(), NOW),
			{ isolation: 'repeatable read', readOnly: true }
		);
		expect(findings.filter(({ differences }) => differences > 0)).toEqual([]);
	});

	test('can be searched without diacritics, as of a day', async () => {
		const versions = await procedureVersions(database.sql);
		const asked = { on: dayOf(NOW), offset: 0, limit: 10 };
		const codes = (search: string | null, on = asked.on) =>
			searchProcedures(versions, { ...asked, on, search }).items.map(({ code }) => code);
		expect(codes('khai tu')).toEqual(['1.000656']);
		expect(codes('ĐẤT ĐAI')).toEqual(['1.004227']);
		expect(codes('khai tu', '2025-01-01')).toEqual([]);
	});
});
