import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR } from '#lib/domain/audit/entry.ts';
import { CODE_LIMITS, countAttempts } from '#lib/server/accounts/attempts.ts';
import { askFactor } from '#lib/server/accounts/ask-factor.ts';
import { hashOfToken } from '#lib/server/accounts/cookies.ts';
import {
	offeredAgain,
	offerFactor,
	renewRecoveryCodes,
	resetFactor,
	setFactor,
	showFactor
} from '#lib/server/accounts/factor.ts';
import { resetPassword } from '#lib/server/accounts/manage.ts';
import { stepOfCode } from '#lib/server/accounts/one-time-codes.ts';
import { seal, unseal } from '#lib/server/accounts/seal.ts';
import { accountByEmail } from '#lib/server/store/accounts.ts';
import { factorOf } from '#lib/server/store/factors.ts';
import { insertTrustedDevice, useTrustedDevice } from '#lib/server/store/trusted-devices.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';
import { codeOf } from './factors.ts';
import { AUTH_SECRET, emailOf, readersOf, settle, type Person } from './province.ts';

let database: FreshDatabase;

beforeAll(async () => {
	database = await freshDatabase();
	await settle(database);
});
afterAll(async () => database.drop());

async function account(person: Person) {
	const found = await accountByEmail(database.sql, emailOf(person));
	if (found === null) throw new Error(person);
	return found;
}

/** Somebody with a factor of which the test knows the secret, and no code of it used but one. */
async function withFactor(person: Person) {
	const { id, email } = await account(person);
	const now = Date.now();
	const { secret, sealed } = offerFactor(AUTH_SECRET, { id, email }, now);
	const code = codeOf(secret, -1);
	const given = { account: { id, email }, sealed, code, now };
	const done = await setFactor(database, AUTH_SECRET, given, OPERATOR);
	if (!done.accepted) throw new Error(done.refusal.code);
	return { id, secret, recovery: done.value, first: code };
}

const show = async (accountId: number, code: string) =>
	showFactor(database, AUTH_SECRET, { accountId, code, now: Date.now() });

describe('the second factor', () => {
	it('is kept sealed, for one account and one AUTH_SECRET', async () => {
		const { id, secret } = await withFactor('officer');
		const plain = secret.replaceAll(' ', '');
		const { sealed } = await factorOf(database.sql, id);
		expect(sealed?.toString('latin1')).not.toContain(plain);
		const other = seal(AUTH_SECRET, 'test', '1', 'text');
		expect(unseal(AUTH_SECRET, 'test', '1', other)).toBe('text');
		expect(unseal(AUTH_SECRET, 'test', '2', other)).toBeNull();
		expect(unseal(AUTH_SECRET, 'another', '1', other)).toBeNull();
		expect(unseal('another secret', 'test', '1', other)).toBeNull();
	});

	it('takes the code of now and of one step before or after, and none twice', async () => {
		const { id, secret, first } = await withFactor('land');
		const now = Date.now();
		const plain = secret.replaceAll(' ', '');
		const steps = [-2, -1, 0, 1, 2].map((n) => stepOfCode(plain, codeOf(secret, n), now) !== null);
		expect(steps).toEqual([false, true, true, true, false]);
		expect(await show(id, first)).toBeNull();
		const code = codeOf(secret);
		const both = await Promise.all([show(id, code), show(id, code)]);
		expect(both.filter((one) => one === 'code')).toHaveLength(1);
		expect(await show(id, code)).toBeNull();
		expect(await show(id, 'no code')).toBeNull();
	});

	it('an offer is set by a code of its own only, for the account it was made for', async () => {
		const [one, two] = [await account('justice'), await account('centre')];
		const now = Date.now();
		const { sealed, secret } = offerFactor(AUTH_SECRET, one, now);
		const code = codeOf(secret);
		const set = async (given: object) =>
			setFactor(database, AUTH_SECRET, { account: one, sealed, code, now, ...given }, OPERATOR);
		expect(await set({ account: two })).toMatchObject({ refusal: { code: 'factor.offer_over' } });
		expect(await set({ code: '000000' })).toMatchObject({ refusal: { code: 'factor.code_wrong' } });
		expect(await set({ now: now + 16 * 60_000 })).toMatchObject({
			refusal: { code: 'factor.offer_over' }
		});
		expect(offeredAgain(AUTH_SECRET, one, sealed, now)?.offer).toMatchObject({ secret });
		expect((await account('justice')).factorSet).toBe(false);
	});

	it('a recovery code opens once, however it is typed, and new ones end the former', async () => {
		const { id, recovery } = await withFactor('centre');
		expect(new Set(recovery).size).toBe(10);
		const [first = '', second = ''] = recovery;
		expect(await show(id, ` ${first.toUpperCase().replace('-', ' ')} `)).toBe('recovery');
		expect(await show(id, first)).toBeNull();
		expect((await factorOf(database.sql, id)).recoveryLeft).toBe(9);
		const [fresh = ''] = await renewRecoveryCodes(database, AUTH_SECRET, id, OPERATOR);
		expect(await show(id, second)).toBeNull();
		expect(await show(id, fresh)).toBe('recovery');
	});

	it('is not guessed: who knows the password has twenty codes a day, the own browser more', async () => {
		const { id, secret } = await withFactor('office');
		const attempts = countAttempts(CODE_LIMITS);
		const ask = async (code: string, address: string, known: [number, string][] = []) =>
			askFactor(
				{ database, attempts, authSecret: AUTH_SECRET },
				{ account: { id }, code },
				{
					...{ address, known }
				}
			);
		const guesses = await Promise.all(
			Array.from({ length: 200 }, async (_, n) =>
				ask(String(n).padStart(6, '0').replace(codeOf(secret), '1'), `10.1.${n % 50}.1`)
			)
		);
		expect(guesses.filter(({ is }) => is === 'wrong')).toHaveLength(20);
		expect(guesses.filter(({ is }) => is === 'wait')).toHaveLength(180);
		expect((await ask(codeOf(secret), '10.2.0.1')).is).toBe('wait');
		expect((await ask(codeOf(secret), '10.2.0.1', [[id, 'own']])).is).toBe('shown');
		const [kept] = await database.sql<{ n: number }[]>`
			select count(*) as n from audit
			where action = 'factor.refuse' and subject = ${`account:${id}`}`;
		expect(kept?.n).toBeLessThan(30);
	});

	it('is taken away with all sessions and trusted devices; so are devices by a new password', async () => {
		const { id } = await withFactor('inspector');
		const trust = async (token: string) =>
			insertTrustedDevice(database.sql, {
				...{ accountId: id, hash: hashOfToken(token), agent: 'test' },
				...{ createdAt: Date.now(), endsAt: Date.now() + 60_000 }
			});
		const opens = async (token: string, accountId = id) =>
			(await useTrustedDevice(database.sql, {
				...{ accountId, hash: hashOfToken(token), at: Date.now() }
			})) !== null;
		await trust('one');
		expect([await opens('one'), await opens('one', id + 1), await opens('two')]).toEqual([
			...[true, false, false]
		]);
		await resetPassword(database, emailOf('inspector'), 'mat khau khac han', OPERATOR);
		expect(await opens('one')).toBe(false);
		await trust('two');
		const before = (await account('inspector')).sessionVersion;
		expect((await resetFactor(database, id, OPERATOR)).accepted).toBe(true);
		expect(await opens('two')).toBe(false);
		const after = await account('inspector');
		expect(after).toMatchObject({ factorSet: false, sessionVersion: before + 1 });
		expect(await resetFactor(database, id, OPERATOR)).toMatchObject({
			refusal: { code: 'factor.none_set' }
		});
		const [link] = await database.sql`select action, subject from audit order by n desc limit 1`;
		expect(link).toEqual({ action: 'factor.reset', subject: `account:${id}` });
		expect(await readersOf(database).readers.ofCookie(null)).toBeNull();
	});
});
