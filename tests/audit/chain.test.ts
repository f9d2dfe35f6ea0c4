import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { OPERATOR, PROGRAM, unknownActor, type AuditEntry } from '#lib/domain/audit/entry.ts';
import {
	appendDaily,
	headLine,
	parseHeads,
	printedHeads,
	startHeadFile
} from '#lib/server/audit-heads.ts';
import { createLog } from '#lib/server/log.ts';
import { saveProvince } from '#lib/server/store/agencies.ts';
import { checkChain, type PrintedHead } from '#lib/server/store/audit-chain.ts';
import { record } from '#lib/server/store/audit.ts';
import { withTransaction, type Sql } from '#lib/server/store/database.ts';
import { openRulebook, type Rulebook } from '#lib/server/store/rulebook.ts';
import { verifyAll } from '#lib/server/store/verify.ts';
import { aProvince } from '../makers/province.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';

const NOW = Date.parse('2026-11-20T09:30:00.123+07:00');
const ACTS = 12;

let database: FreshDatabase;
let rulebook: Rulebook;

/** Acts of every kind of actor, with and without each part, in Vietnamese too. */
function act(i: number): AuditEntry {
	const someone = { ...OPERATOR, kind: 'account' as const, accountId: i, address: '10.0.0.7' };
	const actor = [someone, OPERATOR, PROGRAM, unknownActor('::1'), { ...someone, keyId: i }][i % 5];
	return {
		at: NOW + i,
		actor: actor ?? OPERATOR,
		action: i % 2 === 0 ? 'account.change' : 'session.begin',
		subject: i % 3 === 0 ? null : `account:${i}`,
		before: i % 4 === 0 ? null : { name: 'Sở Nông nghiệp và Môi trường', n: i },
		after: i % 4 === 1 ? null : { name: 'Đôn đốc, "a:b",-', n: i }
	};
}

beforeAll(async () => {
	database = await freshDatabase();
	await saveProvince(database, aProvince(), NOW, 'test');
	rulebook = openRulebook(database.sql);
	await withTransaction(database, async ({ sql }) => {
		for (let i = 1; i <= ACTS; i++) await record(sql, act(i));
	});
});
afterAll(async () => database.drop());

class Undone extends Error {}

/** What `verify` says of the chain after the owner, with the triggers off, has done something to it. */
async function saidAfter(
	tamper: (sql: Sql) => Promise<unknown>,
	printed: PrintedHead[] = []
): Promise<string[]> {
	const rules = await rulebook.current();
	let said: string[] = [];
	const undone = withTransaction(database, async ({ sql }) => {
		await sql`alter table audit disable trigger all`;
		await tamper(sql);
		const { findings } = await verifyAll(sql, rules, NOW, undefined, printed);
		const audit = findings.find(({ invariant }) => invariant === 'audit');
		said = audit?.examples ?? [];
		expect(audit?.differences === 0).toBe(said.length === 0);
		throw new Undone();
	});
	await expect(undone).rejects.toThrow(Undone);
	return said;
}

describe('the chain of acts', () => {
	test('is whole where nobody has touched it, and verify says up to where', async () => {
		const { findings } = await withTransaction(
			database,
			async ({ sql }) => verifyAll(sql, await rulebook.current(), NOW),
			{ isolation: 'repeatable read', readOnly: true }
		);
		expect(findings[4]).toEqual({
			invariant: 'audit',
			differences: 0,
			examples: [],
			looked: `${ACTS} links`,
			upTo: ACTS
		});
	});

	test('cannot be changed, emptied or written past its function without its triggers off', async () => {
		const { sql } = database;
		await expect(sql`update audit set actor = 'system' where n = 3`).rejects.toThrow();
		await expect(sql`delete from audit where n = 3`).rejects.toThrow();
		await expect(sql`truncate audit`).rejects.toThrow();
	});

	test.each([
		['at', `at + interval '1 millisecond'`],
		['actor', `'system'`],
		['account_id', 'account_id + 1'],
		['key_id', '7'],
		['screen_id', '7'],
		['address', `'10.0.0.8'`],
		['action', `'account.disable'`],
		['subject', `subject || '1'`],
		['before', `overlay(before placing 'Ơ' from 4 for 1)`],
		['after', `overlay(after placing '6' from length(after) - 1 for 1)`],
		['hash', `set_byte(hash, 31, get_byte(hash, 31) # 1)`]
	])('one byte of %s in row 10 is changed: verify names it and no other', async (column, value) => {
		// Row 10 has every part but the key and the screen.
		const said = await saidAfter(async (sql) =>
			sql.unsafe(`update audit set ${column} = ${value} where n = 10`)
		);
		expect(said).toEqual([expect.stringMatching('^row 10 is not what was recorded')]);
	});

	test('what is not there becomes an empty text: verify names the row', async () => {
		const said = await saidAfter(async (sql) => sql`update audit set subject = '' where n = 3`);
		expect(said).toEqual([expect.stringMatching('^row 3 is not what was recorded')]);
	});

	test.each([
		[[7], 'row 7 is missing'],
		[[7, 8, 9], 'row 7 and the 2 after it are missing, up to 9'],
		[[1], 'row 1 is missing']
	])('rows %j are deleted: verify says so and finds nothing else', async (gone, words) => {
		const said = await saidAfter(
			async (sql) => sql`delete from audit where n = any(${gone}::bigint[])`
		);
		expect(said).toEqual([words]);
	});

	test.each([
		[4, 9],
		[4, 5],
		[1, 12]
	])('rows %i and %i change places: verify names the first and says with which', async (a, b) => {
		const said = await saidAfter(async (sql) => {
			await sql`update audit set n = -1 where n = ${a}`;
			await sql`update audit set n = ${a} where n = ${b}`;
			await sql`update audit set n = ${b} where n = -1`;
		});
		expect(said[0]).toBe(`row ${a} has changed places with row ${b}`);
	});

	test.each([
		[12, 'row 12 is missing'],
		[10, 'row 10 and the 2 after it are missing, up to 12'],
		[1, 'row 1 and the 11 after it are missing, up to 12']
	])('the tail from row %i on is cut off: the head tells', async (from, words) => {
		expect(await saidAfter(async (sql) => sql`delete from audit where n >= ${from}`)).toEqual([
			words
		]);
	});

	test('the tail is cut and the head set back: a printed head tells', async () => {
		const printed = parseHeads(await headLine(database.sql, NOW), 'printed');
		const cut = async (sql: Sql) => {
			await sql`delete from audit where n > 9`;
			await sql`update audit_head set n = 9, hash = (select hash from audit where n = 9)`;
		};
		expect(await saidAfter(cut)).toEqual([]);
		expect(await saidAfter(cut, printed)).toEqual(['row 12 was printed and is not there']);
	});

	test('the whole chain is rewritten from row 5 on: a printed head tells', async () => {
		const printed = parseHeads(await headLine(database.sql, NOW), 'printed');
		const rewrite = async (sql: Sql) => {
			await sql`delete from audit where n >= 5`;
			await sql`update audit_head set n = 4, hash = (select hash from audit where n = 4)`;
			for (let i = 5; i <= ACTS; i++) await record(sql, { ...act(i), subject: 'account:99' });
		};
		expect(await saidAfter(rewrite)).toEqual([]);
		expect(await saidAfter(rewrite, printed)).toEqual(['row 12 has another hash than was printed']);
	});

	test.each([
		[
			'hash',
			`set hash = decode(repeat('00', 32), 'hex')`,
			'row 12 is the last, and the head has another hash'
		],
		['number', 'set n = 11', 'row 12 and up to 12 stand after the head, which says 11']
	])('the head has another %s', async (_, set, words) => {
		expect(await saidAfter(async (sql) => sql.unsafe(`update audit_head ${set}`))).toEqual([words]);
	});

	test('is read on from any link, a few at a time, with the same outcome', async () => {
		const outcome = await saidInSlices(database.sql, 5);
		expect(outcome).toEqual([]);
		const found: string[] = [];
		await saidAfter(async (sql) => {
			await sql`update audit set address = 'x' where n = 6`;
			found.push(...(await saidInSlices(sql, 5)));
		});
		expect(found).toEqual([expect.stringMatching('^row 6 ')]);
	});
});

async function saidInSlices(sql: Sql, atMost: number): Promise<string[]> {
	const said: string[] = [];
	for (let after = 0; ;) {
		const { broken, last, whole } = await checkChain(sql, { after, atMost });
		said.push(...broken);
		if (whole) return said;
		after = last;
	}
}

describe('the file of printed heads', () => {
	const folder = mkdtempSync(join(tmpdir(), 'heads-'));
	const path = join(folder, 'heads');
	afterAll(() => rmSync(folder, { recursive: true }));

	test('has one line for each day of Asia/Ho_Chi_Minh, that verify compares with', async () => {
		expect(printedHeads(path)).toEqual([]);
		const evening = Date.parse('2026-11-20T23:59:00+07:00');
		expect(await appendDaily(database.sql, path, evening - 3_600_000)).toBe(true);
		expect(await appendDaily(database.sql, path, evening)).toBe(false);
		expect(await appendDaily(database.sql, path, evening + 120_000)).toBe(true);
		const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
		expect(lines).toHaveLength(2);
		expect(lines[1]).toMatch(/^12 [0-9a-f]{64} 2026-11-21T00:01:00/);
		expect(await saidAfter(async () => Promise.resolve(), printedHeads(path))).toEqual([]);
	});

	test('is written when the server starts, and tried again where it cannot be written', async () => {
		const log = createLog({ level: 'silent' });
		const started = join(folder, 'started');
		const heads = startHeadFile({ database, log, path: started });
		await vi.waitFor(() => expect(printedHeads(started)).toHaveLength(1));
		await heads.close();
		const nowhere = startHeadFile({ database, log, path: join(folder, 'no', 'folder') });
		await expect(nowhere.close()).resolves.toBeUndefined();
	});

	test('with a line that is none of ours is refused, by its number', () => {
		writeFileSync(path, '12 nonsense\n');
		expect(() => printedHeads(path)).toThrow('line 1');
	});
});
