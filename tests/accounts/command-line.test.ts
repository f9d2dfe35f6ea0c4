import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR } from '#lib/domain/audit/entry.ts';
import { createAccount } from '#lib/server/accounts/manage.ts';
import { choosePassword, linkHolder } from '#lib/server/accounts/links.ts';
import { passwordFault, passwordMatches } from '#lib/server/accounts/password.ts';
import { accountByEmail } from '#lib/server/store/accounts.ts';
import { ROOT } from '../setup/app.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';
import { emailOf, PASSWORD, readersOf, settle } from './province.ts';

let database: FreshDatabase;

beforeAll(async () => {
	database = await freshDatabase();
	await settle(database);
});
afterAll(async () => database.drop());

/** As `npm run account -- …` and `npm run key -- …` run it. */
async function run(tool: 'account' | 'key', args: string, input = '') {
	const child = spawn(
		process.execPath,
		[join(ROOT, `src/entry/${tool}.ts`), ...args.split(' ').filter((word) => word !== '')],
		{ env: { ...process.env, DATABASE_URL: database.url }, stdio: 'pipe' }
	);
	let out = '';
	let err = '';
	child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
	child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
	child.stdin.end(input);
	const code = await new Promise((resolve) => child.once('close', resolve));
	return { code, out, err };
}

describe('npm run account', () => {
	const email = 'moi@test.example';

	it('makes an account that its password opens, and shows the password nowhere', async () => {
		const args = `create --email Moi@Test.example --role officer --agency h21.02 --password-stdin`;
		const made = await run('account', args, `${PASSWORD}\n`);
		expect(made).toMatchObject({ code: 0, err: '' });
		const account = await accountByEmail(database.sql, email);
		expect(account).toMatchObject({
			posts: [{ role: 'officer', validTo: null }],
			disabledAt: null
		});
		expect(account?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
		expect(await passwordMatches(account?.passwordHash ?? null, PASSWORD)).toBe(true);
		const listed = await run('account', 'list');
		expect(listed.out).toContain(email);
		expect(made.out + listed.out).not.toMatch(/argon2|thu nghiem/);
	});

	it('sets another password, and disables', async () => {
		await run('account', `reset-password --email ${email} --password-stdin`, 'mat khau khac han');
		const account = await accountByEmail(database.sql, email);
		expect(await passwordMatches(account?.passwordHash ?? null, 'mat khau khac han')).toBe(true);
		expect(await run('account', `disable --email ${email}`)).toMatchObject({ code: 0 });
		expect((await accountByEmail(database.sql, email))?.disabledAt).not.toBeNull();
	});

	it('takes a second factor away, once, and lets a disabled account in again', async () => {
		const args = `reset-mfa --email ${emailOf('leader')}`;
		expect((await run('account', args)).out).toContain('no second factor any more');
		expect((await accountByEmail(database.sql, emailOf('leader')))?.factorSet).toBe(false);
		expect(await run('account', args)).toMatchObject({ code: 1 });
		expect(await run('account', `enable --email ${email}`)).toMatchObject({ code: 0 });
		expect((await accountByEmail(database.sql, email))?.disabledAt).toBeNull();
	});

	it('hands out a link whose secret is never sent, and that ends the one before', async () => {
		const link = async () => {
			const { out } = await run('account', `link --email ${email}`);
			return /^http:\/\/localhost:3000\/sign-in\/link#([A-Za-z0-9_-]{43})$/m.exec(out)?.[1] ?? '';
		};
		const [first, second] = [await link(), await link()];
		const now = Date.now();
		expect(await linkHolder(database.sql, first, now)).toBeNull();
		expect(await linkHolder(database.sql, second, now)).toMatchObject({ email });
		expect(await linkHolder(database.sql, second, now + 8 * 24 * 3_600_000)).toBeNull();
		const choose = async (password: string) =>
			choosePassword(database, { token: second, password }, OPERATOR);
		expect(await choose('moitest2026')).toMatchObject({
			refusal: { code: 'accounts.password_weak', facts: { needs: 'soon_guessed' } }
		});
		const both = await Promise.all([choose('mot hai ba bon'), choose('mot hai ba bon')]);
		expect(both.filter(({ accepted }) => accepted)).toHaveLength(1);
		const account = await accountByEmail(database.sql, email);
		expect(await passwordMatches(account?.passwordHash ?? null, 'mot hai ba bon')).toBe(true);
		expect(await linkHolder(database.sql, second, now)).toBeNull();
	});

	it.each([
		'matkhau123456',
		'Vietnam@2026',
		'Văn phòng 2026',
		'Ubnd@123456',
		'P@ssw0rd1234',
		'qwertyuiop12',
		'tranthilan1985'
	])('a password that is soon guessed is not taken: %s', async (password) => {
		expect(await passwordFault(password, ['lan.tranthi@test.example', 'Trần Thị Lan'])).toBe(
			'soon_guessed'
		);
	});

	it.each(['mat khau thu nghiem', 'sông Ba chảy về đâu', '7hR2-kkp0-xX'])(
		'a long or a wild one is: %s',
		async (password) => {
			expect(await passwordFault(password, ['Trần Thị Lan'])).toBeNull();
		}
	);

	it.each([
		['create --email a@test.example --role king --password-stdin', 'no such role', 1],
		['create --email a@test.example --rule leader --password-stdin', '--rule', 2],
		['', 'npm run account', 2]
	])('%j: says what is wrong, and fails', async (args, words, code) => {
		const answer = await run('account', args, PASSWORD);
		expect(answer).toMatchObject({ code, out: '' });
		expect(answer.err).toContain(words);
	});

	it.each([
		[{ role: 'king' }, 'accounts.role_unknown'],
		[{ role: 'head' }, 'accounts.agency_needed'],
		[{ role: 'head', agencyCode: 'H99' }, 'accounts.agency_unknown'],
		[{ agencyCode: 'H21.01' }, 'accounts.agency_not_wanted'],
		[{ email: 'Leader@test.example ' }, 'accounts.email_taken'],
		[{ email: 'nonsense' }, 'accounts.email_malformed'],
		[{ password: 'short' }, 'accounts.password_weak'],
		[{ password: 'aaaaaaaaaaaaaaaaaa' }, 'accounts.password_weak']
	])('an account is not made of %j', async (wrong, code) => {
		const before = await database.sql`select count(*) from accounts`;
		const base = { email: 'a@test.example', name: null, role: 'leader', agencyCode: null };
		expect(
			await createAccount(database, { ...base, password: PASSWORD, ...wrong }, OPERATOR)
		).toMatchObject({
			accepted: false,
			refusal: { code }
		});
		expect(await database.sql`select count(*) from accounts`).toEqual(before);
	});
});

describe('npm run key', () => {
	it('shows a key once, alone on its line, and takes it away again', async () => {
		const made = await run('key', 'create --name IOC --scope read --agency H21.01');
		const key = made.out.trim();
		expect(key).toMatch(/^dd_read_[A-Za-z0-9_-]{43}$/);
		expect((await readersOf(database).readers.ofToken(key))?.reader.sees.dossiers).toHaveLength(3);
		const first = /^(\d+) +IOC/m.exec((await run('key', 'list')).out)?.[1] ?? '';
		const rotated = await run('key', `rotate ${first}`);
		expect(rotated.out.trim()).toMatch(/^dd_read_[A-Za-z0-9_-]{43}$/);
		expect(await run('key', `rotate ${first}`)).toMatchObject({ code: 1, out: '' });
		const listed = await run('key', 'list');
		expect(listed.out).toMatch(/IOC +read +H21\.01/);
		expect(listed.out).not.toContain(key.slice(8, 30));
		const id = /^(\d+) +IOC/m.exec(listed.out)?.[1] ?? '';
		expect(await run('key', `revoke ${id}`)).toMatchObject({ code: 0 });
		expect(await readersOf(database).readers.ofToken(key)).toBeNull();
		expect(await run('key', `revoke ${id}`)).toMatchObject({ code: 1 });
	});
});
