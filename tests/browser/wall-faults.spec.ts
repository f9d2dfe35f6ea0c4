import { execFileSync } from 'node:child_process';
import {
	expect,
	test,
	type APIRequestContext,
	type BrowserContext,
	type Page
} from '@playwright/test';
import { findEmbedded } from '#lib/server/embedded/start-embedded.ts';
import { demoIn, ownApp, type OwnApp } from '../setup/own-app.ts';
import { overviewOf, signIn } from './ask.ts';
import { digits, sendFrom, sendOverdue } from './send.ts';
import { speakUntil } from './speaking.ts';

/* What goes wrong around a wall, each told by the wall itself in time. One app, one week after another. */
test.describe.configure({ mode: 'serial' });

let own: OwnApp;
let context: BrowserContext;

test.beforeAll(async ({ browser }) => {
	test.setTimeout(180_000);
	// Every agency is heard every twenty minutes of seven working days, last on Friday afternoon.
	own = await ownApp({ CLOCK_START: '2026-11-29T10:00:00+07:00' }, async (dataDir) =>
		speakUntil(dataDir, '2026-11-20', Date.parse('2026-11-27T16:50:00+07:00'))
	);
	context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
	const page = await context.newPage();
	await signIn(page, 'leader', { demo: demoIn(own.dataDir), url: own.app.url });
	await page.close();
});
test.afterAll(async () => {
	await context.close();
	await own.remove();
});

/** Friday 16:50 and thirty working minutes: ten on Friday, twenty on Monday. */
const EXPECTED_UNTIL = Date.parse('2026-11-30T07:20:00+07:00');

/** Notes when the wall's state changed, by the page's monotonic clock, however busy the machine is. */
const WATCH = () => {
	const seen: { at: number; live: string }[] = [];
	Object.assign(globalThis, { seen });
	const look = () => {
		const live = document.querySelector('main')?.getAttribute('data-live') ?? 'blank';
		if (seen.at(-1)?.live !== live) seen.push({ at: performance.now(), live });
	};
	new MutationObserver(look).observe(document, {
		...{ subtree: true, childList: true, attributes: true }
	});
};
type Watched = typeof globalThis & {
	seen: { at: number; live: string }[];
	/** Lost when the page is loaded again. */
	shown?: string;
	setClock?: (hours: number) => void;
};

async function openWall(scene: string, shifted = 0): Promise<Page> {
	const page = await context.newPage();
	await page.addInitScript(WATCH);
	await page.addInitScript((hours) => {
		const Real = Date;
		let by = hours * 3_600_000;
		const now = () => Real.now() + by;
		globalThis.Date = new Proxy(Real, {
			construct: (target, given: []) =>
				given.length === 0 ? new target(now()) : new target(...given),
			apply: () => new Real(now()).toString(),
			get: (target, name) => (name === 'now' ? now : Reflect.get(target, name))
		});
		Object.assign(globalThis, { setClock: (other: number) => (by = other * 3_600_000) });
	}, shifted);
	await page.goto(`${own.app.url}/wall?scene=${scene}`);
	await expect(page.locator('main')).toHaveAttribute('data-live', 'live', { timeout: 20_000 });
	await page.evaluate(() => Object.assign(globalThis, { shown: 'first' }));
	return page;
}

/** Seconds from `since` (of the page's clock) until the wall first said so. */
async function secondsUntil(page: Page, state: string, since: number): Promise<number> {
	return page.evaluate(
		([wanted, from]) => {
			const { seen } = globalThis as Watched;
			const at = seen.find((one) => one.at >= from && one.live === wanted)?.at ?? Infinity;
			return (at - from) / 1000;
		},
		[state, since] as const
	);
}

const clockOf = async (page: Page) => page.evaluate(() => performance.now());
const isStill = async (page: Page) =>
	page.evaluate(() => (globalThis as Watched).shown === 'first');
/** Everything that a wall shows as a value. */
const valuesOn = async (page: Page) => page.locator('[data-aging]').allTextContents();
const stateOf = (page: Page) => page.locator('main');
const quietOn = async (page: Page) =>
	page
		.locator('[data-agency][data-quiet]')
		.evaluateAll((tiles) => tiles.map((tile) => tile.getAttribute('data-agency')));

function print(what: string, facts: Record<string, unknown>): void {
	const line = JSON.stringify({ what, ...facts });
	test.info().annotations.push({ type: 'measured', description: line });
	process.stdout.write(`${line}\n`);
}

test('a quiet Sunday is no alarm', async ({ request }) => {
	const wall = await openWall('departments');
	const { agencies } = await overviewOf(request, '', {
		...{ key: demoIn(own.dataDir).readKey, url: own.app.url }
	});
	expect(agencies.filter(({ freshness }) => freshness.stale)).toEqual([]);
	// Forty-one hours after the last message, with a rhythm of twenty minutes.
	await expect(wall.locator('[data-agency]').first()).toHaveAttribute(
		'data-arrived-at',
		'2026-11-27T16:50:00.000+07:00'
	);
	await expect(wall.locator('[data-agency]').first()).toHaveAttribute(
		'data-painted-at',
		/2026-11-29/
	);
	expect(await quietOn(wall)).toEqual([]);
	await expect(stateOf(wall)).toHaveAttribute('data-live', 'live');
	await wall.close();
});

test('a feed that falls silent marks its agency alone, whatever the clock of the television says', async ({
	request
}) => {
	test.setTimeout(150_000);
	// Something of everybody is expected until Monday 07:20.
	await own.app.end();
	await own.restart({ CLOCK_START: '2026-11-30T07:19:40+07:00' });
	const { agencies } = await overviewOf(request, '', {
		...{ key: demoIn(own.dataDir).readKey, url: own.app.url }
	});
	const walls = await Promise.all([0, 2, -2].map(async (hours) => openWall('departments', hours)));
	// Where the machine is too busy for the walls to stand there by then, from when they do.
	const stands = await walls[0]?.locator('[data-asof]').getAttribute('data-asof');
	const due = Math.max(EXPECTED_UNTIL, Date.parse(stands ?? ''));
	const [wall] = walls;
	if (!wall) throw new Error('three walls');
	const tiles = await wall
		.locator('[data-agency]')
		.evaluateAll((all) => all.map((tile) => tile.getAttribute('data-agency') ?? ''));
	// One that sends for itself and has nobody below, so that nothing else tells of it.
	const silent = tiles.find((code) => agencies.every(({ parent }) => parent !== code)) ?? '';
	expect(silent).not.toBe('');
	await sendFrom(
		request,
		own,
		agencies
			.filter(({ code, ended, freshness }) => {
				return code !== silent && !ended && freshness.lastArrivalAt !== null;
			})
			.map(({ name }) => name)
	);
	for (const page of walls) {
		await expect.poll(async () => quietOn(page), { timeout: 100_000 }).toEqual([silent]);
		await expect(tileOf(page, silent)).toContainText('CHƯA CẬP NHẬT · 16:50 27/11');
		await expect(stateOf(page)).toHaveAttribute('data-live', 'live');
	}
	// Painted when it was marked: by the server's time on every television.
	const delays = await Promise.all(
		walls.map(async (page) => {
			const paintedAt = async () =>
				Date.parse((await tileOf(page, silent).getAttribute('data-painted-at')) ?? '');
			// The mark stands in the page a frame before it is painted.
			await expect.poll(paintedAt).toBeGreaterThan(EXPECTED_UNTIL);
			return ((await paintedAt()) - due) / 1000;
		})
	);
	print('silence to mark, seconds', { clocks: ['right', '+2 h', '-2 h'], seconds: delays });
	for (const seconds of delays) expect(seconds).toBeLessThanOrEqual(60);
	await expect(async () => {
		const [right, ...others] = await Promise.all(walls.map(valuesOn));
		expect(others).toEqual([right, right]);
	}).toPass({ timeout: 30_000 });

	// And a clock that is set while the wall runs.
	for (const page of walls) await page.evaluate(() => (globalThis as Watched).setClock?.(-1));
	await sendOverdue(request, own, [31_001]);
	const shown = async (page: Page) => ({
		values: await valuesOn(page),
		head: (await page.locator('header').textContent())?.replace(/\d\d:\d\d/, ''),
		quiet: await quietOn(page)
	});
	// All three are looked at together: they change while a test looks from one to the next.
	await expect(async () => {
		const [right, ...others] = await Promise.all(walls.map(shown));
		expect(right?.head).not.toContain('số liệu đã cũ');
		expect(others).toEqual([right, right]);
	}).toPass({ timeout: 30_000 });
	for (const page of walls) {
		const { seen } = await page.evaluate(() => ({ seen: (globalThis as Watched).seen }));
		expect(
			seen.map(({ live }) => live).filter((live) => live === 'lost' || live === 'old')
		).toEqual([]);
	}

	// It speaks again, and nothing is left of the mark.
	const name = agencies.find(({ code }) => code === silent)?.name ?? '';
	await sendFrom(request, own, [name]);
	for (const page of walls) await expect.poll(async () => quietOn(page)).toEqual([]);
	for (const page of walls) await page.close();
});

test('a wall whose socket is cut says so within ten seconds and keeps its values', async ({
	request
}) => {
	test.setTimeout(90_000);
	let cut: 'not' | 'silently' | 'openly' = 'not';
	const sockets: { close: () => Promise<void> }[] = [];
	await context.routeWebSocket(/\/live\//, async (socket) => {
		if (cut === 'openly') {
			await socket.close();
			return;
		}
		const server = socket.connectToServer();
		sockets.push(socket);
		socket.onMessage((message) => {
			if (cut === 'not') server.send(message);
		});
		server.onMessage((message) => {
			if (cut === 'not') socket.send(message);
		});
	});
	const wall = await openWall('today');
	for (const how of ['silently', 'openly'] as const) {
		const values = await valuesOn(wall);
		expect(values.length).toBeGreaterThan(5);
		const since = await clockOf(wall);
		cut = how;
		if (how === 'openly') for (const socket of sockets.splice(0)) await socket.close();
		await expect(wall.getByText('MẤT KẾT NỐI · đang nối lại')).toBeVisible({ timeout: 15_000 });
		const seconds = await secondsUntil(wall, 'lost', since);
		print('cut to mark, seconds', { how, seconds });
		expect(seconds).toBeLessThanOrEqual(10);
		await isAged(wall, values);
		await sendOverdue(request, own, [how === 'silently' ? 32_001 : 32_002]);
		expect(await valuesOn(wall)).toEqual(values);
		cut = 'not';
		await expect(stateOf(wall)).toHaveAttribute('data-live', 'live', { timeout: 45_000 });
		await expect.poll(async () => overdueOn(wall)).toBe(await overdueOf(request));
		expect(await isStill(wall)).toBe(true);
	}
	await wall.close();
	await context.unrouteAll();
});

test('a wall outlives a restart of the server without being loaded again', async () => {
	test.setTimeout(120_000);
	const wall = await openWall('today');
	const values = await valuesOn(wall);
	const since = await clockOf(wall);
	await own.app.end();
	await expect(stateOf(wall)).toHaveAttribute('data-live', 'lost', { timeout: 15_000 });
	const marked = await secondsUntil(wall, 'lost', since);
	await isAged(wall, values);
	const up = await clockOf(wall);
	await own.restart({ CLOCK_START: '2026-11-30T07:27:00+07:00' });
	await expect(stateOf(wall)).toHaveAttribute('data-live', 'live', { timeout: 45_000 });
	print('server ends to mark, server starts to live, seconds', {
		...{ marked, live: await secondsUntil(wall, 'live', up) }
	});
	expect(marked).toBeLessThanOrEqual(10);
	expect(await valuesOn(wall)).toEqual(values);
	expect(await isStill(wall)).toBe(true);
	await wall.close();
});

test('while PostgreSQL hangs a wall tells until when its figures were right, and is right after a restart of it', async ({
	request
}) => {
	test.setTimeout(120_000);
	const wall = await openWall('today');
	const values = await valuesOn(wall);
	const server = await findEmbedded(own.dataDir);
	if (server === null) throw new Error('the embedded database does not run');
	const since = await clockOf(wall);
	const asleep = processesUnder(server.pid);
	for (const pid of asleep) process.kill(pid, 'SIGSTOP');
	try {
		await expect(wall.locator('header')).toContainText(/CHƯA CẬP NHẬT\s· số liệu đến 07:\d\d/, {
			timeout: 25_000
		});
		const seconds = Math.min(
			await secondsUntil(wall, 'lost', since),
			await secondsUntil(wall, 'old', since)
		);
		// Up to seven of them pass until the server knows that nobody answers it.
		print('PostgreSQL hangs to mark, seconds', { seconds });
		await isAged(wall, values);
	} finally {
		for (const pid of asleep) process.kill(pid, 'SIGCONT');
	}
	await expect(stateOf(wall)).toHaveAttribute('data-live', 'live', { timeout: 30_000 });
	// A restart: the app starts it again by itself.
	process.kill(server.pid, 'SIGINT');
	await expect
		.poll(async () => (await findEmbedded(own.dataDir))?.pid ?? server.pid, { timeout: 30_000 })
		.not.toBe(server.pid);
	await own.app.ready();
	await sendOverdue(request, own, [33_001]);
	await expect.poll(async () => overdueOn(wall)).toBe(await overdueOf(request));
	await expect(stateOf(wall)).toHaveAttribute('data-live', 'live', { timeout: 30_000 });
	expect(await isStill(wall)).toBe(true);
	await wall.close();
});

const tileOf = (page: Page, code: string) => page.locator(`[data-agency="${code}"]`).first();

const overdueOn = async (page: Page) =>
	digits(await page.locator('[data-figure="open.overdue"]').first().textContent());

async function overdueOf(request: APIRequestContext): Promise<number> {
	const ask = { key: demoIn(own.dataDir).readKey, url: own.app.url };
	return (await overviewOf(request, '', ask)).province.open.overdue;
}

/** The values are what they were, and nobody can take them for new ones, in letters of a thirtieth of the height. */
async function isAged(page: Page, values: readonly string[]): Promise<void> {
	expect(await valuesOn(page)).toEqual(values);
	const look = await page
		.locator('[data-aging]')
		.first()
		.evaluate((value) => {
			const mark = document.querySelector('header [role="status"] strong');
			return {
				filter: getComputedStyle(value).filter,
				hatched: getComputedStyle(document.querySelector('main') ?? value).backgroundImage,
				share: mark === null ? 0 : parseFloat(getComputedStyle(mark).fontSize) / innerHeight
			};
		});
	expect(look.filter).toContain('grayscale');
	expect(look.hatched).toContain('repeating-linear-gradient');
	expect(look.share).toBeGreaterThanOrEqual(1 / 30);
}

/** A server process and all that it has started. */
function processesUnder(pid: number): number[] {
	const rows = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
	const children = rows.map((row) => row.trim().split(/\s+/).map(Number));
	return [pid, ...children.flatMap(([child, parent]) => (parent === pid ? [child ?? 0] : []))];
}
