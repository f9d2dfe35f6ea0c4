import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseFeedInstant } from '#lib/domain/calendar/time.ts';
import { openIntake, type Intake } from '#lib/server/commands/intake.ts';
import { takeFile } from '#lib/server/ingest/files/take-file.ts';
import { saveProvince } from '#lib/server/store/agencies.ts';
import { openRulebook } from '#lib/server/store/rulebook.ts';
import { aProvince, JUSTICE, LAND } from '../makers/province.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';

const NOW = parseFeedInstant('20261120090000') ?? 0;
const HEADER =
	'MaHoSo,MaTTHC,TenTTHC,NgayTiepNhan,NgayHenTra,TrangThaiHoSo,DonViXuLy,ChuHoSo,GhiChu';

let database: FreshDatabase;
let intake: Intake;

beforeAll(async () => {
	database = await freshDatabase();
	await saveProvince(database, aProvince(), NOW, 'test');
	intake = openIntake({ database: database.web, rulebook: openRulebook(database.sql) });
});
afterAll(async () => database.drop());

function line(code: string, rest: Partial<Record<'agency' | 'received' | 'status', string>> = {}) {
	const { agency = LAND, received = '2/11/2026 8:30', status = '4' } = rest;
	return `${code},1.004227,Đăng ký biến động,${received},16/11/2026,${status},${agency},Nguyen Van Thu 0912345678,goi 0912345678`;
}

async function take(lines: string[], dryRun = false) {
	const bytes = new TextEncoder().encode([HEADER, ...lines].join('\n'));
	const order = {
		file: { name: 'hoso.csv', bytes },
		dryRun,
		receivingUnit: '',
		sender: { keyId: 0, agencies: 'all' as const, backfill: false }
	};
	return takeFile({ db: database.web, intake, handlerKey: 'test' }, order, NOW);
}

/** All that a file could have changed. */
async function contents() {
	const [row] = await database.sql`
		select (select count(*) from dossiers) as dossiers, (select count(*) from messages) as messages,
			(select count(*) from quarantine) as waiting, (select count(*) from due_dates) as dues,
			(select count(*) from dossier_spans) as spans, (select seq from ledger_head) as seq`;
	return row;
}

describe('a file of national records', () => {
	test('is only tried unless it is told otherwise, and says what would become of each line', async () => {
		const before = await contents();
		const report = await take([line('H21.01-1'), line('H21.01-2', { agency: 'Không Rõ' })], true);
		expect(report).toMatchObject({ taken: false, rows: 2, accepted: 1, quarantined: 1 });
		expect(report.lines).toEqual([
			{ line: 2, MaHoSo: 'H21.01-1', outcome: 'accepted' },
			{
				line: 3,
				MaHoSo: 'H21.01-2',
				outcome: 'quarantined',
				field: 'DonViXuLy',
				reason: 'unknown_agency'
			}
		]);
		expect(await contents()).toEqual(before);
	});

	test('T31 with one line that is not understood changes nothing, and names line, field and rule', async () => {
		const before = await contents();
		const good = Array.from({ length: 1_500 }, (_, i) => line(`H21.01-3${i}`));
		const report = await take([
			...good,
			line('H21.01-BAD', { received: '31/2/2026' }),
			line('H21.01-4', { agency: 'Không Rõ' })
		]);
		expect(report).toMatchObject({ taken: false, rows: 1_502, refused: 1 });
		expect(report.lines.filter(({ outcome }) => outcome === 'refused')).toEqual([
			{
				line: 1_502,
				MaHoSo: 'H21.01-BAD',
				outcome: 'refused',
				field: 'NgayTiepNhan',
				reason: 'not_a_date'
			}
		]);
		expect(await contents()).toEqual(before);
	});

	test('is taken in whole, beyond a thousand lines, as one entry of the ledger', async () => {
		const before = await contents();
		const lines = Array.from({ length: 1_200 }, (_, i) => line(`H21.01-5${i}`));
		expect(await take(lines)).toMatchObject({ taken: true, rows: 1_200, accepted: 1_200 });
		const after = await contents();
		expect(after).toMatchObject({
			dossiers: before?.['dossiers'] + 1_200,
			seq: before?.['seq'] + 1
		});
		const again = await take([...lines.slice(0, 2), line('H21.01-51', { status: '10' })]);
		expect(again).toMatchObject({ taken: true, unchanged: 2, accepted: 1 });
	});

	test('leaves no word of the citizen anywhere', async () => {
		await take([line('H21.02-6', { agency: JUSTICE }), line('H21.02-7', { agency: 'Lạ' })]);
		const [found] = await database.sql`
			select (select count(*)::int from messages where content::text ~ '0912345678|Nguyen Van Thu')
				+ (select count(*)::int from quarantine where content::text ~ '0912345678|Nguyen Van Thu')
				as n`;
		expect(found).toEqual({ n: 0 });
	});
});
