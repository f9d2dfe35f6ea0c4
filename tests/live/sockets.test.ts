import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { OPERATOR, unknownActor } from '#lib/domain/audit/entry.ts';
import { SYSTEM } from '#lib/domain/accounts/reader.ts';
import { dayOf } from '#lib/domain/calendar/time.ts';
import type { Overview } from '#lib/domain/reports/overview.ts';
import { resumedSchema, type Resume, type Resumed, type Tallies } from '#lib/live/contract.ts';
import { endAllSessions, endSession } from '#lib/server/accounts/end-sessions.ts';
import { closeKey, disable } from '#lib/server/accounts/manage.ts';
import { currentQuery, overviewOf } from '#lib/server/store/overview.ts';
import { head } from '#lib/server/store/ledger.ts';
import { readAs } from '#lib/server/store/reading.ts';
import { aRecord } from '../makers/feed.ts';
import { anAgency, aProvince, JUSTICE, LAND, LAND_BRANCH } from '../makers/province.ts';
import { commit } from './ledger.ts';
import { aScene, at, type Scene } from './province.ts';
import { relayTo, through } from './relay.ts';
import { aKey, aSession, openStage, signedIn, visit, type Stage, type Visit } from './stage.ts';

let scene: Scene;
let stage: Stage;
let readKey: string;
const open: (() => unknown)[] = [];

beforeAll(async () => {
	scene = await aScene(at('20261110090000'));
	stage = await openStage(scene);
	readKey = (await aKey(scene, 'read')).key;
});
afterEach(async () => {
	for (const close of open.splice(0).reverse()) await close();
});
afterAll(async () => {
	await stage.close();
	await scene.end();
});

function come(as: Parameters<typeof visit>[1], port = stage.port): Visit {
	const visitor = visit(port, as);
	open.push(visitor.leave);
	return visitor;
}

/** What an overview says, in the shape of `tallies`. */
function asTallies({ epoch, seq, asOf, pending, province, agencies }: Overview): Tallies {
	const rows = agencies.map(({ code, tally, own, freshness }) => ({ code, tally, own, freshness }));
	return { epoch, seq, asOf, pending, province, agencies: rows };
}

async function recount(): Promise<Overview> {
	const rules = await scene.rulebook.current();
	const now = scene.clock.now();
	return readAs(scene.database, SYSTEM, async (sql) =>
		overviewOf(sql, rules, currentQuery(now), now)
	);
}

/** What a screen shows: every tallies message laid over those before it. */
function shown(visitor: Visit): Tallies {
	const [first, ...rest] = visitor.all('tallies');
	if (first === undefined) throw new Error('no tallies yet');
	const agencies = new Map(first.agencies.map((row) => [row.code, row]));
	for (const row of rest.flatMap((message) => message.agencies)) agencies.set(row.code, row);
	return { ...(rest.at(-1) ?? first), agencies: [...agencies.values()] };
}

async function resume(visitor: Visit, from: Resume): Promise<Resumed> {
	const answer = await new Promise((answered) => visitor.socket.emit('resume', from, answered));
	return resumedSchema.parse(answer);
}

describe('who is let in', () => {
	it('a page of ours with a session, under both spellings of loopback', async () => {
		const { cookie } = await signedIn(scene, 'leader');
		for (const name of ['localhost', '127.0.0.1']) {
			const origin = `http://${name}:${stage.port}`;
			expect(await come({ cookie, origin }).until('welcome')).toMatchObject({
				build: 'test build'
			});
		}
	});

	it('a page of another origin is refused on the upgrade, with a good cookie too', async () => {
		const { cookie } = await signedIn(scene, 'leader');
		for (const origin of ['https://evil.example', 'null', 'http://localhost:1', 'file://']) {
			const visitor = come({ cookie, origin });
			expect(await visitor.until('refused')).toBe('websocket error');
			expect(visitor.wire()).toBe('');
		}
		const withKey = come({ token: readKey, origin: 'https://evil.example' });
		expect(await withKey.until('refused')).toBe('websocket error');
	});

	it('without an origin only a token opens, never a cookie', async () => {
		const { cookie } = await signedIn(scene, 'leader');
		expect(await come({ cookie }).until('refused')).toBe('unauthorised');
		await come({ token: readKey }).until('welcome');
	});

	it('nobody without a session or key, with a feed key, or with a wrong one', async () => {
		const feed = await aKey(scene, 'feed');
		const { origin } = stage;
		const wrong = `dd_read_${'A'.repeat(43)}`;
		const visitors = [
			come({ origin }),
			come({ origin, cookie: 'don-doc.session=forged' }),
			come({ token: feed.key }),
			come({ token: wrong }),
			come({ token: 17 })
		];
		for (const visitor of visitors) {
			expect(await visitor.until('refused')).toBe('unauthorised');
			expect(visitor.all('welcome')).toEqual([]);
		}
	});

	it('only over WebSocket', async () => {
		const visitor = come({ token: readKey, transport: 'polling' });
		expect(await visitor.until('refused')).toBe('xhr poll error');
	});

	it('who sends what nobody sends is shown the door', async () => {
		const visitor = come({ token: readKey });
		await visitor.until('welcome');
		const { socket } = visitor;
		for (let n = 0; n < 3; n += 1) Reflect.apply(socket.emit, socket, ['join', 'province']);
		expect(await visitor.until('bye')).toEqual({ reason: 'misuse' });
		await visitor.until('disconnect');
		const shouting = come({ token: readKey });
		await shouting.until('welcome');
		shouting.socket.emit('resume', { epoch: 'x'.repeat(20_000), seq: 1 }, () => undefined);
		await shouting.until('disconnect');
	});
});

describe('the figures on a screen', () => {
	it('are all there after the welcome, and afterwards only what changed comes', async () => {
		const { cookie } = await signedIn(scene, 'head', 'H21.02');
		const visitor = come({ cookie, origin: stage.origin });
		const { epoch, seq } = await visitor.until('welcome');
		expect(await head(scene.database.sql)).toEqual({ epoch, seq });
		const first = await visitor.until('tallies');
		expect(first).toEqual(asTallies(await recount()));

		await scene.send(aRecord('H21.01-261102-0001', { DonViXuLy: LAND_BRANCH }));
		const next = await visitor.until('tallies', (message) => message.seq > seq);
		const touched = ['H21.01', 'H21.01.01', 'H21.01.01.01'];
		expect(next.agencies.map(({ code }) => code).sort()).toEqual(touched);
		expect(shown(visitor)).toEqual(asTallies(await recount()));
	});

	it('come at most four times a second, and the last commit is in the last one', async () => {
		const visitor = come({ token: readKey });
		await visitor.until('tallies');
		const before = visitor.all('tallies').length;
		const began = performance.now();
		let last = 0;
		for (let n = 0; n < 50; n += 1) last = await commit(scene.database);
		await visitor.until('tallies', ({ seq }) => seq === last);
		const quarters = (performance.now() - began) / 250;
		expect(visitor.all('tallies').length - before).toBeLessThanOrEqual(quarters + 2);
	});

	it('become overdue at midnight with no message sent', async () => {
		scene.clock.set(at('20261116235959'));
		const visitor = come({ token: readKey });
		await visitor.until('tallies');
		const sent = await scene.send(aRecord('H21.01-261102-0002', { NgayHenTra: '20261116170000' }));
		const { province, seq } = await visitor.until('tallies', (m) => m.seq === sent.seq);
		scene.clock.pass(1001);
		const after = await visitor.until(
			'tallies',
			(message) => message.province.open.overdue > province.open.overdue
		);
		expect(after.seq).toBe(seq);
		expect(shown(visitor)).toEqual(asTallies(await recount()));
	});

	it('are the same from two processes', async () => {
		const other = await openStage(scene);
		open.push(other.close);
		const visitors = [come({ token: readKey }), come({ token: readKey }, other.port)];
		for (const visitor of visitors) await visitor.until('tallies');
		const { seq } = await scene.send(aRecord('H21.01-261102-0003', { DonViXuLy: JUSTICE }));
		for (const visitor of visitors) await visitor.until('tallies', (m) => m.seq === seq);
		const [one, two] = visitors.map(shown);
		expect(one).toEqual(two);
		expect(visitors.map((visitor) => visitor.all('changed'))).toEqual(
			Array(2).fill([{ epoch: one?.epoch, seq, room: 'dossiers', ids: ['H21.01-261102-0003'] }])
		);
	});

	it('are not told to administrators, nor are dossiers', async () => {
		const { cookie } = await signedIn(scene, 'admin');
		const admin = come({ cookie, origin: stage.origin });
		const leader = come({ token: readKey });
		await admin.until('welcome');
		await leader.until('welcome');
		await scene.send(aRecord('H21.01-261102-0004'));
		await leader.until('changed');
		const accounts = await aKey(scene, 'read');
		await admin.until('changed', ({ room }) => room === 'accounts');
		expect(admin.order).toEqual(['welcome', 'changed']);
		expect(accounts.id).toBeGreaterThan(0);
	});
});

describe('I7 no word of another agency’s dossiers', () => {
	it('canary codes reach their own agency and the province only, also on resume', async () => {
		const roles = {
			land: come({
				...(await signedIn(scene, 'head', 'H21.01')),
				origin: stage.origin
			}),
			branch: come({
				...(await signedIn(scene, 'officer', 'H21.01.01.01')),
				origin: stage.origin
			}),
			justice: come({ token: (await aKey(scene, 'read', { agencyCode: 'H21.02' })).key }),
			screen: come({ ...(await signedIn(scene, 'screen')), origin: stage.origin }),
			leader: come({ ...(await signedIn(scene, 'leader')), origin: stage.origin })
		};
		const before = await roles.leader.until('welcome');
		for (const visitor of Object.values(roles)) await visitor.until('welcome');

		const [LAND_ONE, BRANCH_ONE, JUSTICE_ONE] = ['CANARY-L', 'CANARY-B', 'CANARY-J'];
		await scene.send(aRecord('CANARY-L', { DonViXuLy: LAND }));
		await roles.land.until('changed', ({ ids }) => ids.includes('CANARY-L'));
		await scene.send(aRecord('CANARY-B', { DonViXuLy: LAND_BRANCH }));
		await scene.send(aRecord('CANARY-J', { DonViXuLy: JUSTICE }));
		const mixed = await scene.send(
			aRecord('CANARY-L2', { DonViXuLy: LAND }),
			aRecord('CANARY-J2', { DonViXuLy: JUSTICE })
		);
		// Moves from one agency to the other: the first must read again and learn no code.
		const moved = await scene.send(
			aRecord('CANARY-L', { DonViXuLy: JUSTICE, NgayKetThucXuLy: '20261116160000' })
		);
		const last = moved.seq ?? 0;
		for (const name of ['land', 'justice', 'leader'] as const) {
			await roles[name].until('changed', ({ seq }) => seq === last);
		}
		for (const visitor of Object.values(roles)) {
			await visitor.until('tallies', ({ seq }) => seq === last);
		}
		const resumed = async (visitor: Visit) =>
			JSON.stringify(await resume(visitor, { epoch: before.epoch, seq: before.seq }));
		const told = async (visitor: Visit) => visitor.wire() + (await resumed(visitor));

		const codes = [LAND_ONE, BRANCH_ONE, JUSTICE_ONE, 'CANARY-L2', 'CANARY-J2'];
		const heardBy = async (visitor: Visit) => {
			const text = await told(visitor);
			return codes.filter((code) => text.includes(`"${code}"`));
		};
		expect(await heardBy(roles.leader)).toEqual(codes);
		expect(await heardBy(roles.justice)).toEqual(['CANARY-L', 'CANARY-J']);
		expect(await heardBy(roles.branch)).toEqual(['CANARY-B']);
		expect(await heardBy(roles.screen)).toEqual([]);
		// By its first message, before the dossier left.
		expect(await heardBy(roles.land)).toEqual(['CANARY-L', 'CANARY-B']);
		const since = roles.land.all('changed').filter(({ seq }) => seq >= (mixed.seq ?? 0));
		expect(since.flatMap(({ ids }) => ids)).toEqual([]);
		expect(roles.land.all('changed').at(-1)).toMatchObject({ seq: last, ids: [] });
	});
});

describe('a session that ends', () => {
	it('a revoked key loses its socket at once', async () => {
		const { id, key } = await aKey(scene, 'read');
		const visitor = come({ token: key });
		const other = come({ token: readKey });
		await visitor.until('welcome');
		await other.until('welcome');
		await closeKey(scene.database, id, OPERATOR);
		expect(await visitor.until('bye')).toEqual({ reason: 'revoked' });
		expect(await visitor.until('disconnect')).toBe('io server disconnect');
		expect(await come({ token: key }).until('refused')).toBe('unauthorised');
		expect(other.all('bye')).toEqual([]);
		expect(other.socket.connected).toBe(true);
	});

	it('a disabled account loses every socket, and a changed role ends the old rights', async () => {
		const head = await signedIn(scene, 'head', 'H21.01');
		const visitors = [1, 2].map(() => come({ cookie: head.cookie, origin: stage.origin }));
		for (const visitor of visitors) await visitor.until('welcome');
		await disable(scene.database, head.email, OPERATOR);
		for (const visitor of visitors) {
			expect(await visitor.until('bye')).toEqual({ reason: 'signed out' });
		}

		const leader = await signedIn(scene, 'leader');
		const visitor = come({ cookie: leader.cookie, origin: stage.origin });
		await visitor.until('welcome');
		await scene.database.sql`
			update posts set role = 'admin' where account_id = ${leader.id}`;
		await commit(scene.database, { kind: 'accounts', ids: [`account:${leader.id}`] });
		expect(await visitor.until('bye')).toEqual({ reason: 'rights changed' });
	});

	it('one session that is ended loses its sockets, another of the account keeps them', async () => {
		const mine = await signedIn(scene, 'leader');
		const other = await aSession(scene, mine);
		const [kept, ended] = [other, mine].map(({ cookie }) => come({ cookie, origin: stage.origin }));
		await kept?.until('welcome');
		await ended?.until('welcome');
		const actor = unknownActor('10.0.0.1');
		await endSession(scene.database, { id: mine.session, accountId: mine.id }, actor);
		expect(await ended?.until('bye')).toEqual({ reason: 'signed out' });
		expect(kept?.all('bye')).toEqual([]);
		await endAllSessions(scene.database, mine.id, actor);
		expect(await kept?.until('bye')).toEqual({ reason: 'signed out' });
	});

	it('a head who goes to another agency, and a post that ends at midnight, end the old rights', async () => {
		const head = await signedIn(scene, 'head', 'H21.01');
		const visitor = come({ cookie: head.cookie, origin: stage.origin });
		await visitor.until('welcome');
		const { sql } = scene.database;
		await sql`
			update posts set agency_id = (select id from agencies where code = 'H21.02')
			where account_id = ${head.id}`;
		await commit(scene.database, { kind: 'accounts', ids: [`account:${head.id}`] });
		expect(await visitor.until('bye')).toEqual({ reason: 'rights changed' });

		const again = come({ cookie: head.cookie, origin: stage.origin });
		await again.until('welcome');
		const changed = async () =>
			commit(scene.database, { kind: 'accounts', ids: [`account:${head.id}`] });
		const last = dayOf(scene.clock.now());
		await sql`update posts set valid_to = ${last} where account_id = ${head.id}`;
		const seq = await changed();
		await again.until('tallies', (message) => message.seq >= seq);
		expect(again.all('bye')).toEqual([]);
		scene.clock.pass(24 * 3_600_000);
		await changed();
		expect(await again.until('bye')).toEqual({ reason: 'rights changed' });
		expect(await come({ cookie: head.cookie, origin: stage.origin }).until('refused')).toBe(
			'unauthorised'
		);
	});
});

describe('after a cut', () => {
	it('what was missed is told, and nothing twice', async () => {
		const visitor = come({ token: readKey });
		const { epoch, seq } = await visitor.until('welcome');
		visitor.leave();
		const witness = come({ token: readKey });
		await witness.until('welcome');
		await scene.send(aRecord('H21.01-261102-0101'));
		await scene.send(aRecord('H21.01-261102-0102'));
		// The server hears of a commit a moment after it: not before that is it missed.
		await witness.until('changed', (message) => message.seq === seq + 2);
		const again = come({ token: readKey });
		await again.until('welcome');
		const answer = await resume(again, { epoch, seq });
		expect(answer).toEqual({
			seq: seq + 2,
			missed: [
				{ epoch, seq: seq + 1, room: 'dossiers', ids: ['H21.01-261102-0101'] },
				{ epoch, seq: seq + 2, room: 'dossiers', ids: ['H21.01-261102-0102'] }
			]
		});
		expect(await resume(again, { epoch, seq: seq + 2 })).toEqual({ seq: seq + 2, missed: [] });
	});

	it('another epoch, a number from the future or too long an absence mean: reload', async () => {
		const visitor = come({ token: readKey });
		const { epoch, seq } = await visitor.until('welcome');
		expect(await resume(visitor, { epoch: 'before', seq })).toEqual({ seq, reload: true });
		expect(await resume(visitor, { epoch, seq: seq + 1 })).toEqual({ seq, reload: true });
		for (let n = 0; n < 1001; n += 1) await commit(scene.database, { kind: 'procedures' });
		await visitor.until('changed', (message) => message.seq === seq + 1001);
		expect(await resume(visitor, { epoch, seq })).toEqual({ seq: seq + 1001, reload: true });
	});

	it('of the database the screens stay, and are right again by themselves', async () => {
		const relay = await relayTo(Number(new URL(scene.database.url).port));
		open.push(relay.close);
		const remote = await openStage(scene, through(relay, scene.database.url));
		open.push(remote.close);
		const visitor = come({ token: readKey }, remote.port);
		await visitor.until('tallies');
		relay.cut();
		await vi.waitFor(
			() => {
				expect(remote.live.health().listener).not.toBe('ok');
			},
			{ timeout: 20_000 }
		);
		const { seq } = await scene.send(aRecord('H21.01-261102-0201'));
		relay.mend();
		await visitor.until('tallies', (message) => message.seq === seq);
		await visitor.until('changed', (message) => message.ids.includes('H21.01-261102-0201'));
		expect(shown(visitor)).toEqual(asTallies(await recount()));
		expect(remote.live.health()).toEqual({ listener: 'ok', clockSweep: 'ok' });
		expect(visitor.all('disconnect')).toEqual([]);
	});

	it('a restored database is a new epoch on every screen, with all figures anew', async () => {
		const own = await openStage(scene);
		open.push(own.close);
		const visitor = come({ token: readKey }, own.port);
		const { epoch } = await visitor.until('welcome');
		await visitor.until('tallies');
		await scene.database.sql`update ledger_head set origin = 'another cluster/1/5'`;
		await scene.database.sql`
			select pg_terminate_backend(pid) from pg_stat_activity
			where application_name = 'stage' and datname = current_database()`;
		const anew = await visitor.until('welcome', (message) => message.epoch !== epoch);
		const all = await visitor.until('tallies', (message) => message.epoch === anew.epoch);
		expect(all.agencies.length).toBe((await recount()).agencies.length);
	});

	it('a server that stops says so', async () => {
		const own = await openStage(scene);
		open.push(own.close);
		const visitor = come({ token: readKey }, own.port);
		await visitor.until('tallies');
		await own.close('new build');
		expect(await visitor.until('bye')).toEqual({ reason: 'new build' });
		await visitor.until('disconnect');
	});
});

describe('many', () => {
	it('T26 2,000 agencies come as one message', async () => {
		const agencies = Array.from({ length: 2000 }, (_, n) =>
			anAgency(`H21.${100 + n}`, `Cơ quan số ${n}`)
		);
		const large = await aScene(at('20261110090000'), {
			...aProvince({ agencies, successions: [] })
		});
		open.push(large.end);
		const own = await openStage(large);
		open.push(own.close);
		const { key } = await aKey(large, 'read');
		const visitor = come({ token: key }, own.port);
		const first = await visitor.until('tallies');
		expect(first.agencies.length).toBe(2000);
		const seq = await commit(large.database);
		const next = await visitor.until('tallies', (message) => message.seq === seq);
		expect(next.agencies).toEqual([]);
		expect(visitor.all('tallies').filter(({ agencies: rows }) => rows.length > 0).length).toBe(1);
	});

	it('F8 a client that does not read is dropped, the others hear everything', async () => {
		const healthy = come({ token: readKey });
		await healthy.until('tallies');
		const slow = connect(stage.port, '127.0.0.1');
		open.push(() => slow.destroy());
		const gone = new Promise((closed) => slow.once('close', closed));
		slow.on('error', () => undefined);
		slow.write(
			`GET /live/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost:${stage.port}\r\n` +
				'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n' +
				'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n'
		);
		const connected = new Promise<void>((ok) => {
			slow.on('data', (chunk: Buffer) => {
				const text = chunk.toString('latin1');
				if (text.includes('"sid"') && text.includes('pingInterval')) {
					slow.write(masked(`40${JSON.stringify({ token: readKey })}`));
				}
				if (text.includes('"welcome"')) ok();
			});
		});
		await connected;
		slow.pause();
		const ids = Array.from({ length: 200 }, (_, n) => `${n}`.padEnd(5000, 'x'));
		const isDropped = () => stage.said.some((line) => line.includes('does not read'));
		for (let n = 0; n < 100 && !isDropped(); n += 1) {
			const last = await commit(scene.database, { ids: ids.map((id) => `${id}${n}`) });
			await healthy.until('tallies', ({ seq }) => seq >= last);
		}
		expect(isDropped()).toBe(true);
		slow.resume();
		await gone;
		expect(healthy.all('disconnect')).toEqual([]);
	});
});

/** A text frame as a client must send it; masked with zeros. */
function masked(text: string): Buffer {
	const body = Buffer.from(text);
	return Buffer.concat([Buffer.from([0x81, 0x80 | body.length, 0, 0, 0, 0]), body]);
}
