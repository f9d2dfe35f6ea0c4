import { randomUUID } from 'node:crypto';
import { encode } from '@auth/core/jwt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR, unknownActor } from '#lib/domain/audit/entry.ts';
import { endAllSessions, endSession } from '#lib/server/accounts/end-sessions.ts';
import { disable, resetPassword } from '#lib/server/accounts/manage.ts';
import {
	ABSOLUTE_SECONDS,
	IDLE_SECONDS,
	newClaims,
	sessionSettings
} from '#lib/server/accounts/session.ts';
import { accountByEmail } from '#lib/server/store/accounts.ts';
import { insertSession, openSessionsOf } from '#lib/server/store/sessions.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';
import { AUTH_SECRET, emailOf, readersOf, settle, type Person } from './province.ts';

/* Sockets see the cookie without Kit: what is tested here is what they use. */

const settings = sessionSettings({
	authSecret: AUTH_SECRET,
	origin: 'http://localhost:3000',
	demo: true
});
let database: FreshDatabase;

beforeAll(async () => {
	database = await freshDatabase();
	await settle(database);
});
afterAll(async () => database.drop());

async function cookieOf(
	person: Person,
	rest: Record<string, unknown> = {},
	secret = AUTH_SECRET,
	secondFactor = false
) {
	const account = await accountByEmail(database.sql, emailOf(person));
	if (account === null) throw new Error(person);
	const claims = newClaims(account, Date.now());
	await insertSession(database.sql, {
		...{ id: claims.sid, accountId: account.id, version: account.sessionVersion },
		...{ secondFactor, createdAt: Date.now(), endsAt: Date.now() + ABSOLUTE_SECONDS * 1000 },
		...{ address: '127.0.0.1', agent: 'test' }
	});
	const token = { ...claims, ...rest };
	const value = await encode({ token, secret, salt: settings.cookieName, maxAge: IDLE_SECONDS });
	return `theme=dark; ${settings.cookieName}=${value}; other=1`;
}

it('rows of sessions that ended months ago do not pile up', async () => {
	const account = await accountByEmail(database.sql, emailOf('admin'));
	if (account === null) throw new Error('admin');
	const day = 86_400_000;
	const begin = async (createdAt: number) => {
		const id = randomUUID();
		await insertSession(database.sql, {
			...{ id, accountId: account.id, version: account.sessionVersion, secondFactor: false },
			...{ createdAt, endsAt: createdAt + ABSOLUTE_SECONDS * 1000 },
			...{ address: '127.0.0.1', agent: 'test' }
		});
		return id;
	};
	const [old, recent] = [await begin(Date.now() - 200 * day), await begin(Date.now() - 30 * day)];
	const now = await begin(Date.now());
	const kept = await database.sql<{ id: string }[]>`
		select id from sessions where id = any(${[old, recent, now]}::uuid[])`;
	expect(new Set(kept.map(({ id }) => id))).toEqual(new Set([recent, now]));
});

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

	it('ends three days after its last use, and use is written at most once a minute', async () => {
		const { readers } = readersOf(database);
		const cookie = await cookieOf('leader');
		const seen = async () =>
			database.sql<{ at: number; id: string }[]>`
				select last_seen_at as at, id from sessions order by created_at desc, id limit 1`;
		const [first] = await seen();
		if (first === undefined) throw new Error('no session');
		await readers.ofCookie(cookie);
		expect((await seen())[0]?.at).toBe(first.at);
		const ago = async (seconds: number) =>
			database.sql`
				update sessions set last_seen_at = ${Date.now() - seconds * 1000}::timestamptz
				where id = ${first.id}`;
		await ago(IDLE_SECONDS - 60);
		const before = Date.now();
		expect(await readers.ofCookie(cookie)).not.toBeNull();
		expect((await seen())[0]?.at).toBeGreaterThanOrEqual(before);
		await ago(IDLE_SECONDS + 1);
		expect(await readers.ofCookie(cookie)).toBeNull();
	});

	it('an open socket is use', async () => {
		const { readers } = readersOf(database);
		const socket = await readers.ofCookie(await cookieOf('leader'));
		await database.sql`
			update sessions set last_seen_at = ${Date.now() - 120_000}::timestamptz
			where id = ${socket?.session?.id ?? ''}`;
		const before = Date.now();
		await socket?.again();
		const [row] = await database.sql<{ at: number }[]>`
			select last_seen_at as at from sessions where id = ${socket?.session?.id ?? ''}`;
		expect(row?.at).toBeGreaterThanOrEqual(before);
	});

	it('opens for a role that needs a second factor only if it was shown, outside the demo', async () => {
		const { readers } = readersOf(database, true);
		for (const [person, shown, opens] of [
			['leader', false, false],
			['leader', true, true],
			['officer', false, true]
		] as const) {
			const cookie = await cookieOf(person, {}, AUTH_SECRET, shown);
			expect([person, shown, (await readers.ofCookie(cookie)) !== null]).toEqual([
				...[person, shown, opens]
			]);
		}
	});

	it('has a name that browsers bind to host and TLS, except on plain loopback', () => {
		const https = sessionSettings({
			authSecret: AUTH_SECRET,
			origin: 'https://dd.gialai.gov.vn',
			demo: false
		});
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
		await endSession(database, socket.session, unknownActor('10.0.0.1'));
		expect(await alive()).toEqual([false, true]);
		expect(await socket.again()).toBeNull();
	});

	it('when somebody signs out everywhere, all of them, and it is on record', async () => {
		const { socket, alive } = await twoSessions('land');
		const { accountId = 0 } = socket?.session ?? {};
		const span = { now: Date.now(), usedSince: 0 };
		expect(await openSessionsOf(database.sql, accountId, span)).toHaveLength(3);
		await endAllSessions(database, accountId, unknownActor('10.0.0.1'));
		expect(await alive()).toEqual([false, false]);
		expect(await socket?.again()).toBeNull();
		expect(await openSessionsOf(database.sql, accountId, span)).toEqual([]);
		const [link] = await database.sql`select action, subject, after from audit order by n desc`;
		expect(link).toEqual({
			action: 'session.end_all',
			subject: `account:${accountId}`,
			after: '{"sessions":3}'
		});
	});

	it('nobody ends the session of somebody else', async () => {
		const { socket, alive } = await twoSessions('land');
		if (!socket?.session) throw new Error('no session');
		const stranger = { ...socket.session, accountId: socket.session.accountId + 1 };
		const done = await endSession(database, stranger, unknownActor(null));
		expect(done).toMatchObject({ refusal: { code: 'sessions.session_unknown' } });
		expect(await alive()).toEqual([true, true]);
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
