import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR } from '#lib/domain/audit/entry.ts';
import { addDays, dayOf, endOfDay } from '#lib/domain/calendar/time.ts';
import { rotateKey } from '#lib/server/accounts/rotate-key.ts';
import { closeKey, createKey, disable } from '#lib/server/accounts/manage.ts';
import { readAfter } from '#lib/server/store/ledger.ts';
import { listKeys } from '#lib/server/store/keys.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';
import { aKey, emailOf, readersOf, settle } from './province.ts';

let database: FreshDatabase;

beforeAll(async () => {
	database = await freshDatabase();
	await settle(database);
});
afterAll(async () => database.drop());

describe('a key', () => {
	it('says its scope, has 256 random bits, and only its hash is kept', async () => {
		const { id, key } = await aKey(database, { scope: 'feed' });
		expect(key).toMatch(/^dd_feed_[A-Za-z0-9_-]{43}$/);
		const [row] = await database.sql<{ hash: Buffer; all: string }[]>`
			select hash, row_to_json(api_keys)::text as all from api_keys where id = ${id}`;
		expect(row?.hash).toEqual(createHash('sha256').update(key).digest());
		expect(row?.all).not.toContain(key.slice(8));
	});

	it('opens with its agency, its account and its declaration of history', async () => {
		const { readers } = readersOf(database);
		const feed = await aKey(database, { scope: 'feed', agencyCode: 'h21.01', backfill: true });
		const sent = (await readers.ofToken(feed.key))?.reader.sends;
		expect(sent?.backfill).toBe(true);
		expect(sent?.agencies).toHaveLength(3);
		const act = await aKey(database, { scope: 'act', email: emailOf('justice') });
		expect((await readers.ofToken(act.key))?.reader).toMatchObject({
			kind: 'key',
			keyScope: 'act',
			account: { email: emailOf('justice') },
			roles: ['head']
		});
	});

	it('is refused when anything of it is wrong', async () => {
		const { readers } = readersOf(database);
		const { key } = await aKey(database);
		for (const wrong of [
			`${key}x`,
			key.slice(0, -1),
			key.replace('dd_read', 'dd_act'),
			key.toUpperCase(),
			'dd_read_',
			'',
			"' or 1=1 --"
		]) {
			expect(await readers.ofToken(wrong)).toBeNull();
		}
	});

	it('may live beside another of the same name, so that it can be changed without a gap', async () => {
		const { readers } = readersOf(database);
		const [old, fresh] = [
			await aKey(database, { name: 'IOC' }),
			await aKey(database, { name: 'IOC' })
		];
		await closeKey(database, old.id, OPERATOR);
		expect(await readers.ofToken(old.key)).toBeNull();
		expect(await readers.ofToken(fresh.key)).not.toBeNull();
	});

	it('tells when it was last used, writing at most once a minute', async () => {
		const { readers, time } = readersOf(database);
		const { id, key } = await aKey(database);
		const lastUse = async () =>
			(await listKeys(database.sql)).find((one) => one.id === id)?.lastUsedAt ?? null;
		expect(await lastUse()).toBeNull();
		await readers.ofToken(key);
		const first = await lastUse();
		expect(first).toBeGreaterThan(Date.now() - 60_000);
		time.now += 10_000;
		await readers.ofToken(key);
		expect(await lastUse()).toBe(first);
		await database.sql`update api_keys set last_used_at = now() - interval '2 minutes' where id = ${id}`;
		time.now += 10_000;
		await readers.ofToken(key);
		expect(await lastUse()).toBeGreaterThan(Date.now() - 60_000);
	});
});

describe('a revoked key', () => {
	it('opens nothing after five seconds, also where it has just been used', async () => {
		const { readers, time } = readersOf(database);
		const { id, key } = await aKey(database);
		const pass = await readers.ofToken(key);
		expect(pass).not.toBeNull();
		await closeKey(database, id, OPERATOR);
		time.now += 5_000;
		expect(await readers.ofToken(key)).toBeNull();
	});

	it('is out of a socket at the first check, past every memory, and the ledger names it', async () => {
		const { readers } = readersOf(database);
		const { id, key } = await aKey(database);
		const pass = await readers.ofToken(key);
		expect(await pass?.again()).not.toBeNull();
		await closeKey(database, id, OPERATOR);
		expect(await pass?.again()).toBeNull();
		const [row] = await database.sql<{ seq: number }[]>`select seq from ledger_head`;
		const [entry] = await readAfter(database.sql, (row?.seq ?? 0) - 1, 1);
		expect(entry).toMatchObject({ kind: 'accounts', ids: [`key:${id}`] });
	});

	it('cannot be revoked again, and one that never was cannot either', async () => {
		const { id } = await aKey(database);
		expect((await closeKey(database, id, OPERATOR)).accepted).toBe(true);
		expect(await closeKey(database, id, OPERATOR)).toMatchObject({
			refusal: { code: 'keys.key_unknown' }
		});
		expect((await closeKey(database, 2_000_000, OPERATOR)).accepted).toBe(false);
	});

	it('a disabled account takes its keys with it', async () => {
		const { readers, time } = readersOf(database);
		const { key } = await aKey(database, { scope: 'act', email: emailOf('officer') });
		const pass = await readers.ofToken(key);
		await disable(database, emailOf('officer'), OPERATOR);
		expect(await pass?.again()).toBeNull();
		time.now += 5_000;
		expect(await readers.ofToken(key)).toBeNull();
	});
});

describe('a key that is replaced', () => {
	const today = () => dayOf(Date.now());

	it('opens beside its successor, of the same scope and agency, until its day has ended', async () => {
		const { readers, time } = readersOf(database);
		const old = await aKey(database, { name: 'IOC', agencyCode: 'H21.01' });
		const made = await rotateKey(database, old.id, null, OPERATOR);
		if (!made.accepted) throw new Error(made.refusal.code);
		const { key, endsAt, id } = made.value;
		expect(endsAt).toBe(endOfDay(addDays(today(), 7)));
		const both = [await readers.ofToken(old.key), await readers.ofToken(key)];
		expect(both.map((pass) => pass?.reader.sees.dossiers)).toEqual([
			expect.arrayContaining([1]),
			expect.arrayContaining([1])
		]);
		expect((await listKeys(database.sql)).find((one) => one.id === id)).toMatchObject({
			...{ name: 'IOC', scope: 'read', agencyCode: 'H21.01', replaces: old.id, endsAt: null }
		});
		await database.sql`update api_keys set ends_at = now() where id = ${old.id}`;
		time.now += 5_000;
		expect(await readers.ofToken(old.key)).toBeNull();
		expect(await readers.ofToken(key)).not.toBeNull();
	});

	it('is not remembered beyond its end', async () => {
		const { readers, time } = readersOf(database);
		const { id, key } = await aKey(database);
		await database.sql`update api_keys set ends_at = now() + interval '1 second' where id = ${id}`;
		expect(await readers.ofToken(key)).not.toBeNull();
		await database.sql`update api_keys set ends_at = now() where id = ${id}`;
		time.now += 1_000;
		expect(await readers.ofToken(key)).toBeNull();
	});

	it('is replaced once; not when it is revoked, nor until a day that is past or far away', async () => {
		const { id } = await aKey(database);
		const rotated = async (endsOn: string | null) => {
			const made = await rotateKey(database, id, endsOn, OPERATOR);
			return made.accepted ? 'made' : made.refusal.code;
		};
		expect(await rotated(addDays(today(), -1))).toBe('keys.end_out_of_range');
		expect(await rotated(addDays(today(), 91))).toBe('keys.end_out_of_range');
		const both = await Promise.all([rotated(today()), rotated(today())]);
		expect(both.toSorted()).toEqual(['keys.already_replaced', 'made']);
		await closeKey(database, id, OPERATOR);
		expect(await rotated(null)).toBe('keys.key_unknown');
	});
});

it.each([
	[{ scope: 'root' }, 'keys.scope_unknown'],
	[{ scope: 'act' }, 'keys.account_needed'],
	[{ scope: 'act', email: 'nobody@test.example' }, 'keys.account_unknown'],
	[{ scope: 'feed', email: 'leader@test.example' }, 'keys.account_not_wanted'],
	[{ scope: 'read', backfill: true }, 'keys.backfill_not_wanted'],
	[{ scope: 'read', agencyCode: 'H99' }, 'keys.agency_unknown'],
	[{ scope: 'read', name: ' ' }, 'keys.name_needed']
])('a key is not made of %j', async (wrong, code) => {
	const before = await listKeys(database.sql);
	const base = { name: 'x', scope: 'read', agencyCode: null, email: null, backfill: false };
	expect(await createKey(database, { ...base, ...wrong }, OPERATOR)).toMatchObject({
		accepted: false,
		refusal: { code }
	});
	expect(await listKeys(database.sql)).toHaveLength(before.length);
});
