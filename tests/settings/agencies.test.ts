import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OPERATOR } from '#lib/domain/audit/entry.ts';
import { parseFeedInstant } from '#lib/domain/calendar/time.ts';
import {
	addAgencyAlias,
	addHead,
	changeAgency,
	endAgency,
	importAgencies,
	type AgencyDesk
} from '#lib/server/commands/agencies.ts';
import { openIntake, type Intake } from '#lib/server/commands/intake.ts';
import { replay } from '#lib/server/commands/quarantine.ts';
import { translate } from '#lib/server/ingest/dossier-feed/translate.ts';
import { withTransaction } from '#lib/server/store/database.ts';
import { openRulebook } from '#lib/server/store/rulebook.ts';
import { verifyAll } from '#lib/server/store/verify.ts';
import { aRecord } from '../makers/feed.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';

const NOW = parseFeedInstant('20261120090000') ?? 0;
const BY = { actor: OPERATOR, name: 'test' };
const DOCUMENT = '12/QĐ-UBND ngày 02/01/2026';

let database: FreshDatabase;
let desk: AgencyDesk & { intake: Intake };

beforeAll(async () => {
	database = await freshDatabase();
	// As the pages' process works: PostgreSQL's policies bind it.
	const rulebook = openRulebook(database.web.sql);
	desk = {
		db: database.web,
		rulebook,
		intake: openIntake({ database: database.web, rulebook })
	};
});
afterAll(async () => database.drop());

function row(number: string, name: string, rest: Record<string, unknown> = {}) {
	return {
		'Mã cơ quan': `H99.${number}`,
		'Tên cơ quan': name,
		Loại: 'Sở',
		'Đầu mối': 'x',
		'Hiệu lực từ': '1/7/2025',
		...rest
	};
}

async function bring(
	rows: Record<string, unknown>[],
	{ dryRun = false, plan = null }: { dryRun?: boolean; plan?: string | null } = {}
) {
	const order = {
		rows: rows.map((cells, i) => ({ line: i + 2, cells })),
		defaults: { validFrom: '2026-11-20', document: DOCUMENT },
		dryRun,
		plan
	};
	return importAgencies(desk, order, BY, NOW, NOW);
}

async function counts() {
	const [found] = await database.sql`
		select (select count(*) from agencies) as agencies,
			(select count(*) from agency_versions) as versions,
			(select count(*) from agency_aliases) as aliases,
			(select count(*) from audit where action like 'agency.%') as acts, (select seq from ledger_head) as seq`;
	return found;
}

async function acts(): Promise<{ action: string; subject: string | null }[]> {
	return database.sql`select action, subject from audit where action like 'agency.%' order by n`;
}

describe('a file of agencies on an empty installation', () => {
	const rows = [
		row('01', 'Sở Nội vụ', { 'Tên viết tắt': 'SNV', 'Tên gọi khác': '000.00.01.H99; Nội vụ tỉnh' }),
		row('02', 'Sở Tư pháp', { 'Thủ trưởng': 'Trần Thị B', 'Chức danh': 'Giám đốc Sở' }),
		row('02.01', 'Trung tâm Trợ giúp pháp lý', {
			Loại: 'đơn vị sự nghiệp',
			'Đầu mối': '',
			'Mã cơ quan cấp trên': 'H99.02'
		})
	];

	test('is only tried first: the plan says what would be added, and nothing is', async () => {
		const before = await counts();
		const outcome = await bring(rows, { dryRun: true });
		expect(outcome).toMatchObject({ taken: false, errors: [], unchanged: 0 });
		expect(outcome.added).toHaveLength(3);
		expect(await counts()).toEqual(before);
	});

	test('with one wrong line changes nothing, and names line and column', async () => {
		const before = await counts();
		const outcome = await bring([...rows, row('03', '', { 'Mã cơ quan cấp trên': 'H99.88' })]);
		expect(outcome).toMatchObject({
			taken: false,
			refusal: 'lines_refused',
			errors: [{ row: 5, field: 'name', reason: 'missing' }]
		});
		expect(await counts()).toEqual(before);
	});

	test('a message sent before waits, and goes through once its agency is known', async () => {
		const send = aRecord('N-1', { DonViXuLy: 'Nội vụ tỉnh', NgayHenTra: '20261118170000' });
		const reading = { service: 'DongBoHoSoMC' as const, receivingUnit: 'H99.01', handlerKey: 'x' };
		const items = [{ index: 0, translated: translate(send, reading), arrivedAt: NOW }];
		const sender = { keyId: 1, agencies: 'all' as const, backfill: false };
		expect((await desk.intake.take(items, sender, NOW)).quarantined).toHaveLength(1);

		const { plan } = await bring(rows, { dryRun: true });
		expect(await bring(rows, { plan })).toMatchObject({ taken: true });
		expect(await replay(desk, null, 'test', NOW, OPERATOR)).toEqual({ released: 1, waiting: 0 });
		const [dossier] = await database.sql<{ code: string; dueOn: string }[]>`
			select a.code, d.due_on as "dueOn" from dossiers d join agencies a on a.id = d.agency_id`;
		expect(dossier).toEqual({ code: 'H99.01', dueOn: '2026-11-18' });
	});

	test('said again it changes nothing, and is no act on record', async () => {
		const before = await counts();
		expect(await bring(rows)).toMatchObject({ taken: true, unchanged: 3, added: [], changed: [] });
		expect(await counts()).toEqual(before);
		expect(await acts()).toEqual([{ action: 'agency.import', subject: null }]);
	});

	test('is refused when the agencies are no longer those that were looked at', async () => {
		const outcome = await bring([row('09', 'Sở Y tế')], { plan: 'another plan' });
		expect(outcome).toMatchObject({ taken: false, refusal: 'changed_meanwhile' });
	});
});

describe('one agency', () => {
	test('gets another name from a day on, and keeps what it was called before', async () => {
		const change = {
			code: 'H99.01',
			validFrom: '2026-12-01',
			name: 'Sở Nội vụ và Lao động',
			document: DOCUMENT
		};
		expect(await changeAgency(desk, change, BY, NOW, NOW)).toMatchObject({ accepted: true });
		const { directory } = await desk.rulebook.current();
		const id = directory.byCode('H99.01') ?? 0;
		expect(directory.version(id, '2026-11-30')?.name).toBe('Sở Nội vụ');
		expect(directory.version(id, '2026-12-01')?.name).toBe('Sở Nội vụ và Lao động');
		expect(await changeAgency(desk, change, BY, NOW, NOW)).toMatchObject({
			accepted: false,
			refusal: { code: 'agency.nothing_changed' }
		});
	});

	test('is not ended while others are below it, and then with what follows it', async () => {
		const end = {
			code: 'H99.02',
			validTo: '2026-12-31',
			successors: ['H99.01'],
			kind: 'merge' as const,
			document: DOCUMENT
		};
		expect(await endAgency(desk, end, BY, NOW, NOW)).toMatchObject({
			accepted: false,
			refusal: { code: 'agency.others_below' }
		});
		const moved = {
			code: 'H99.02.01',
			validFrom: '2026-12-31',
			parentCode: 'H99.01',
			document: DOCUMENT
		};
		expect(await changeAgency(desk, moved, BY, NOW, NOW)).toMatchObject({ accepted: true });
		expect(await endAgency(desk, end, BY, NOW, NOW)).toMatchObject({ accepted: true });
		const { directory } = await desk.rulebook.current();
		const id = directory.byCode('H99.02') ?? 0;
		expect(directory.version(id, '2027-01-01')).toBeNull();
		expect(directory.successors(id)).toMatchObject([{ on: '2027-01-01', kind: 'merge' }]);
	});

	test('an alias that means another agency is refused, its own is understood', async () => {
		const say = async (alias: string) =>
			addAgencyAlias(
				desk,
				{ code: 'H99.02.01', alias, validFrom: null, validTo: null },
				BY,
				NOW,
				NOW
			);
		expect(await say('SỞ NỘI VỤ')).toMatchObject({ refusal: { code: 'agency.alias_taken' } });
		expect(await say('TT Trợ giúp')).toMatchObject({ accepted: true });
		const { directory } = await desk.rulebook.current();
		expect(directory.resolveName('TT Trợ giúp', '2026-11-20')).toEqual({
			agencyId: directory.byCode('H99.02.01')
		});
	});

	test('a new head ends the term of the one before on the day before', async () => {
		const term = {
			code: 'H99.02',
			name: 'Lê Văn C',
			title: 'Phó Giám đốc phụ trách',
			acting: true,
			validFrom: '2026-10-01',
			validTo: null,
			document: DOCUMENT
		};
		expect(await addHead(desk, term, BY, NOW, NOW)).toMatchObject({ accepted: true });
		const terms = await database.sql`
			select name, valid_to as "validTo" from agency_heads order by valid_from`;
		expect([...terms]).toEqual([
			{ name: 'Trần Thị B', validTo: '2026-09-30' },
			{ name: 'Lê Văn C', validTo: null }
		]);
		expect(await addHead(desk, { ...term, validFrom: '2026-01-01' }, BY, NOW, NOW)).toMatchObject({
			refusal: { code: 'agency.head_later' }
		});
	});

	test('every change is an act on record, and all figures still agree with a recount', async () => {
		expect((await acts()).map(({ action, subject }) => `${action} ${subject ?? ''}`)).toEqual([
			'agency.import ',
			'agency.change agency:H99.01',
			'agency.change agency:H99.02.01',
			'agency.change agency:H99.02',
			'agency.alias agency:H99.02.01',
			'agency.head agency:H99.02'
		]);
		const { findings } = await withTransaction(
			database,
			async ({ sql }) => verifyAll(sql, await desk.rulebook.current(), NOW),
			{ isolation: 'repeatable read', readOnly: true }
		);
		expect(findings.filter(({ differences }) => differences > 0)).toEqual([]);
	});
});
