import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readerFor, type Reader } from '#lib/domain/accounts/reader.ts';
import { unknownActor, type Actor } from '#lib/domain/audit/entry.ts';
import { record } from '#lib/server/store/audit.ts';
import {
	chainState,
	countAudit,
	searchAudit,
	type AuditPlace,
	type AuditQuery
} from '#lib/server/store/audit-search.ts';
import { accountByEmail } from '#lib/server/store/accounts.ts';
import { openDatabase, type Database, type Sql } from '#lib/server/store/database.ts';
import { readAs } from '#lib/server/store/reading.ts';
import { openRulebook } from '#lib/server/store/rulebook.ts';
import { keepVerification } from '#lib/server/store/verifications.ts';
import { auditAnswer, shownAct, shownChain } from '#lib/server/web/audit-shapes.ts';
import { actionWord, toldDifferences } from '#lib/server/web/audit-words.ts';
import { aKey, emailOf, settle } from '../accounts/province.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';

const ALL: AuditQuery = { from: null, to: null, actor: null, group: null, subject: null };
const MONDAY = Date.parse('2026-11-16T23:59:59.999+07:00');

let owner: FreshDatabase;
/** As the role that serves people. */
let web: Database;
let leader: Actor;
let key: Actor;
let admin: Reader;
let head: Reader;

beforeAll(async () => {
	owner = await freshDatabase();
	await settle(owner);
	web = openDatabase(owner.webUrl, { max: 2 });
	const { directory } = await openRulebook(owner.sql).current();
	const readerOf = async (email: string) => {
		const account = await accountByEmail(owner.sql, email);
		return readerFor(account ?? { id: 0, email, name: '', posts: [] }, directory, '2026-11-20');
	};
	admin = await readerOf(emailOf('admin'));
	head = await readerOf(emailOf('land'));
	const { id } = await aKey(owner, { name: 'Một cửa tỉnh', scope: 'feed' });
	const account = await accountByEmail(owner.sql, emailOf('leader'));
	const one = { accountId: account?.id ?? 0, keyId: null, screenId: null, address: '10.0.0.1' };
	leader = { ...one, kind: 'account' };
	key = { ...one, kind: 'key', accountId: null, keyId: id, address: '10.0.0.2' };
	const act = { before: null, after: null, subject: null };
	await record(web.sql, { ...act, at: MONDAY, actor: leader, action: 'session.begin' });
	await record(web.sql, { ...act, at: MONDAY + 1, actor: key, action: 'feed.batch' });
	await record(web.sql, {
		...{ at: MONDAY + 2, actor: leader, action: 'agency.change', subject: 'agency:H21.01' },
		...{ before: { name: 'Sở cũ' }, after: { name: 'Sở mới' } }
	});
	await record(web.sql, {
		...{ ...act, at: MONDAY + 3, actor: unknownActor('10.9.9.9'), action: 'session.refuse' },
		subject: `account:${account?.id ?? 0}`
	});
});
afterAll(async () => {
	await web.close();
	await owner.drop();
});

const asAdmin = async <T>(read: (sql: Sql) => Promise<T>): Promise<T> => readAs(web, admin, read);
const search = async (query: AuditQuery, place: AuditPlace, limit: number) =>
	asAdmin(async (sql) => searchAudit(sql, query, place, limit));
const actions = async (query: Partial<AuditQuery>, place: AuditPlace = null, limit = 50) => {
	const { rows } = await search({ ...ALL, ...query }, place, limit);
	return rows.map(({ action }) => action);
};

describe('the record of acts, as the role that serves people reads it', () => {
	test('is told the newest first, with the names that there are', async () => {
		const { rows } = await search(ALL, null, 3);
		expect(rows.map(({ action }) => action)).toEqual([
			'session.refuse',
			'agency.change',
			'feed.batch'
		]);
		expect(rows[0]).toMatchObject({ kind: 'nobody', subjectName: emailOf('leader') });
		expect(rows[1]).toMatchObject({
			...{ email: emailOf('leader'), accountName: 'leader', address: '10.0.0.1' },
			...{ before: { name: 'Sở cũ' }, after: { name: 'Sở mới' } }
		});
		expect(rows[2]).toMatchObject({
			keyName: 'Một cửa tỉnh',
			hash: expect.stringMatching(/^[0-9a-f]{64}$/)
		});
	});

	test('is nobody’s who may not see it', async () => {
		const read = async (sql: Sql) => searchAudit(sql, ALL, null, 50);
		expect(await readAs(web, head, read)).toMatchObject({ rows: [] });
		expect(await read(web.sql)).toMatchObject({ rows: [] });
	});

	test('is narrowed by whom: id, name without diacritics, kind and address', async () => {
		const mine = ['agency.change', 'session.begin'];
		expect(await actions({ actor: `account:${leader.accountId ?? 0}` })).toEqual(mine);
		expect(await actions({ actor: 'leader@' })).toEqual(mine);
		expect(await actions({ actor: 'mot cua' })).toEqual(['feed.batch']);
		expect(await actions({ actor: 'nobody' })).toEqual(['session.refuse']);
		expect(await actions({ actor: '10.0.0.2' })).toEqual(['feed.batch']);
		expect(await actions({ actor: 'không ai mang tên này' })).toEqual([]);
		expect(await actions({ actor: "' or 1=1 --" })).toEqual([]);
	});

	test('is narrowed by kind of act and by what was acted on', async () => {
		expect(await actions({ group: 'session' })).toEqual(['session.refuse', 'session.begin']);
		expect(await actions({ subject: 'agency:H21.01' })).toEqual(['agency.change']);
		expect(await actions({ subject: 'agency:H21' })).toEqual(['agency.change']);
		expect(await actions({ subject: emailOf('leader') })).toContain('session.refuse');
		expect(await actions({ subject: 'agency:H9' })).toEqual([]);
	});

	test('is narrowed by days of Asia/Ho_Chi_Minh, to the millisecond', async () => {
		expect(await actions({ from: '2026-11-16', to: '2026-11-16' })).toEqual(['session.begin']);
		expect(await actions({ from: '2026-11-17', to: '2026-11-17', actor: 'leader' })).toEqual([
			'agency.change'
		]);
	});

	test('is read page by page, to the end and back, without losing or repeating a row', async () => {
		const seen: number[] = [];
		let place: AuditPlace = null;
		let newest: number | null = null;
		for (;;) {
			const page = await search(ALL, place, 5);
			seen.push(...page.rows.map(({ n }) => n));
			newest = page.newer;
			if (page.older === null) break;
			place = { before: page.older };
		}
		const total = await asAdmin(async (sql) => countAudit(sql, ALL));
		expect(seen).toEqual(Array.from({ length: total }, (_, i) => total - i));
		const back: number[] = [];
		while (newest !== null) {
			const page = await search(ALL, { after: newest }, 5);
			back.unshift(...page.rows.map(({ n }) => n));
			newest = page.newer;
		}
		expect(back).toEqual(seen.slice(0, back.length));
		expect(back.length).toBeGreaterThan(total - 6);
	});

	test('fits the schema that the API is described by', async () => {
		const page = await search(ALL, null, 50);
		const answer = {
			chain: shownChain(await asAdmin(chainState)),
			items: page.rows.map((row) => shownAct(row, () => 'Sở')),
			...{ older: page.older, newer: page.newer }
		};
		expect(auditAnswer.safeParse(answer).error).toBeUndefined();
	});

	test('says up to where the chain was last seen whole, or what was found', async () => {
		const { n } = await asAdmin(chainState);
		expect((await asAdmin(chainState)).checked).toBeNull();
		const kept = { beganAt: 1, endedAt: MONDAY, kind: 'slice', dossiers: 0, error: null } as const;
		const line = { invariant: 'audit', differences: 0, examples: [] };
		await keepVerification(owner.sql, { ...kept, differences: 0, lines: [{ ...line, upTo: n }] });
		// A slice that did not come to the end says nothing of the whole.
		await keepVerification(owner.sql, { ...kept, differences: 0, lines: [line] });
		expect((await asAdmin(chainState)).checked).toMatchObject({
			at: MONDAY,
			upTo: n,
			differences: 0
		});
		const broken = { ...line, differences: 1, examples: ['row 3 is missing'] };
		await keepVerification(owner.sql, { ...kept, differences: 1, lines: [broken] });
		expect((await asAdmin(chainState)).checked).toMatchObject({ examples: ['row 3 is missing'] });
	});
});

test('an act and what it changed are told in words, and an unknown one as it is written', () => {
	expect(actionWord('key.revoke')).toBe('Thu hồi khóa API');
	expect(actionWord('of.tomorrow')).toBe('of.tomorrow');
	expect(
		toldDifferences(
			{ role: 'head', validTo: null },
			{ role: 'clerk', validTo: '2026-11-30', made_up: true }
		)
	).toEqual([
		{ field: 'Vai trò', before: 'Thủ trưởng cơ quan', after: 'Văn thư' },
		{ field: 'Đến ngày', before: null, after: '30/11/2026' },
		{ field: 'made_up', before: null, after: 'có' }
	]);
});
