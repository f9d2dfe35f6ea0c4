import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR } from '#lib/domain/audit/entry.ts';
import { ensureDemoAccounts } from '#lib/server/accounts/demo-accounts.ts';
import { closeKey, resetPassword } from '#lib/server/accounts/manage.ts';
import { passwordMatches } from '#lib/server/accounts/password.ts';
import { accountByEmail } from '#lib/server/store/accounts.ts';
import { saveProvince } from '#lib/server/store/agencies.ts';
import { listKeys } from '#lib/server/store/keys.ts';
import { openRulebook } from '#lib/server/store/rulebook.ts';
import { aProvince } from '../makers/province.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';
import { NOW, readersOf } from './province.ts';

let database: FreshDatabase;
const dataDir = mkdtempSync(join(tmpdir(), 'don-doc-demo-accounts-'));
const path = join(dataDir, 'demo.json');

beforeAll(async () => {
	database = await freshDatabase();
	await saveProvince(database, aProvince(), NOW, 'test');
});
afterAll(async () => {
	rmSync(dataDir, { recursive: true });
	await database.drop();
});

async function start(url = 'http://localhost:3000') {
	const { directory } = await openRulebook(database.sql).current();
	return ensureDemoAccounts(database, { dataDir, url, directory, today: '2026-11-20' });
}

/** Every password and every key of the file opens what it says. */
async function everythingOpens() {
	const file: Awaited<ReturnType<typeof start>> = JSON.parse(readFileSync(path, 'utf8'));
	const { readers } = readersOf(database);
	for (const { email, password, role, key } of file.accounts) {
		const account = await accountByEmail(database.sql, email);
		expect(account?.posts.map((post) => post.role)).toEqual([role]);
		expect(await passwordMatches(account?.passwordHash ?? null, password)).toBe(true);
		expect((await readers.ofToken(key))?.reader).toMatchObject({
			keyScope: 'act',
			account: { email }
		});
	}
	expect((await readers.ofToken(file.feedKey))?.reader.keyScope).toBe('feed');
	expect((await readers.ofToken(file.readKey))?.reader).toMatchObject({
		keyScope: 'read',
		sees: { dossiers: 'all' }
	});
	return file;
}

describe('the demo’s accounts', () => {
	it('are one of every role and two heads of different agencies, in a file for its owner only', async () => {
		const made = await start();
		expect(await everythingOpens()).toEqual(made);
		expect(statSync(path).mode & 0o777).toBe(0o600);
		const roles = made.accounts.map((one) => one.role).sort();
		expect(roles).toEqual([
			'admin',
			'centre',
			'head',
			'head',
			'inspector',
			'leader',
			'office',
			'officer'
		]);
		const heads = made.accounts.filter((one) => one.role === 'head').map((one) => one.agency);
		expect(heads).toEqual(['H21.01', 'H21.C1']);
		expect(Object.keys(made).sort()).toEqual(['accounts', 'feedKey', 'readKey', 'url']);
		for (const one of made.accounts) {
			expect(Object.keys(one).sort()).toEqual(['agency', 'email', 'key', 'password', 'role']);
		}
	});

	it('are the same after the next start, at another address', async () => {
		const before = await everythingOpens();
		const keys = await listKeys(database.sql);
		expect(await start('http://localhost:4000')).toEqual({
			...before,
			url: 'http://localhost:4000'
		});
		expect(await listKeys(database.sql)).toHaveLength(keys.length);
	});

	it('are mended when a password was set anew, a key revoked, or the file lost or spoilt', async () => {
		const { accounts } = await everythingOpens();
		await resetPassword(database, accounts[0]?.email ?? '', 'something else entirely', OPERATOR);
		for (const { id } of (await listKeys(database.sql)).slice(0, 2))
			await closeKey(database, id, OPERATOR);
		await start();
		await everythingOpens();
		writeFileSync(path, '{"url": 3');
		await start();
		await everythingOpens();
		rmSync(path);
		await start();
		await everythingOpens();
	});
});
