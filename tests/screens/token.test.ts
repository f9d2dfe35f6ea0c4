import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Reader } from '#lib/domain/accounts/reader.ts';
import { readerFor } from '#lib/domain/accounts/reader.ts';
import { PAIRING_MS, ROTATE_AFTER_MS, SETTLED_AFTER_MS } from '#lib/domain/accounts/screen.ts';
import { WRONG_CODES_PER_ACCOUNT } from '#lib/server/accounts/guesses.ts';
import { openPairing, type Approver, type Pairing } from '#lib/server/accounts/pairing.ts';
import {
	newDevice,
	screenCookieNames,
	screenCookieOptions,
	shownScreen
} from '#lib/server/accounts/screen-cookies.ts';
import { screenSeen } from '#lib/server/accounts/screen-turn.ts';
import { renewScreen, revokeScreen } from '#lib/server/commands/screens.ts';
import { accountByEmail } from '#lib/server/store/accounts.ts';
import { openRulebook } from '#lib/server/store/rulebook.ts';
import { AUTH_SECRET, emailOf, readersOf, settle, type Person } from '../accounts/province.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';

let database: FreshDatabase;
let office: Approver;
let pairing: Pairing;
const session = { secure: false };
const SEEN = { address: '10.0.0.9', build: 'b1', scene: 'today' };
const MINUTE = 60_000;

beforeAll(async () => {
	database = await freshDatabase();
	await settle(database);
	office = { reader: await readerOf('office'), address: '10.0.0.1' };
	pairing = openPairing({ db: database.web, secret: AUTH_SECRET });
});
afterAll(async () => database.drop());

async function readerOf(person: Person): Promise<Reader> {
	const account = await accountByEmail(database.sql, emailOf(person));
	if (account === null) throw new Error(person);
	const { directory } = await openRulebook(database.sql).current();
	return readerFor(account, directory, '2026-11-20');
}

const cookies = (device: string, token: string) =>
	`theme=dark; don-doc.device=${device}; don-doc.screen=${token}`;

/** Shows a code on a device. */
async function aCode(device: string, now = Date.now(), address = '10.0.0.9'): Promise<string> {
	const waiting = await pairing.wait(device, address, now);
	if (waiting.is !== 'waiting') throw new Error(waiting.is);
	return waiting.code;
}

/** Pairs a device; the times are as given from then on. */
async function aWall(name = 'Sảnh', now = Date.now()) {
	const device = newDevice();
	const code = await aCode(device, now);
	const approved = await pairing.approve({ code, name, agencyCode: null }, office, now);
	if (!approved.accepted) throw new Error(approved.refusal.code);
	const waiting = await pairing.wait(device, '10.0.0.9', now);
	if (waiting.is !== 'approved') throw new Error(waiting.is);
	return { device, token: waiting.token, id: approved.value.id };
}

async function isOpen(device: string, token: string): Promise<boolean> {
	const { readers } = readersOf(database);
	return (await readers.ofCookie(cookies(device, token))) !== null;
}

async function beat(device: string, token: string, now: number) {
	const shown = shownScreen(cookies(device, token), session);
	if (shown === null) throw new Error('not our form');
	return screenSeen(database, shown, SEEN, now);
}

async function refusalOf(decision: Promise<{ accepted: boolean; refusal?: { code: string } }>) {
	return (await decision).refusal?.code;
}

describe('pairing', () => {
	it('lets a wall in that reads the figures of the province and nothing else', async () => {
		const { device, token, id } = await aWall();
		const { readers } = readersOf(database);
		const pass = await readers.ofCookie(cookies(device, token));
		expect(pass?.session).toBeNull();
		expect(pass?.reader).toMatchObject({
			...{ kind: 'screen', screenId: id, account: null, keyId: null },
			sees: { aggregates: true, dossiers: 'none', operations: false },
			grants: { seeAggregates: 'all' }
		});
	});

	it('is bound to the device: the token without its secret, or with another’s, opens nothing', async () => {
		const { device, token } = await aWall();
		const other = await aWall();
		const { readers } = readersOf(database);
		expect(await isOpen(device, token)).toBe(true);
		expect(await isOpen(other.device, token)).toBe(false);
		expect(await isOpen(newDevice(), token)).toBe(false);
		expect(await readers.ofCookie(`don-doc.screen=${token}`)).toBeNull();
		expect(await readers.ofCookie(`don-doc.device=${device}`)).toBeNull();
		expect(await readers.ofToken(token)).toBeNull();
		expect(await readers.ofToken(token, `don-doc.device=${other.device}`)).toBeNull();
		expect(await readers.ofToken(token, `don-doc.device=${device}`)).not.toBeNull();
	});

	it('a restart in the middle changes nothing: the same code, and whoever approved it is heard', async () => {
		const device = newDevice();
		const code = await aCode(device);
		const restarted = openPairing({ db: database.web, secret: AUTH_SECRET });
		expect(await restarted.wait(device, '10.0.0.9', Date.now())).toMatchObject({ code });
		expect(
			(await restarted.approve({ code, name: 'Sảnh', agencyCode: null }, office, Date.now()))
				.accepted
		).toBe(true);
		const again = openPairing({ db: database.web, secret: AUTH_SECRET });
		expect((await again.wait(device, '10.0.0.9', Date.now())).is).toBe('approved');
	});

	it('the token is made again when the answer was lost, and the lost one is no way in for ever', async () => {
		const now = Date.now();
		const { device, token } = await aWall('Sảnh', now);
		const again = await pairing.wait(device, '10.0.0.9', now + 3000);
		if (again.is !== 'approved') throw new Error(again.is);
		expect(await isOpen(device, again.token)).toBe(true);
		expect(await isOpen(device, token)).toBe(true);
		await beat(device, again.token, now + 3000 + SETTLED_AFTER_MS);
		expect(await isOpen(device, again.token)).toBe(true);
		expect(await isOpen(device, token)).toBe(false);
	});

	it('a code ends after ten minutes, and another comes by itself', async () => {
		const device = newDevice();
		const began = Date.now() - PAIRING_MS;
		const code = await aCode(device, began);
		expect(await aCode(device, began + PAIRING_MS - 1)).toBe(code);
		expect(await refusalOf(pairing.find(code, office, began + PAIRING_MS))).toBe(
			'pairing.code_unknown'
		);
		await aCode(device, began + PAIRING_MS);
		const rows = await database.sql`select 1 from screen_pairings where created_at = ${began}`;
		expect(rows).toHaveLength(0);
	});

	it('keeps no code, no device’s secret and no token in the database, only what is made of them', async () => {
		const { device, token } = await aWall();
		const waiting = newDevice();
		const code = await aCode(waiting);
		const [{ all }] = (await database.sql`
			select (select json_agg(p)::text from screen_pairings p)
				|| (select json_agg(s)::text from screens s)
				|| (select string_agg(coalesce(before, '') || coalesce(after, ''), '') from audit) as all
		`) as unknown as [{ all: string }];
		for (const secret of [device, token, waiting, `"${code}"`]) expect(all).not.toContain(secret);
	});

	it('is kept by the browser for this host and TLS only, where there is TLS', () => {
		expect(screenCookieNames({ secure: true })).toEqual({
			...{ device: '__Host-don-doc.device', token: '__Host-don-doc.screen' }
		});
		expect(screenCookieOptions({ secure: true })).toMatchObject({
			...{ httpOnly: true, sameSite: 'strict', secure: true, path: '/' }
		});
	});

	it('ten wrong codes stop an account, also all at once, and then the right one too', async () => {
		const centre = { reader: await readerOf('admin'), address: '10.0.0.77' };
		const fresh = openPairing({ db: database.web, secret: AUTH_SECRET });
		const code = await aCode(newDevice());
		const wrong = Array.from({ length: 25 }, (_, n) => String((Number(code) + n + 1) % 1_000_000));
		const codes = await Promise.all(
			wrong.map(async (guess) => refusalOf(fresh.find(guess.padStart(6, '0'), centre, Date.now())))
		);
		expect(codes.filter((one) => one === 'pairing.code_unknown')).toHaveLength(
			WRONG_CODES_PER_ACCOUNT
		);
		expect(
			await refusalOf(fresh.approve({ code, name: 'x', agencyCode: null }, centre, Date.now()))
		).toBe('pairing.too_often');
		expect((await fresh.find(code, office, Date.now())).accepted).toBe(true);
	});

	it('one address cannot fill the space of codes', async () => {
		const from = '10.9.9.9';
		const shown = [];
		for (let n = 0; n < 45; n += 1) {
			shown.push((await pairing.wait(newDevice(), from, Date.now())).is);
		}
		expect(shown.filter((is) => is === 'waiting')).toHaveLength(40);
		expect((await pairing.wait(newDevice(), '10.9.9.8', Date.now())).is).toBe('waiting');
	});
});

describe('a token', () => {
	it('is exchanged every day while the wall runs, and the one before it ends', async () => {
		const now = Date.now() - ROTATE_AFTER_MS - SETTLED_AFTER_MS;
		const { device, token } = await aWall('Sảnh', now);
		expect(await beat(device, token, now + MINUTE)).toMatchObject({ token: null });
		const next = await beat(device, token, now + ROTATE_AFTER_MS);
		if (!next?.token) throw new Error('no exchange');
		expect(await isOpen(device, token)).toBe(true);
		expect(await isOpen(device, next.token)).toBe(true);
		expect(await beat(device, next.token, now + ROTATE_AFTER_MS + SETTLED_AFTER_MS)).toMatchObject({
			token: null
		});
		expect(await isOpen(device, token)).toBe(false);
		expect(await beat(device, token, Date.now())).toBeNull();
		expect(await isOpen(device, next.token)).toBe(true);
	});

	it('whose exchange was lost in a power cut before a holiday still opens after it', async () => {
		const now = Date.now() - 12 * ROTATE_AFTER_MS;
		const { device, token } = await aWall('Sảnh', now);
		const lost = await beat(device, token, now + ROTATE_AFTER_MS);
		expect(lost?.token).not.toBeNull();
		// Once with the new one, from memory; then the power goes before the disk has it.
		await beat(device, lost?.token ?? '', now + ROTATE_AFTER_MS + 20_000);
		const tenDaysLater = now + 11 * ROTATE_AFTER_MS;
		const found = await beat(device, token, tenDaysLater);
		if (!found?.token) throw new Error('no exchange');
		expect(await isOpen(device, found.token)).toBe(true);
		expect(await isOpen(device, lost?.token ?? '')).toBe(false);
		await beat(device, found.token, tenDaysLater + SETTLED_AFTER_MS);
		expect(await isOpen(device, token)).toBe(false);
	});

	it('shown by two requests at the same moment is exchanged once', async () => {
		const now = Date.now() - ROTATE_AFTER_MS;
		const { device, token } = await aWall('Sảnh', now);
		const due = now + ROTATE_AFTER_MS;
		const answers = await Promise.all([1, 2, 3].map(async () => beat(device, token, due)));
		const given = answers.flatMap((answer) => (answer?.token ? [answer.token] : []));
		expect(given).toHaveLength(1);
		expect(answers).not.toContain(null);
		expect(await isOpen(device, given[0] ?? '')).toBe(true);
	});

	it('ends after ninety days, unless somebody approves the wall again before', async () => {
		const before = Date.now() - 89 * ROTATE_AFTER_MS;
		const wall = await aWall('Sảnh', before);
		const other = await aWall('Phòng họp', before);
		expect((await renewScreen(database, { id: wall.id }, office, Date.now())).accepted).toBe(true);
		await database.sql`update screens set ends_at = now() where id = ${other.id}`;
		expect(await isOpen(wall.device, wall.token)).toBe(true);
		expect(await isOpen(other.device, other.token)).toBe(false);
		expect(await refusalOf(renewScreen(database, { id: other.id }, office, Date.now()))).toBe(
			'screens.already_ended'
		);
	});

	it('that is revoked is dead at once, also for sockets, and its device may be paired anew', async () => {
		const { device, token, id } = await aWall('Sảnh tầng 1');
		const { readers } = readersOf(database);
		const socket = await readers.ofCookie(cookies(device, token));
		expect(await socket?.again()).not.toBeNull();
		await revokeScreen(database, { id }, office, Date.now());
		expect(await socket?.again()).toBeNull();
		expect(await isOpen(device, token)).toBe(false);
		const [entry] = await database.sql`select kind, ids from ledger order by seq desc limit 1`;
		expect(entry).toEqual({ kind: 'accounts', ids: [`screen:${id}`] });
		// Approved just now, and still it gets no token but a code.
		const code = await aCode(device);
		const found = await pairing.find(code, office, Date.now());
		expect(found).toMatchObject({ accepted: true, value: { knownAs: 'Sảnh tầng 1' } });
		const again = await pairing.approve(
			{ code, name: 'Sảnh tầng 2', agencyCode: null },
			office,
			Date.now()
		);
		expect(again).toMatchObject({ accepted: true, value: { id } });
		expect(await isOpen(device, token)).toBe(false);
	});
});

describe('what has ended', () => {
	it('goes while any wall runs, also when nobody asks for a code any more', async () => {
		const now = Date.now();
		const { device, token } = await aWall('Sảnh', now);
		await beat(device, token, now + 3 * PAIRING_MS);
		expect(await database.sql`select 1 from screen_pairings`).toHaveLength(0);
	});
});

describe('on record', () => {
	it('is who paired, renamed and revoked, and every exchange of a token', async () => {
		const now = Date.now() - ROTATE_AFTER_MS;
		const { device, token, id } = await aWall('Sảnh', now);
		await beat(device, token, now + ROTATE_AFTER_MS);
		await revokeScreen(database, { id }, office, Date.now());
		const acts = await database.sql<{ action: string; actor: string; address: string }[]>`
			select action, actor, address from audit where subject = ${`screen:${id}`} order by n`;
		expect(acts.map(({ action, actor, address }) => [action, actor, address])).toEqual([
			['screen.pair', 'account', office.address],
			['screen.rotate', 'screen', '10.0.0.9'],
			['screen.rotate', 'screen', '10.0.0.9'],
			['screen.revoke', 'account', office.address]
		]);
	});

	it('what a wall says of itself is written at most once a minute', async () => {
		const { device, token, id } = await aWall();
		const now = Date.now();
		const seenAt = async () => {
			const [row] = await database.sql`select last_seen_at as at from screens where id = ${id}`;
			return row?.['at'] as number;
		};
		await beat(device, token, now);
		await beat(device, token, now + 30_000);
		expect(await seenAt()).toBe(now);
		await beat(device, token, now + 60_000);
		expect(await seenAt()).toBe(now + 60_000);
	});
});
