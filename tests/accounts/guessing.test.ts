import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countAttempts, PASSWORD_LIMITS, type Trying } from '#lib/server/accounts/attempts.ts';
import { checkPassword } from '#lib/server/accounts/sign-in.ts';
import { accountByEmail } from '#lib/server/store/accounts.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';
import { emailOf, PASSWORD, settle } from './province.ts';

const WRONG = async () => Promise.resolve(null);
const RIGHT = async () => Promise.resolve('in');

/** How many of 10,000 attempts were made at all. */
async function made(who: (n: number) => Partial<Trying>) {
	const attempts = countAttempts(PASSWORD_LIMITS);
	let ran = 0;
	await Promise.all(
		Array.from({ length: 10_000 }, async (_, n) =>
			attempts.run({ account: 'a', address: '10.0.0.1', browser: null, ...who(n) }, async () => {
				ran += 1;
				return WRONG();
			})
		)
	);
	return { ran, attempts };
}

describe('10,000 guesses', () => {
	it('from one address are ten', async () => {
		expect((await made(() => ({}))).ran).toBe(10);
	});

	it('from one address at everybody are a hundred', async () => {
		expect((await made((n) => ({ account: `a${n}` }))).ran).toBe(100);
	});

	it('from everywhere at one account are fifty', async () => {
		expect((await made((n) => ({ address: `10.0.${n >> 8}.${n & 255}` }))).ran).toBe(50);
	});

	it('do not keep the account waiting in a browser that it signed in from before', async () => {
		const { attempts } = await made((n) => ({ address: `10.0.${n >> 8}.${n & 255}` }));
		const own = { account: 'a', address: '10.0.0.1', browser: 'own' };
		expect(await attempts.run({ ...own, browser: null }, RIGHT)).toHaveProperty('waitSeconds');
		expect(await attempts.run(own, RIGHT)).toEqual({ outcome: 'in' });
		for (let n = 0; n < 10; n += 1) await attempts.run(own, WRONG);
		// A stolen browser cookie is good for ten guesses, and then no better than none.
		expect(await attempts.run(own, RIGHT)).toHaveProperty('waitSeconds');
	});

	it('from one address keep nobody waiting who comes from another', async () => {
		const { attempts } = await made(() => ({}));
		const other = { account: 'a', address: '10.0.0.2', browser: null };
		expect(await attempts.run(other, RIGHT)).toEqual({ outcome: 'in' });
	});

	it('the right password is never counted, nor an attempt that could not be decided', async () => {
		const attempts = countAttempts(PASSWORD_LIMITS);
		const own = { account: 'a', address: '10.0.0.1', browser: null };
		for (let n = 0; n < 300; n += 1) {
			expect(await attempts.run(own, RIGHT)).toEqual({ outcome: 'in' });
			await expect(
				attempts.run(own, async () => Promise.reject(new Error('away')))
			).rejects.toThrow('away');
		}
	});
});

describe('guesses at the sign-in page', () => {
	let database: FreshDatabase;
	beforeAll(async () => {
		database = await freshDatabase();
		await settle(database);
	});
	afterAll(async () => database.drop());

	it('let the right person in from their own browser, and are a few entries on record', async () => {
		const attempts = countAttempts(PASSWORD_LIMITS);
		const account = await accountByEmail(database.sql, emailOf('leader'));
		const try_ = async (password: string, address: string, known: [number, string][] = []) =>
			checkPassword(
				{ database, attempts },
				{ email: ' Leader@TEST.example', password },
				{ address, known }
			);
		const guesses = await Promise.all(
			Array.from({ length: 400 }, async (_, n) => try_(`wrong ${n}`, `10.0.${n % 20}.1`))
		);
		expect(guesses.filter(({ is }) => is === 'wrong')).toHaveLength(50);
		expect((await try_(PASSWORD, '10.0.99.1')).is).toBe('wait');
		expect((await try_(PASSWORD, '10.0.99.1', [[account?.id ?? 0, 'own']])).is).toBe('in');
		const entries = await database.sql<{ subject: string; after: string }[]>`
			select subject, after from audit where action = 'session.refuse'`;
		expect(entries.length).toBeLessThan(80);
		expect(new Set(entries.map(({ subject }) => subject))).toEqual(
			new Set([`account:${account?.id}`])
		);
		expect(JSON.stringify(entries)).not.toMatch(/wrong|leader/i);
	});

	it('at an address that nobody has are on record without it', async () => {
		const attempts = countAttempts(PASSWORD_LIMITS);
		const given = { email: 'typed-in-the-wrong-field', password: 'x' };
		await checkPassword({ database, attempts }, given, { address: '10.9.9.9', known: [] });
		const [entry] = await database.sql`
			select actor, subject, address, after from audit order by n desc limit 1`;
		expect(entry).toEqual({
			...{ actor: 'nobody', subject: null, address: '10.9.9.9', after: '{"reason":"password"}' }
		});
	});
});
