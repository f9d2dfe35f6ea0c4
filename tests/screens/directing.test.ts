import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ORDER_LAPSES_MS } from '#lib/domain/wall/order.ts';
import { DEFAULT_PLAN } from '#lib/domain/wall/scene.ts';
import { AUTH_SECRET, aKey, emailOf, settle, type Person } from '../accounts/province.ts';
import { visitor } from '../accounts/site.ts';
import { visit, type Visit } from '../live/stage.ts';
import { makeDataDir, removeDataDir, startApp, type App } from '../setup/app.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';

/* The whole product over HTTP and sockets: the office directs walls. */

let database: FreshDatabase;
let app: App;
let office: string;
const dataDir = makeDataDir();
const visits: Visit[] = [];

beforeAll(async () => {
	database = await freshDatabase();
	await settle(database);
	office = await keyOf('office');
	app = await startApp(dataDir, {
		DATABASE_URL: database.url,
		DATABASE_WEB_URL: database.webUrl,
		AUTH_SECRET,
		DEMO: 'off',
		PORT: '0'
	});
	await app.ready();
}, 300_000);
afterAll(async () => {
	for (const one of visits) one.leave();
	await app.end();
	await removeDataDir(dataDir);
	await database.drop();
});

type Browser = ReturnType<typeof visitor>;

async function keyOf(person: Person): Promise<string> {
	return (await aKey(database, { scope: 'act', email: emailOf(person) })).key;
}

async function act(path: string, body: object, key = office, more: Record<string, string> = {}) {
	const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...more };
	const init = { method: 'POST', origin: null, headers, body: JSON.stringify(body) };
	return visitor(app).ask(`/api/v1/screens${path}`, init);
}

async function aWall(name: string): Promise<{ wall: Browser; id: number }> {
	const wall = visitor(app);
	const poll = async () =>
		wall.ask('/wall/pairing', { method: 'POST', headers: { accept: 'application/json' } });
	const { code } = (await (await poll()).json()) as { code: string };
	const approved = await act('', { code, name });
	expect(approved.status, await approved.clone().text()).toBe(200);
	await poll();
	return { wall, id: ((await approved.json()) as { id: number }).id };
}

interface Answer {
	plan: typeof DEFAULT_PLAN;
	order: { id: string; show: string | null; seconds: number; refresh: boolean } | null;
}

async function beat(wall: Browser, more: object = {}): Promise<Answer> {
	const answer = await wall.ask('/wall/beat', {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ build: 'b-1', scene: 'today', ...more })
	});
	expect(answer.status, await answer.clone().text()).toBe(200);
	return (await answer.json()) as Answer;
}

function listen(jar: ReadonlyMap<string, string>): Visit {
	const cookie = [...jar].map((pair) => pair.join('=')).join('; ');
	const { origin, port } = new URL(app.url);
	const one = visit(Number(port), { cookie, origin });
	visits.push(one);
	return one;
}

interface Item {
	id: number;
	plan: object;
	formerPlan: object | null;
	telemetry: { reconnects: number; heapMb: number | null; reconnectedAt: string[] } | null;
	order: { state: string; show: string | null } | null;
	scene: string | null;
}
async function listed(id: number): Promise<Item | undefined> {
	const headers = { authorization: `Bearer ${office}` };
	const answer = await visitor(app).ask('/api/v1/screens', { headers });
	const { screens } = (await answer.json()) as { screens: Item[] };
	return screens.find((one) => one.id === id);
}

/** What the record says was done to a wall since it was paired. */
async function actsOn(id: number) {
	const rows = await database.sql<{ action: string; before: string; after: string; by: string }[]>`
		select l.action, l.before, l.after, a.email as by from audit l
		join accounts a on a.id = l.account_id
		where l.subject = ${`screen:${id}`} and l.action <> 'screen.pair' order by l.n`;
	return rows.map(({ before, after, ...row }) => ({
		...row,
		before: JSON.parse(before) as unknown,
		after: JSON.parse(after) as unknown
	}));
}

const SHOW = { do: 'show', scene: 'due_today', seconds: 300 };

describe('an order of the office', () => {
	it('calls that wall alone, is told it until it says that it took it, and is on record', async () => {
		const [one, other] = [await aWall('Sảnh'), await aWall('Phòng họp')];
		const [socket, otherSocket] = [listen(one.wall.jar), listen(other.wall.jar)];
		await Promise.all([socket.until('welcome'), otherSocket.until('welcome')]);
		expect((await act(`/${one.id}/orders`, SHOW)).status).toBe(200);
		const hint = await socket.until('changed', ({ room }) => room === 'screens');
		expect(hint).toMatchObject({ room: 'screens', ids: [String(one.id)] });
		const { order } = await beat(one.wall);
		expect(order).toMatchObject({ show: 'due_today', seconds: 300, refresh: false });
		expect((await beat(one.wall)).order).toEqual(order);
		expect((await beat(other.wall)).order).toBeNull();
		expect((await listed(one.id))?.order).toMatchObject({ state: 'waiting' });
		const took = { scene: 'due_today', tookOrder: order?.id };
		expect((await beat(one.wall, took)).order).toBeNull();
		expect(await listed(one.id)).toMatchObject({ scene: 'due_today', order: { state: 'taken' } });
		// What another wall hears comes in order: it heard of its own order, and of nothing before it.
		expect((await act(`/${other.id}/orders`, { do: 'refresh' })).status).toBe(200);
		await otherSocket.until('changed', ({ room }) => room === 'screens');
		const heard = otherSocket.all('changed').filter(({ room }) => room === 'screens');
		expect(heard.map(({ ids }) => ids)).toEqual([[String(other.id)]]);
		expect((await beat(other.wall)).order).toMatchObject({ show: null, refresh: true });
		expect(await actsOn(one.id)).toEqual([
			{ action: 'screen.show', before: null, after: SHOW, by: emailOf('office') }
		]);
	});

	it('that replaces another is the one that is taken', async () => {
		const { wall, id } = await aWall('Thay lệnh');
		await act(`/${id}/orders`, SHOW);
		const first = (await beat(wall)).order;
		await act(`/${id}/orders`, { do: 'rotate' });
		const second = (await beat(wall, { tookOrder: first?.id })).order;
		expect(second).toMatchObject({ show: null, seconds: 0, refresh: false });
		expect((await beat(wall, { tookOrder: second?.id })).order).toBeNull();
	});

	it('lapses when no wall takes it within ten minutes', async () => {
		const { wall, id } = await aWall('Tắt');
		await act(`/${id}/orders`, SHOW);
		await database.sql`
			update screens set wall_order = jsonb_set(wall_order, '{givenAt}',
				to_jsonb((wall_order->>'givenAt')::bigint - ${ORDER_LAPSES_MS}::bigint))
			where id = ${id}`;
		expect((await listed(id))?.order).toMatchObject({ state: 'lapsed' });
		expect((await beat(wall)).order).toBeNull();
	});

	it('sent twice with one Idempotency-Key is given once', async () => {
		const { id } = await aWall('Một lần');
		const more = { 'idempotency-key': 'show-once' };
		const first = await act(`/${id}/orders`, SHOW, office, more);
		const second = await act(`/${id}/orders`, SHOW, office, more);
		expect(await second.json()).toEqual(await first.json());
		expect(await actsOn(id)).toHaveLength(1);
		expect((await act(`/${id}/orders`, { do: 'rotate' }, office, more)).status).toBe(409);
	});

	it('is nothing for a wall that was revoked, and such a wall is told none', async () => {
		const { wall, id } = await aWall('Thu hồi');
		await act(`/${id}/orders`, SHOW);
		expect((await act(`/${id}/revocation`, {})).status).toBe(200);
		const refusal = await act(`/${id}/orders`, SHOW);
		expect(refusal.status).toBe(409);
		expect(await refusal.json()).toMatchObject({ code: 'screens.already_ended' });
		const answer = await wall.ask('/wall/beat', {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ build: 'b-1', scene: 'today' })
		});
		expect(answer.status === 200 ? await answer.json() : null).toBeNull();
	});

	it('that was taken holds also over the wall’s own reload, until it is told something else', async () => {
		const { wall, id } = await aWall('Giữ cảnh');
		await act(`/${id}/orders`, SHOW);
		const { order } = await beat(wall);
		await beat(wall, { tookOrder: order?.id });
		const page = async () => (await wall.ask('/wall')).text();
		expect(await page()).toMatch(/held:\{show:"due_today",seconds:(300|29\d)\}/);
		await act(`/${id}/orders`, { do: 'rotate' });
		expect(await page()).toContain('held:null');
	});
});

describe('a wall’s plan', () => {
	const plan = { scenes: ['communes', 'today'], seconds: 45 };

	it('is heard by the wall at once, and the one before is kept to go back to', async () => {
		const { wall, id } = await aWall('Xếp cảnh');
		expect((await beat(wall)).plan).toEqual(DEFAULT_PLAN);
		const socket = listen(wall.jar);
		await socket.until('welcome');
		const set = await act(`/${id}/plan`, plan);
		expect(await set.json()).toEqual({ id, plan, formerPlan: DEFAULT_PLAN });
		expect(await socket.until('changed', ({ room }) => room === 'screens')).toMatchObject({
			ids: [String(id)]
		});
		expect((await beat(wall)).plan).toEqual(plan);
		expect(await (await wall.ask('/wall')).text()).toContain(
			'plan:{scenes:["communes","today"],seconds:45}'
		);
		// The same again is no act; going back is one more.
		expect(await (await act(`/${id}/plan`, plan)).json()).toMatchObject({
			formerPlan: DEFAULT_PLAN
		});
		await act(`/${id}/plan`, DEFAULT_PLAN);
		expect(await listed(id)).toMatchObject({ plan: DEFAULT_PLAN, formerPlan: plan });
		expect(await actsOn(id)).toEqual([
			{ action: 'screen.plan', before: DEFAULT_PLAN, after: plan, by: emailOf('office') },
			{ action: 'screen.plan', before: plan, after: DEFAULT_PLAN, by: emailOf('office') }
		]);
	});

	it('names scenes that there are, each once, for at least eight seconds', async () => {
		const { id } = await aWall('Sai');
		for (const wrong of [
			{ scenes: [], seconds: 20 },
			{ scenes: ['today', 'today'], seconds: 20 },
			{ scenes: ['weather'], seconds: 20 },
			{ scenes: ['today'], seconds: 7 },
			{ scenes: ['today'], seconds: 20, more: 1 }
		]) {
			expect([wrong, (await act(`/${id}/plan`, wrong)).status]).toEqual([wrong, 400]);
		}
		expect((await act('/999999/plan', plan)).status).toBe(404);
		expect(await actsOn(id)).toEqual([]);
	});
});

describe('who directs walls', () => {
	it('is the office, the centre and administrators; pairing and revoking stays as it was', async () => {
		const { id } = await aWall('Ai được');
		for (const [person, status] of [
			['office', 200],
			['centre', 200],
			['admin', 200],
			['leader', 403],
			['land', 403],
			['screen', 403]
		] as const) {
			const key = await keyOf(person);
			const plan = { scenes: ['today'], seconds: 30 };
			expect([person, (await act(`/${id}/plan`, plan, key)).status]).toEqual([person, status]);
			expect([person, (await act(`/${id}/orders`, SHOW, key)).status]).toEqual([person, status]);
		}
		expect((await act(`/${id}/revocation`, {}, await keyOf('centre'))).status).toBe(403);
		const { wall } = await aWall('Tự ra lệnh');
		const init = { method: 'POST', headers: { 'content-type': 'application/json' } };
		const own = await wall.ask(`/api/v1/screens/${id}/orders`, {
			...{ ...init, body: JSON.stringify(SHOW) }
		});
		expect(own.status).toBe(403);
	});

	it('hears at once that a wall is on, and how it fares stands in the list', async () => {
		const { wall, id } = await aWall('Theo dõi');
		const person = visitor(app);
		await person.signIn(emailOf('centre'));
		const socket = listen(person.jar);
		await socket.until('welcome');
		await beat(wall, { reconnects: 2, heapMb: 38, fps: 60, uptimeMinutes: 75 });
		expect(await socket.until('changed', ({ room }) => room === 'screens')).toMatchObject({
			ids: []
		});
		const { telemetry } = (await listed(id)) ?? {};
		expect(telemetry).toMatchObject({ reconnects: 2, heapMb: 38, fps: 60, uptimeMinutes: 75 });
		expect(telemetry?.reconnectedAt).toHaveLength(1);
		for (const wrong of [{ heapMb: -1 }, { fps: 2.5 }, { reconnects: 1e9 }, { heap: 1 }]) {
			const answer = await wall.ask('/wall/beat', {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ build: 'b-1', scene: 'today', ...wrong })
			});
			expect([wrong, answer.status]).toEqual([wrong, 400]);
		}
	});
});
