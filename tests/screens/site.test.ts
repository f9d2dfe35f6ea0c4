import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WallBoard } from '#lib/domain/wall/board.ts';
import { AUTH_SECRET, aKey, emailOf, settle } from '../accounts/province.ts';
import { visitor } from '../accounts/site.ts';
import { visit, type Visit } from '../live/stage.ts';
import { aRecord } from '../makers/feed.ts';
import { JUSTICE } from '../makers/province.ts';
import { makeDataDir, removeDataDir, startApp, type App } from '../setup/app.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';

/* The whole product over HTTP and sockets: what a wall and a phone send. */

let database: FreshDatabase;
let app: App;
let officeKey: string;
const dataDir = makeDataDir();
const visits: Visit[] = [];

async function start(port = '0'): Promise<void> {
	app = await startApp(dataDir, {
		DATABASE_URL: database.url,
		DATABASE_WEB_URL: database.webUrl,
		AUTH_SECRET,
		DEMO: 'off',
		PORT: port
	});
	await app.ready();
}

beforeAll(async () => {
	database = await freshDatabase();
	await settle(database);
	officeKey = (await aKey(database, { scope: 'act', email: emailOf('office') })).key;
	await start();
}, 300_000);
afterAll(async () => {
	for (const one of visits) one.leave();
	await app.end();
	await removeDataDir(dataDir);
	await database.drop();
});

type Browser = ReturnType<typeof visitor>;
/** A form’s post to that address is another thing: Kit tells the two apart by what they accept. */
const ACCEPT = { accept: 'application/json' };

const bearer = (key: string, more: Record<string, string> = {}) => ({
	...{ authorization: `Bearer ${key}`, 'content-type': 'application/json' },
	...more
});

async function act(path: string, body: object, key = officeKey, more: Record<string, string> = {}) {
	return visitor(app).ask(`/api/v1/screens${path}`, {
		...{ method: 'POST', origin: null, headers: bearer(key, more) },
		body: JSON.stringify(body)
	});
}

async function poll(wall: Browser): Promise<{ is: string; code: string | null }> {
	const answer = await wall.ask('/wall/pairing', { method: 'POST', headers: ACCEPT });
	expect(answer.status).toBe(200);
	return (await answer.json()) as { is: string; code: string | null };
}

/** A browser on a wall, let in. */
async function aWall(name: string): Promise<{ wall: Browser; id: number }> {
	const wall = visitor(app);
	const { code } = await poll(wall);
	const answer = await act('', { code, name });
	expect(answer.status, await answer.clone().text()).toBe(200);
	expect(await poll(wall)).toEqual({ is: 'inside', code: null });
	const { id } = (await answer.json()) as { id: number };
	return { wall, id };
}

function listen(jar: ReadonlyMap<string, string>): Visit {
	const cookie = [...jar].map((pair) => pair.join('=')).join('; ');
	const { origin, port } = new URL(app.url);
	const one = visit(Number(port), { cookie, origin });
	visits.push(one);
	return one;
}

const beat = async (wall: Browser) =>
	wall.ask('/wall/beat', {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ build: 'b-1', scene: 'today' })
	});

describe('a browser that nobody is signed in to', () => {
	it('gets the code at the wall’s address, in the page itself, and no sign-in', async () => {
		const wall = visitor(app);
		const first = await wall.ask('/wall');
		expect([first.status, first.headers.get('location')]).toEqual([303, '/wall/pairing']);
		const page = await wall.ask('/wall/pairing');
		const html = await page.text();
		const code = /data-code="(\d{6})"/.exec(html)?.[1];
		expect(html).toMatch(/<svg class="qr[^>]*>.*<path d="M/s);
		expect((await poll(wall)).code).toBe(code);
		expect(await (await wall.ask('/wall/pairing')).text()).toContain(`data-code="${code}"`);
	});

	it('keeps its device’s secret out of reach of scripts and of other sites', async () => {
		const wall = visitor(app);
		await wall.ask('/wall/pairing');
		expect(wall.setCookies).toHaveLength(1);
		expect(wall.setCookies[0]).toMatch(/^don-doc\.device=[\w-]{43}; .*HttpOnly; SameSite=Strict$/);
	});

	it('that comes by a link on another site is sent once more, so that its cookies come along', async () => {
		for (const path of ['/wall', '/wall/pairing']) {
			const answer = await visitor(app).ask(path, { headers: { 'sec-fetch-site': 'cross-site' } });
			expect(answer.status).toBe(200);
			expect(answer.headers.getSetCookie()).toEqual([]);
			expect(await answer.text()).toContain('content="0;url=/wall"');
		}
	});

	it('is asked for its Origin', async () => {
		for (const origin of ['https://evil.example', null]) {
			const answer = await visitor(app).ask('/wall/pairing', { method: 'POST', origin });
			expect(answer.status).toBe(403);
		}
	});
});

describe('a wall of one agency', () => {
	const openOn = async (wall: Browser) => {
		const board = (await (await wall.ask('/wall/board')).json()) as WallBoard;
		return board.whole.open.total;
	};
	async function wallOf(name: string, scope: string): Promise<Browser> {
		const wall = visitor(app);
		const { code } = await poll(wall);
		expect((await act('', { code, name, scope })).status).toBe(200);
		expect((await poll(wall)).is).toBe('inside');
		return wall;
	}

	it('shows what lies in that agency and below it, under its name, and the list says so', async () => {
		const { key } = await aKey(database, { scope: 'feed' });
		const sent = await visitor(app).ask('/api/v1/feed', {
			...{ method: 'POST', origin: null, headers: bearer(key) },
			body: JSON.stringify({ service: 'DongBoHoSoMC', data: [aRecord('H21.01.01-261102-0001')] })
		});
		expect(await sent.json()).toMatchObject({ accepted: 1, quarantined: [] });
		const walls = [
			await wallOf('Toàn tỉnh', 'province'),
			await wallOf('Sở Nông nghiệp', 'H21.01'),
			await wallOf('Sở Tư pháp', 'H21.02')
		];
		expect(await Promise.all(walls.map(openOn))).toEqual([1, 1, 0]);
		expect(await (await walls[2]?.ask('/wall'))?.text()).toContain(JUSTICE);
		const list = await visitor(app).ask('/api/v1/screens', { headers: bearer(officeKey) });
		const { screens } = (await list.json()) as { screens: { name: string; scope: string }[] };
		expect(screens.find(({ name }) => name === 'Sở Tư pháp')?.scope).toBe('H21.02');
	});

	it('is not made for an agency that does not exist', async () => {
		const { code } = await poll(visitor(app));
		const answer = await act('', { code, name: 'Sảnh', scope: 'H99.99' });
		expect(answer.status).toBe(404);
		expect(await answer.json()).toMatchObject({ code: 'screens.agency_unknown' });
	});
});

describe('approving', () => {
	it('is for administrators and the office, and a code opens one wall once', async () => {
		const { code } = await poll(visitor(app));
		for (const person of ['leader', 'land', 'centre', 'screen'] as const) {
			const { key } = await aKey(database, { scope: 'act', email: emailOf(person) });
			expect([person, (await act('', { code, name: 'x' }, key)).status]).toEqual([person, 403]);
		}
		expect((await act('', { code: '12a456', name: 'x' })).status).toBe(400);
		expect((await act('', { code, name: ' ' })).status).toBe(400);
		const admin = await aKey(database, { scope: 'act', email: emailOf('admin') });
		expect((await act('', { code, name: 'Sảnh' }, admin.key)).status).toBe(200);
		expect((await act('', { code, name: 'Sảnh' })).status).toBe(404);
	});

	it('sent twice with one Idempotency-Key is done once', async () => {
		const { code } = await poll(visitor(app));
		const more = { 'idempotency-key': 'approve-once' };
		const first = await act('', { code, name: 'Hành lang' }, officeKey, more);
		const second = await act('', { code, name: 'Hành lang' }, officeKey, more);
		expect([first.status, second.status]).toEqual([200, 200]);
		expect(await second.json()).toEqual(await first.json());
		expect((await act('', { code, name: 'Khác' }, officeKey, more)).status).toBe(409);
	});

	it('without scripts works by two forms, and no address ever holds the code', async () => {
		const wall = visitor(app);
		const { code } = await poll(wall);
		const phone = visitor(app);
		await phone.signIn(emailOf('admin'));
		const send = async (action: string, fields: Record<string, string>) =>
			phone.ask(`/screens/pair?/${action}`, { method: 'POST', body: new URLSearchParams(fields) });
		const found = await send('find', { code: `${code?.slice(0, 3)} ${code?.slice(3)}` });
		expect(await found.text()).toContain('Chỉ duyệt khi mã này đang hiện');
		const approved = await send('approve', { code: code ?? '', name: 'Phòng họp' });
		expect([approved.status, approved.headers.get('location')]).toEqual([
			303,
			'/screens?done=paired'
		]);
		expect((await poll(wall)).is).toBe('inside');
		expect((await wall.ask('/wall')).status).toBe(200);
	});
});

describe('a paired wall', () => {
	it('sees the wall and the figures; no dossier, no other page, and changes nothing', async () => {
		const { wall } = await aWall('Sảnh');
		expect((await wall.ask('/wall')).status).toBe(200);
		expect((await wall.ask('/api/v1/overview')).status).toBe(200);
		const json = { 'content-type': 'application/json' };
		for (const path of ['/dossiers', '/dossiers/x', '/charts', '/screens', '/procedures']) {
			expect([path, (await wall.ask(`/api/v1${path}`)).status]).toEqual([path, 403]);
			const page = await wall.ask(path);
			expect([path, page.status]).toEqual([path, 303]);
			expect(page.headers.get('location')).toMatch(/^\/sign-in/);
		}
		for (const path of ['/screens', '/quarantine/replays']) {
			const init = { method: 'POST', headers: json, body: '{}' };
			expect((await wall.ask(`/api/v1${path}`, init)).status).toBe(403);
		}
		const visitorOfWall = listen(wall.jar);
		const { agencies } = await visitorOfWall.until('tallies');
		expect(agencies.length).toBeGreaterThan(0);
	});

	it('beside a session that opens, the session is who asks', async () => {
		const { wall } = await aWall('Máy dùng chung');
		await wall.signIn(emailOf('leader'));
		expect((await wall.ask('/api/v1/dossiers')).status).toBe(200);
		await wall.ask('/sign-out', { method: 'POST' });
		expect((await wall.ask('/api/v1/dossiers')).status).toBe(403);
		expect((await wall.ask('/wall')).status).toBe(200);
	});

	it('goes on after a restart, and one that waits for its token gets it', async () => {
		const { wall, id } = await aWall('Tầng 2');
		const waiting = visitor(app);
		const { code } = await poll(waiting);
		expect((await act('', { code, name: 'Tầng 3' })).status).toBe(200);
		const { port } = new URL(app.url);
		await app.end('SIGKILL');
		await start(port);
		expect((await wall.ask('/wall')).status).toBe(200);
		expect((await poll(waiting)).is).toBe('inside');
		expect((await waiting.ask('/wall')).status).toBe(200);
		expect((await beat(wall)).status).toBe(200);
		const { screens } = (await (
			await visitor(app).ask('/api/v1/screens', { headers: bearer(officeKey) })
		).json()) as { screens: { id: number; build: string; scene: string; lastSeenAt: string }[] };
		const listed = screens.find((one) => one.id === id);
		expect(listed).toMatchObject({ build: 'b-1', scene: 'today' });
		expect(Math.abs(Date.now() - Date.parse(listed?.lastSeenAt ?? ''))).toBeLessThan(60_000);
	});

	it('that is revoked loses page, API and socket, and shows a code', async () => {
		const { wall, id } = await aWall('Thu hồi');
		const { wall: other } = await aWall('Còn lại');
		const [socket, otherSocket] = [listen(wall.jar), listen(other.jar)];
		await Promise.all([socket.until('welcome'), otherSocket.until('welcome')]);
		expect((await act(`/${id}/revocation`, {})).status).toBe(200);
		expect(await socket.until('bye')).toEqual({ reason: 'revoked' });
		expect((await wall.ask('/api/v1/overview')).status).toBe(401);
		expect((await wall.ask('/wall')).headers.get('location')).toBe('/wall/pairing');
		const data = await wall.ask('/wall/__data.json');
		expect(await data.json()).toMatchObject({ type: 'redirect', location: '/wall/pairing' });
		expect(await listen(wall.jar).until('refused')).toBe('unauthorised');
		expect((await poll(wall)).code).toMatch(/^\d{6}$/);
		expect((await act(`/${id}/revocation`, {})).status).toBe(409);
		expect(otherSocket.all('bye')).toEqual([]);
		expect((await other.ask('/wall')).status).toBe(200);
	});

	it('whose token somebody took without its device’s secret is not imitated', async () => {
		const { wall } = await aWall('Bị lấy mã');
		const thief = visitor(app);
		await thief.ask('/wall/pairing');
		thief.jar.set('don-doc.screen', wall.jar.get('don-doc.screen') ?? '');
		expect((await thief.ask('/api/v1/overview')).status).toBe(401);
		expect((await thief.ask('/wall')).headers.get('location')).toBe('/wall/pairing');
		expect(await listen(thief.jar).until('refused')).toBe('unauthorised');
	});

	it('whose token has been exchanged and has settled: the former is dead on page, API and socket', async () => {
		const { wall, id } = await aWall('Đổi mã');
		const former = new Map(wall.jar);
		const socket = listen(former);
		await socket.until('welcome');
		await database.sql`
			update screens set rotated_at = now() - interval '25 hours' where id = ${id}`;
		expect((await beat(wall)).status).toBe(200);
		expect(wall.jar.get('don-doc.screen')).not.toBe(former.get('don-doc.screen'));
		expect((await wall.ask('/wall')).status).toBe(200);
		await database.sql`
			update screens set rotated_at = now() - interval '11 minutes' where id = ${id}`;
		expect((await beat(wall)).status).toBe(200);
		expect(await socket.until('bye')).toEqual({ reason: 'revoked' });
		const old = visitor(app);
		for (const [name, value] of former) old.jar.set(name, value);
		expect((await old.ask('/api/v1/overview')).status).toBe(401);
		expect((await old.ask('/wall')).headers.get('location')).toBe('/wall/pairing');
		expect((await wall.ask('/api/v1/overview')).status).toBe(200);
	});

	it('says nothing of itself that is not asked for', async () => {
		const { wall } = await aWall('Sai dạng');
		for (const body of [
			{ build: 'b', scene: '<b>' },
			{ build: 'x'.repeat(61), scene: 'today' },
			{ build: 'b', scene: 'today', more: 1 }
		]) {
			const answer = await wall.ask('/wall/beat', {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(body)
			});
			expect(answer.status).toBe(400);
		}
	});
});
