import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dayOf, parseFeedInstant } from '#lib/domain/calendar/time.ts';
import { openIntake, type Intake } from '#lib/server/commands/intake.ts';
import { translate } from '#lib/server/ingest/dossier-feed/translate.ts';
import type { Service } from '#lib/server/ingest/dossier-feed/wire.ts';
import { saveProvince } from '#lib/server/store/agencies.ts';
import { openRulebook } from '#lib/server/store/rulebook.ts';
import { aRecord, aStep } from '../makers/feed.ts';
import { aProvince } from '../makers/province.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';

let database: FreshDatabase;
let intake: Intake;
let clock = at('20261120090000');

function at(text: string): number {
	const instant = parseFeedInstant(text);
	if (instant === null) throw new Error(`not an instant: ${text}`);
	return instant;
}

async function send(records: unknown[], service: Service = 'DongBoHoSoMC', now = (clock += 1000)) {
	const reading = { service, receivingUnit: '', handlerKey: 'test' };
	const items = records.map((record, index) => ({
		index,
		translated: translate(record, reading),
		arrivedAt: now
	}));
	return intake.take(items, { keyId: 1, agencies: 'all', backfill: false }, now);
}

beforeAll(async () => {
	database = await freshDatabase();
	await saveProvince(database, aProvince(), clock, 'test');
	intake = openIntake({ database: database.web, rulebook: openRulebook(database.sql) });
});
afterAll(async () => database.drop());

describe('a batch of messages', () => {
	test('is counted as accepted once, and unchanged when it is sent again', async () => {
		const batch = [aRecord('H21.01-261102-0001'), aRecord('H21.01-261102-0002')];
		expect(await send(batch)).toMatchObject({ accepted: 2, unchanged: 0, quarantined: [] });
		expect(await send([...batch, ...batch])).toMatchObject({ accepted: 0, unchanged: 4 });
		const [row] = await database.sql`
			select count(*)::int as n from messages m join dossiers d on d.id = m.dossier_id
			where d.code like 'H21.01-261102-000%'`;
		expect(row?.n).toBe(2);
	});

	test('T10 puts one bad row aside, takes the rest and says which field and rule', async () => {
		const answer = await send([
			aRecord('H21.01-261102-0101'),
			aRecord('H21.01-261102-0102', { NgayTiepNhan: '20190231000000' }),
			aRecord('H21.01-261102-0103', { DonViXuLy: 'Phòng Không Ai Biết' }),
			aRecord('H21.01-261102-0104', { TrangThaiHoSo: '77' }),
			'not a record'
		]);
		expect(answer.accepted).toBe(1);
		expect(answer.quarantined).toEqual([
			{ index: 1, MaHoSo: 'H21.01-261102-0102', field: 'NgayTiepNhan', reason: 'not_a_date' },
			{ index: 2, MaHoSo: 'H21.01-261102-0103', field: 'DonViXuLy', reason: 'unknown_agency' },
			{ index: 3, MaHoSo: 'H21.01-261102-0104', field: 'TrangThaiHoSo', reason: 'unknown_status' },
			{ index: 4, MaHoSo: '', field: 'record', reason: 'must_be_object' }
		]);
	});

	test('waits in quarantine once, however often it is sent', async () => {
		const bad = aRecord('H21.01-261102-0110', { DonViXuLy: 'Đơn vị lạ' });
		await send([bad]);
		await send([bad, bad]);
		const rows = await database.sql`
			select times, agency_name from quarantine where code = 'H21.01-261102-0110'`;
		expect([...rows]).toEqual([{ times: 2, agency_name: 'Đơn vị lạ' }]);
	});

	test('leaves nothing behind when it is only tried', async () => {
		const now = (clock += 1000);
		const reading = { service: 'DongBoHoSoMC' as const, receivingUnit: '', handlerKey: 'test' };
		const translated = translate(aRecord('H21.01-261102-0120'), reading);
		const answer = await intake.take(
			[{ index: 0, translated, arrivedAt: now }],
			{ keyId: 1, agencies: 'all', backfill: false },
			now,
			{ dryRun: true }
		);
		expect(answer).toEqual({ accepted: 1, unchanged: 0, quarantined: [], seq: null });
		const rows = await database.sql`select 1 from dossiers where code = 'H21.01-261102-0120'`;
		expect(rows).toHaveLength(0);
	});
});

describe('a dossier in the store', () => {
	test('keeps what was true when, and since when that was known', async () => {
		const code = 'H21.01-261102-0200';
		await send([aRecord(code)], 'DongBoHoSoMC', at('20261120100000'));
		await send(
			[aStep(code, '20261118160000', 9), aStep(code, '20261119090000', 10)],
			'CapNhatTienDoHoSoMC',
			at('20261120110000')
		);
		const spans = await database.sql`
			select s.status, s.valid_from as "from", s.known_to as "knownTo", s.finished_on as "finishedOn"
			from dossier_spans s join dossiers d on d.id = s.dossier_id
			where d.code = ${code} order by s.known_from, s.valid_from`;
		expect(spans.map((s) => [s.status, dayOf(s.from), s.finishedOn])).toEqual([
			[4, '2026-11-02', null],
			[4, '2026-11-02', null],
			[9, '2026-11-18', '2026-11-18'],
			[10, '2026-11-19', '2026-11-18']
		]);
		expect(spans[0]?.knownTo).toBe(at('20261120110000'));
	});

	test('keeps every appointment with its reason; the ledger itself refuses change', async () => {
		const code = 'H21.01-261102-0300';
		await send([aRecord(code)]);
		await send([aRecord(code, { NgayHenTra: '20261125170000' })]);
		const dues = await database.sql`
			select c.n, c.reason, c.grounded, c.due_at as "dueAt" from due_dates c
			join dossiers d on d.id = c.dossier_id and d.due_revision = c.revision
			where d.code = ${code} order by c.n`;
		expect(dues.map((d) => [d.n, d.reason, d.grounded, dayOf(d.dueAt)])).toEqual([
			[1, 'first', true, '2026-11-16'],
			[2, 'moved', false, '2026-11-25']
		]);
		await expect(database.sql`update due_dates set grounded = true`).rejects.toThrow('append-only');
		await expect(database.sql`delete from messages`).rejects.toThrow('append-only');
	});

	test('is written by two senders at once without loss', async () => {
		const codes = Array.from({ length: 40 }, (_, i) => `H21.01-261103-${1000 + i}`);
		const now = (clock += 1000);
		const answers = await Promise.all([
			send(
				codes.map((code) => aRecord(code)),
				'DongBoHoSoMC',
				now
			),
			send(
				codes.toReversed().map((code) => aRecord(code)),
				'DongBoHoSoMC',
				now
			),
			send(
				codes.map((code) => aStep(code, '20261105090000', 5)),
				'CapNhatTienDoHoSoMC',
				now
			)
		]);
		expect(answers.reduce((n, a) => n + a.accepted, 0)).toBe(80);
		const rows = await database.sql`
			select phase, message_count as n from dossiers where code like 'H21.01-261103-%'`;
		expect(new Set(rows.map((r) => `${r.phase} ${r.n}`))).toEqual(new Set(['paused 2']));
	});

	test('of which only steps have come is counted for nobody until the dossier itself comes', async () => {
		const code = 'H21.01-261104-0001';
		await send([aStep(code, '20261105090000', 4)], 'CapNhatTienDoHoSoMC');
		const before = await database.sql`select phase from dossiers where code = ${code}`;
		expect(before[0]?.phase).toBe('incomplete');
		await send([aRecord(code)]);
		const after = await database.sql`select phase, status from dossiers where code = ${code}`;
		expect({ ...after[0] }).toEqual({ phase: 'open', status: 4 });
	});
});
