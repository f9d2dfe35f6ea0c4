import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OPERATOR, type Actor } from '#lib/domain/audit/entry.ts';
import { closeKey, createAccount, disable, resetPassword } from '#lib/server/accounts/manage.ts';
import { openIntake, type Intake, type IntakeItem } from '#lib/server/commands/intake.ts';
import { importCatalogue } from '#lib/server/commands/procedures.ts';
import { dismiss, mapAgencyName } from '#lib/server/commands/quarantine.ts';
import { translate } from '#lib/server/ingest/dossier-feed/translate.ts';
import { takeFile } from '#lib/server/ingest/files/take-file.ts';
import { checkChain } from '#lib/server/store/audit-chain.ts';
import { openRulebook, type Rulebook } from '#lib/server/store/rulebook.ts';
import { aKey, emailOf, NOW, settle } from '../accounts/province.ts';
import { aRecord } from '../makers/feed.ts';
import { LAND } from '../makers/province.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';

const ADMIN: Actor = {
	kind: 'account',
	accountId: 7,
	keyId: null,
	screenId: null,
	address: '10.1.2.3'
};

let database: FreshDatabase;
let intake: Intake;
let rulebook: Rulebook;

beforeAll(async () => {
	database = await freshDatabase();
	await settle(database);
	rulebook = openRulebook(database.sql);
	intake = openIntake({ database: database.web, rulebook });
});
afterAll(async () => {
	// Whatever was done above, the chain is whole.
	expect((await checkChain(database.sql)).broken).toEqual([]);
	await database.drop();
});

interface Row {
	actor: string;
	accountId: number | null;
	keyId: number | null;
	address: string | null;
	action: string;
	subject: string | null;
	before: unknown;
	after: unknown;
}

/** What was put on record while `work` ran. */
async function recorded(work: () => Promise<unknown>): Promise<Row[]> {
	const [from] = await database.sql<{ n: number }[]>`select n from audit_head`;
	await work();
	const rows = await database.sql<(Row & { before: string | null; after: string | null })[]>`
		select actor, account_id as "accountId", key_id as "keyId", address, action, subject, before, after
		from audit where n > ${from?.n ?? 0} order by n`;
	return rows.map((row) => ({
		...row,
		before: row.before === null ? null : JSON.parse(row.before),
		after: row.after === null ? null : JSON.parse(row.after)
	}));
}

function items(records: unknown[]): IntakeItem[] {
	const reading = { service: 'DongBoHoSoMC', receivingUnit: '', handlerKey: 'test' } as const;
	return records.map((record, index) => ({
		index,
		translated: translate(record, reading),
		arrivedAt: NOW
	}));
}

describe('a batch of the feed', () => {
	const batch = items([
		aRecord('H21.01-1-1'),
		aRecord('H21.01-1-2'),
		aRecord('H21.01-1-3', { DonViXuLy: 'Không ai biết' })
	]);
	const sender = { keyId: 3, agencies: 'all', backfill: false } as const;

	test('is one link however many messages it has: key, address and counts', async () => {
		const actor: Actor = { ...ADMIN, kind: 'key', accountId: null, keyId: 3 };
		const rows = await recorded(async () => intake.take(batch, { ...sender, actor }, NOW));
		expect(rows).toEqual([
			{
				...{ actor: 'key', accountId: null, keyId: 3, address: '10.1.2.3' },
				...{ action: 'feed.batch', subject: null, before: null },
				after: {
					...{ records: 3, accepted: 2, unchanged: 0, quarantined: 1 },
					recordedAt: expect.stringMatching(/^2026-11-20T09:00:00/)
				}
			}
		]);
	});

	test('that says nothing new is on record too, and one that is only tried is not', async () => {
		const again = await recorded(async () => intake.take(batch, sender, NOW + 1));
		expect(again).toMatchObject([{ after: { accepted: 0, unchanged: 2 } }]);
		const tried = async () =>
			intake.take(items([aRecord('H21.01-1-4')]), sender, NOW, { dryRun: true });
		expect(await recorded(tried)).toEqual([]);
	});
});

test('a file is on record by who sent it, its content’s hash and its counts, not by its name', async () => {
	const header = 'MaHoSo,MaTTHC,TenTTHC,NgayTiepNhan,NgayHenTra,TrangThaiHoSo,DonViXuLy';
	const line = `H21.01-2-1,1.004227,Đăng ký biến động,2/11/2026 8:30,16/11/2026,4,${LAND}`;
	const file = {
		name: 'ho so Nguyen Van Thu.csv',
		bytes: new TextEncoder().encode([header, line].join('\n'))
	};
	const order = {
		...{ file, dryRun: false, receivingUnit: '' },
		sender: { keyId: 0, agencies: 'all' as const, backfill: false, actor: ADMIN }
	};
	const rows = await recorded(async () =>
		takeFile({ db: database.web, intake, handlerKey: 'test' }, order, NOW)
	);
	expect(rows).toMatchObject([
		{
			...{ actor: 'account', accountId: 7, action: 'file.import' },
			after: { records: 1, accepted: 1, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }
		}
	]);
	expect(JSON.stringify(rows)).not.toContain('Thu');
});

describe('messages that wait', () => {
	const quarantine = () => ({ db: database.web, rulebook, intake });
	const name = 'Phòng Chưa Rõ';

	test('mapped: who said which agency it is, and one link for each batch let through', async () => {
		const records = [1, 2].map((n) => aRecord(`H21.01-3-${n}`, { DonViXuLy: name }));
		await intake.take(items(records), { keyId: 3, agencies: 'all', backfill: false }, NOW);
		const mapping = { name, agency: 'H21.01', validFrom: null, validTo: null };
		const rows = await recorded(async () =>
			mapAgencyName(quarantine(), mapping, 'account:7', NOW, ADMIN)
		);
		expect(rows).toMatchObject([
			{ action: 'quarantine.map', accountId: 7, subject: 'agency:H21.01', after: mapping },
			{ action: 'quarantine.replay', accountId: 7, after: { name, key: 3, accepted: 2 } }
		]);
	});

	test('let go: who, why and how many', async () => {
		await intake.take(
			items([aRecord('H21.01-4-1', { NgayTiepNhan: 'hôm qua' })]),
			{ keyId: 3, agencies: 'all', backfill: false },
			NOW
		);
		const rows = await recorded(async () =>
			dismiss(quarantine(), { reason: 'not_a_date' }, 'sent_again', 'account:7', NOW, ADMIN)
		);
		expect(rows).toMatchObject([
			{ action: 'quarantine.dismiss', after: { because: 'sent_again', dismissed: 1 } }
		]);
	});
});

test('a catalogue file is on record with what each version was before and after', async () => {
	const desk = { db: database.web, rulebook, intake };
	const bring = async (norm: string, dryRun = false) =>
		importCatalogue(
			desk,
			{
				rows: [
					{
						'Mã TTHC': '1.004227',
						'Tên TTHC': 'Đăng ký biến động',
						'Lĩnh vực': 'Đất đai',
						'Thời hạn': norm
					}
				],
				...{ defaults: { validFrom: '2026-11-20', source: '99/QĐ-UBND' }, dryRun, plan: null }
			},
			NOW,
			ADMIN
		);
	expect(await recorded(async () => bring('10', true))).toEqual([]);
	const rows = await recorded(async () => expect(await bring('10')).toMatchObject({ taken: true }));
	expect(rows).toMatchObject([
		{ action: 'catalogue.import', accountId: 7, after: { plan: expect.any(String) } }
	]);
});

describe('accounts and keys', () => {
	test('are on record with who did it, and with no password, key or hash', async () => {
		const made: string[] = [];
		const rows = await recorded(async () => {
			await createAccount(
				database,
				{
					...{ email: 'moi@test.example', name: 'Mới', role: 'officer', agencyCode: 'H21.01' },
					password: 'mat khau rat bi mat'
				},
				ADMIN
			);
			await resetPassword(database, 'moi@test.example', 'mat khau khac bi mat', OPERATOR);
			await disable(database, 'moi@test.example', ADMIN);
			const { id, key } = await aKey(database, { name: 'IOC', agencyCode: 'H21.01' });
			await closeKey(database, id, ADMIN);
			made.push(key);
		});
		expect(rows.map(({ actor, action }) => `${actor} ${action}`)).toEqual([
			'account account.create',
			'operator account.password',
			'account account.disable',
			'operator key.create',
			'account key.revoke'
		]);
		expect(rows[0]).toMatchObject({
			...{ accountId: 7, address: '10.1.2.3', before: null },
			after: { email: 'moi@test.example', role: 'officer', agency: 'H21.01' }
		});
		expect(rows[4]).toMatchObject({
			before: { name: 'IOC', scope: 'read', agency: 'H21.01', revokedAt: null },
			after: { revokedAt: expect.stringMatching(/^20/) }
		});
		expect(JSON.stringify(rows)).not.toMatch(/bi mat|argon2|hash/);
		expect(JSON.stringify(rows)).not.toContain(made[0]?.slice(8));
	});

	test('what is refused is not done, and not on record as done', async () => {
		const refused = await recorded(async () => {
			await closeKey(database, 2_000_000, ADMIN);
			await disable(database, 'nobody@test.example', ADMIN);
			await createAccount(
				database,
				{
					email: emailOf('leader'),
					name: null,
					role: 'leader',
					agencyCode: null,
					password: 'x'.repeat(30)
				},
				ADMIN
			);
		});
		expect(refused).toEqual([]);
	});
});
