import { encode } from '@auth/core/jwt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR } from '#lib/domain/audit/entry.ts';
import { disable, resetPassword, signOut } from '#lib/server/accounts/manage.ts';
import {
	ABSOLUTE_SECONDS,
	IDLE_SECONDS,
	newClaims,
	readSession,
	renewed,
	sessionSettings
} from '#lib/server/accounts/session.ts';
import { accountByEmail, insertSession } from '#lib/server/store/accounts.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';
import { AUTH_SECRET, emailOf, readersOf, settle, type Person } from './province.ts';

/* Sockets see the cookie without Kit: what is tested here is what they use. */

const settings = sessionSettings({ authSecret: AUTH_SECRET, origin: 'http://localhost:3000' });
let database: FreshDatabase;

beforeAll(async () => {
	database = await freshDatabase();
	await settle(database);
});
afterAll(async () => database.drop());

async function cookieOf(person: Person, rest: Record<string, unknown> = {}, secret = AUTH_SECRET) {
	const account = await accountByEmail(database.sql, emailOf(person));
	if (account === null) throw new Error(person);
	const claims = newClaims(account, Date.now());
	await insertSession(database.sql, {
		...{ id: claims.sid, accountId: account.id, version: account.sessionVersion },
		...{ secondFactor: false, createdAt: Date.now(), endsAt: Date.now() + ABSOLUTE_SECONDS * 1000 },
		...{ address: '127.0.0.1', agent: 'test' }
	});
	const token = { ...claims, ...rest };
	const value = await encode({ token, secret, salt: settings.cookieName, maxAge: IDLE_SECONDS });
	return `theme=dark; ${settings.cookieName}=${value}; other=1`;
}

describe('a session cookie', () => {
	it('is somebody with the scope of their role', async () => {
		const { readers } = readersOf(database);
		const head = await readers.ofCookie(await cookieOf('land'));
		expect(head?.reader).toMatchObject({ kind: 'account', account: { email: emailOf('land') } });
		expect(head?.reader.sees.dossiers).toHaveLength(3);
		const admin = await readers.ofCookie(await cookieOf('admin'));
		expect(admin?.reader.sees).toEqual({ aggregates: false, dossiers: 'none', operations: true });
	});

	it('is nobody when it is missing, forged, of another installation, or not ours', async () => {
		const { readers } = readersOf(database);
		const good = await cookieOf('leader');
		for (const header of [
			null,
			'',
			'theme=dark',
			`${settings.cookieName}=`,
			`${settings.cookieName}=rubbish`,
			good.replace(/.(; other)/, '$1'),
			await cookieOf('leader', {}, 'another secret of thirty-two letters'),
			await cookieOf('leader', { sub: 'admin' }),
			await cookieOf('leader', { sid: undefined })
		]) {
			expect(await readers.ofCookie(header)).toBeNull();
		}
	});

	it('carries no name, address or role', async () => {
		const account = await accountByEmail(database.sql, emailOf('leader'));
		expect(Object.keys(newClaims(account ?? { id: 0, sessionVersion: 0 }, 0)).sort()).toEqual([
			'sid',
			'since',
			'sub',
			'v'
		]);
	});

	it('ends thirty days after the password was given, however often it is used', async () => {
		const { readers } = readersOf(database);
		const since = Math.floor(Date.now() / 1000) - ABSOLUTE_SECONDS;
		expect(await readers.ofCookie(await cookieOf('leader', { since: since + 60 }))).not.toBeNull();
		expect(await readers.ofCookie(await cookieOf('leader', { since: since - 60 }))).toBeNull();
	});

	it('is renewed by use after an hour, as the same session', async () => {
		const session = await readSession(await cookieOf('leader'), settings);
		if (session === null) throw new Error('no session');
		expect(await renewed(session, settings, Date.now())).toBeNull();
		const value = await renewed(session, settings, Date.now() + 3_600_000);
		const next = await readSession(`${settings.cookieName}=${value}`, settings);
		expect(next).toMatchObject({
			id: session.id,
			since: session.since,
			accountId: session.accountId
		});
	});

	it('has a name that browsers bind to host and TLS, except on plain loopback', () => {
		const https = sessionSettings({ authSecret: AUTH_SECRET, origin: 'https://dd.gialai.gov.vn' });
		expect(https).toMatchObject({ cookieName: '__Host-don-doc.session', secure: true });
		expect(settings).toMatchObject({ cookieName: 'don-doc.session', secure: false });
	});
});

describe('a session ends at once, for pages and for open sockets', () => {
	async function twoSessions(person: Person) {
		const { readers } = readersOf(database);
		const cookies = [await cookieOf(person), await cookieOf(person)] as const;
		const socket = await readers.ofCookie(cookies[0]);
		expect(await socket?.again()).not.toBeNull();
		const alive = async () =>
			Promise.all(cookies.map(async (cookie) => (await readers.ofCookie(cookie)) !== null));
		return { socket, alive };
	}

	it('when it is signed out, and the account’s other one stays', async () => {
		const { socket, alive } = await twoSessions('inspector');
		if (!socket?.session) throw new Error('no session');
		await signOut(database, socket.session);
		expect(await alive()).toEqual([false, true]);
		expect(await socket.again()).toBeNull();
	});

	it('when the password is set anew, all of them', async () => {
		const { socket, alive } = await twoSessions('office');
		expect(
			(await resetPassword(database, emailOf('office'), 'mat khau khac', OPERATOR)).accepted
		).toBe(true);
		expect(await alive()).toEqual([false, false]);
		expect(await socket?.again()).toBeNull();
	});

	it('when the account is disabled, all of them, and the ledger says whose', async () => {
		const { socket, alive } = await twoSessions('centre');
		const disabled = await disable(database, emailOf('centre'), OPERATOR);
		expect(await alive()).toEqual([false, false]);
		expect(await socket?.again()).toBeNull();
		const [entry] = await database.sql`select kind, ids from ledger order by seq desc limit 1`;
		expect(entry).toEqual({
			kind: 'accounts',
			ids: [`account:${disabled.accepted && disabled.value}`]
		});
	});

	it('a changed role changes what an open socket may hear', async () => {
		const { readers } = readersOf(database);
		const socket = await readers.ofCookie(await cookieOf('justice'));
		await database.sql`
			update posts set role = 'leader', agency_id = null
			where account_id = (select id from accounts where email = ${emailOf('justice')})`;
		expect((await socket?.again())?.sees.dossiers).toBe('all');
	});
});
