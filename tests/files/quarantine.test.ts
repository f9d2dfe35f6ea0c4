import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OPERATOR } from '#lib/domain/audit/entry.ts';
import { parseFeedInstant } from '#lib/domain/calendar/time.ts';
import { openIntake, type Intake } from '#lib/server/commands/intake.ts';
import {
	dismiss,
	mapAgencyName,
	previewMapping,
	replay,
	type QuarantineDesk
} from '#lib/server/commands/quarantine.ts';
import { translate } from '#lib/server/ingest/dossier-feed/translate.ts';
import type { Service } from '#lib/server/ingest/dossier-feed/wire.ts';
import { saveProvince } from '#lib/server/store/agencies.ts';
import { claimCommand, forgetCommand, keepAnswer } from '#lib/server/store/idempotency.ts';
import { orphans, waitingGroups, waitingMessages } from '#lib/server/store/quarantine.ts';
import { openRulebook } from '#lib/server/store/rulebook.ts';
import { aRecord, aStep } from '../makers/feed.ts';
import { aProvince } from '../makers/province.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';

const ARRIVED = parseFeedInstant('20261110090000') ?? 0;
const NOW = parseFeedInstant('20261120090000') ?? 0;
const MAPPING = { agency: 'H21.02', validFrom: null, validTo: null };

let database: FreshDatabase;
let intake: Intake;
let desk: QuarantineDesk;

beforeAll(async () => {
	database = await freshDatabase();
	await saveProvince(database, aProvince(), ARRIVED, 'test');
	const rulebook = openRulebook(database.sql);
	intake = openIntake({ database: database.web, rulebook });
	desk = { db: database.web, rulebook, intake };
});
afterAll(async () => database.drop());

async function send(records: unknown[], service: Service = 'DongBoHoSoMC') {
	const reading = { service, receivingUnit: '', handlerKey: 'test' };
	const items = records.map((record, index) => ({
		index,
		translated: translate(record, reading),
		arrivedAt: ARRIVED
	}));
	return intake.take(items, { keyId: 1, agencies: 'all', backfill: false }, ARRIVED);
}

const under = async (agencyName: string) =>
	(await waitingMessages(database.sql, { agencyName }, { after: 0, limit: 10 })).total;

describe('messages that wait', () => {
	test('are grouped by what they wait for', async () => {
		await send([
			aRecord('A-1', { DonViXuLy: 'Phòng Hộ tịch' }),
			aRecord('A-2', { DonViXuLy: 'Phòng Hộ tịch' }),
			aRecord('A-3', { NgayTiepNhan: 'hôm qua' }),
			aRecord('A-4', { DonViXuLy: 'Ban Quản lý chợ' })
		]);
		const groups = await waitingGroups(database.sql);
		expect(groups.map((g) => [g.reason, g.agencyName, g.messages])).toEqual([
			['unknown_agency', 'Phòng Hộ tịch', 2],
			['not_a_date', null, 1],
			['unknown_agency', 'Ban Quản lý chợ', 1]
		]);
	});

	test('are let through when their name is told, with the arrival that they had', async () => {
		const mapping = { ...MAPPING, name: 'Phòng Hộ tịch' };
		expect(await previewMapping(desk, mapping)).toEqual({
			accepted: true,
			value: { released: 2, waiting: 0 }
		});
		expect(await mapAgencyName(desk, mapping, 'account:1', NOW, OPERATOR)).toEqual({
			accepted: true,
			value: { released: 2, waiting: 0 }
		});
		const rows = await database.sql`
			select d.code, a.code as agency, m.arrived_at as "arrivedAt"
			from dossiers d join agencies a on a.id = d.agency_id
			join messages m on m.dossier_id = d.id where d.code like 'A-%' order by d.code`;
		expect([...rows]).toEqual([
			{ code: 'A-1', agency: 'H21.02', arrivedAt: ARRIVED },
			{ code: 'A-2', agency: 'H21.02', arrivedAt: ARRIVED }
		]);
		expect(await under('Phòng Hộ tịch')).toBe(0);
		expect(await send([aRecord('A-1', { DonViXuLy: 'Phòng Hộ tịch' })])).toMatchObject({
			unchanged: 1
		});
	});

	test('of days outside the mapping stay', async () => {
		await send([
			aRecord('B-1', { DonViXuLy: 'Tổ công tác', NgayTiepNhan: '20261002083000' }),
			aRecord('B-2', { DonViXuLy: 'Tổ công tác', NgayTiepNhan: '20261102083000' })
		]);
		const mapping = { ...MAPPING, name: 'Tổ công tác', validFrom: '2026-11-01' };
		const outcome = { accepted: true, value: { released: 1, waiting: 1 } };
		expect(await previewMapping(desk, mapping)).toEqual(outcome);
		expect(await mapAgencyName(desk, mapping, 'account:1', NOW, OPERATOR)).toEqual(outcome);
		expect(await under('Tổ công tác')).toBe(1);
		expect(await replay(desk, 'Tổ công tác', 'account:1', NOW, OPERATOR)).toEqual({
			released: 0,
			waiting: 1
		});
	});

	test('under a name that has another owner, or that nobody sent, are refused in words', async () => {
		const taken = { ...MAPPING, agency: 'H21.01', name: 'Tổ công tác', validFrom: '2026-11-15' };
		expect(await mapAgencyName(desk, taken, 'account:1', NOW, OPERATOR)).toMatchObject({
			refusal: { code: 'mapping.name_taken' }
		});
		const unsent = { ...MAPPING, name: 'Chưa ai gửi' };
		expect(await mapAgencyName(desk, unsent, 'account:1', NOW, OPERATOR)).toMatchObject({
			refusal: { code: 'mapping.name_unknown' }
		});
		const nowhere = { ...MAPPING, name: 'Tổ công tác', agency: 'H99' };
		expect(await mapAgencyName(desk, nowhere, 'account:1', NOW, OPERATOR)).toMatchObject({
			refusal: { code: 'mapping.agency_unknown' }
		});
	});

	test('can be let go for a reason from the list, and are then no longer counted', async () => {
		const which = { reason: 'not_a_date' };
		expect(await dismiss(desk, which, 'sent_again', 'account:1', NOW, OPERATOR)).toEqual({
			accepted: true,
			value: { dismissed: 1 }
		});
		expect(await dismiss(desk, which, 'sent_again', 'account:1', NOW, OPERATOR)).toEqual({
			accepted: true,
			value: { dismissed: 0 }
		});
		expect(await dismiss(desk, {}, 'sent_again', 'account:1', NOW, OPERATOR)).toMatchObject({
			accepted: false
		});
		const groups = await waitingGroups(database.sql);
		expect(groups.map(({ reason }) => reason)).not.toContain('not_a_date');
	});

	test('steps whose dossier has not come are listed until it comes', async () => {
		await send([aStep('C-1', '20261105090000', 4)], 'CapNhatTienDoHoSoMC');
		expect(await orphans(database.sql, 10)).toMatchObject({
			total: 1,
			items: [{ code: 'C-1', steps: 1 }]
		});
		await send([aRecord('C-1')]);
		expect((await orphans(database.sql, 10)).total).toBe(0);
	});
});

describe('a command sent with an Idempotency-Key', () => {
	const identity = { sender: 'account:1', key: 'k-1', method: 'POST', path: '/x', body: '{"a":1}' };

	test('answers the second time as the first, and refuses another body', async () => {
		const { sql } = database;
		expect(await claimCommand(sql, identity, NOW)).toEqual({ is: 'begun' });
		expect(await claimCommand(sql, identity, NOW)).toEqual({ is: 'under_way' });
		await keepAnswer(sql, identity, { status: 200, answer: { released: 2 } });
		expect(await claimCommand(sql, identity, NOW)).toEqual({
			is: 'answered',
			stored: { status: 200, answer: { released: 2 } }
		});
		expect(await claimCommand(sql, { ...identity, body: '{"a":2}' }, NOW)).toEqual({
			is: 'other_body'
		});
		expect(await claimCommand(sql, { ...identity, sender: 'account:2' }, NOW)).toEqual({
			is: 'begun'
		});
	});

	test('that failed can be sent again, and is forgotten after thirty days', async () => {
		const { sql } = database;
		const failed = { ...identity, key: 'k-2' };
		await claimCommand(sql, failed, NOW);
		await forgetCommand(sql, failed);
		expect(await claimCommand(sql, failed, NOW)).toEqual({ is: 'begun' });
		await keepAnswer(sql, failed, { status: 200, answer: {} });
		expect(await claimCommand(sql, failed, NOW + 31 * 86_400_000)).toEqual({ is: 'begun' });
	});
});
