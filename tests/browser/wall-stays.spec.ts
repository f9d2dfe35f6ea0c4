import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { whiteShare } from '../soak/picture.ts';
import { signIn } from './ask.ts';

/* What keeps a wall right with nobody near it; a day of it at once is soak.spec.ts. */

/** Longer than a turn of the usual plan. */
const TURN_MS = 25_000;

async function openWall(page: Page, path = '/wall?scene=today'): Promise<void> {
	await signIn(page, 'leader');
	await page.clock.install();
	await page.goto(path);
	await expect(page.locator('main[data-live="live"]')).toBeAttached({ timeout: 30_000 });
}

/** Where the letters of every text are, by what they say. */
async function places(page: Page): Promise<{ left: number; top: number; inside: boolean }[]> {
	return page.locator('main').evaluate((main) => {
		const texts = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
		const found = [];
		while (texts.nextNode()) {
			const range = document.createRange();
			range.selectNodeContents(texts.currentNode);
			const box = range.getBoundingClientRect();
			const shown = texts.currentNode.parentElement?.checkVisibility({ visibilityProperty: true });
			if (box.width === 0 || shown !== true) continue;
			const inside =
				box.left >= 0 && box.top >= 0 && box.right <= innerWidth && box.bottom <= innerHeight;
			found.push({ left: box.left, top: box.top, inside });
		}
		return found;
	});
}

for (const [width, height, steps] of [
	[1366, 768, 8],
	[3840, 2160, 2]
] as const) {
	test(`everything still on a wall of ${width}×${height} moves 4 px each five minutes, and stays in sight`, async ({
		page
	}) => {
		await page.setViewportSize({ width, height });
		await openWall(page);
		const least = Math.max(4, (6 * width) / 1920) - 0.1;
		for (let n = 0; n < steps; n += 1) {
			const before = await places(page);
			const place = await page.locator('[data-place]').getAttribute('data-place');
			// In steps: a wall that hears nothing of its clock for longer takes itself anew.
			for (let half = 0; half < 8; half += 1) await page.clock.fastForward(30_000);
			await expect(page.locator(`[data-place="${place ?? ''}"]`)).toHaveCount(0);
			const after = await places(page);
			const [one, other] = [before[0], after[0]];
			const moved = Math.hypot(
				(one?.left ?? 0) - (other?.left ?? 0),
				(one?.top ?? 0) - (other?.top ?? 0)
			);
			expect(moved).toBeGreaterThanOrEqual(least);
			expect(after.filter(({ inside }) => !inside)).toEqual([]);
		}
	});
}

test('a new build is taken at the end of a turn, and no frame in between is white', async ({
	page
}) => {
	let build = 'one';
	let cut = () => {};
	await page.routeWebSocket(/\/live\//, (socket) => {
		const server = socket.connectToServer();
		cut = () => {
			void socket.close();
		};
		server.onMessage((message) => {
			const text = String(message);
			socket.send(
				text.startsWith('42["welcome"')
					? text.replace(/"build":"[^"]*"/, `"build":"${build}"`)
					: message
			);
		});
	});
	await openWall(page);
	const frames: Buffer[] = [];
	const session = await page.context().newCDPSession(page);
	session.on('Page.screencastFrame', ({ data, sessionId }) => {
		frames.push(Buffer.from(data, 'base64'));
		session.send('Page.screencastFrameAck', { sessionId }).catch(() => undefined);
	});
	await session.send('Page.startScreencast', { format: 'png', maxWidth: 320, maxHeight: 200 });
	await page.evaluate(() => Object.assign(window, { same: true }));
	build = 'two';
	cut();
	await expect(async () => {
		await page.clock.fastForward(TURN_MS);
		expect(await page.evaluate(() => 'same' in window)).toBe(false);
	}).toPass({ timeout: 60_000 });
	await expect(page.locator('main[data-live="live"]')).toBeAttached({ timeout: 30_000 });
	await page.screenshot();
	await session.send('Page.stopScreencast');
	expect(frames.length).toBeGreaterThan(1);
	expect(frames.map(whiteShare).filter((share) => share > 0.5)).toEqual([]);
});

test('a wall is never taken anew into a server that is not ready', async ({ page }) => {
	let readiness = 503;
	let asked = 0;
	await page.route('**/readyz', async (route) => {
		asked += 1;
		await route.fulfill({ status: readiness, body: '' });
	});
	let build = 'one';
	let cut = () => {};
	await page.routeWebSocket(/\/live\//, (socket) => {
		const server = socket.connectToServer();
		cut = () => {
			void socket.close();
		};
		server.onMessage((message) => {
			socket.send(String(message).replace(/("welcome".*"build":)"[^"]*"/, `$1"${build}"`));
		});
	});
	await openWall(page);
	await page.evaluate(() => Object.assign(window, { same: true }));
	build = 'two';
	cut();
	await expect(async () => {
		await page.clock.fastForward(TURN_MS);
		expect(asked).toBeGreaterThan(2);
	}).toPass({ timeout: 60_000 });
	expect(await page.evaluate(() => 'same' in window)).toBe(true);
	await expect(page.locator('[data-figure="open.overdue"]').first()).toBeVisible();
	readiness = 200;
	await expect(async () => {
		await page.clock.fastForward(TURN_MS);
		expect(await page.evaluate(() => 'same' in window)).toBe(false);
	}).toPass({ timeout: 60_000 });
});

test('a wall whose session has ended goes to the page that pairs it, and only when that page is there', async ({
	page
}) => {
	await openWall(page);
	await page.route('**/wall/pairing', async (route) => route.abort());
	await page.context().clearCookies();
	const refused = page.waitForRequest('**/wall/pairing');
	await page.clock.fastForward(60_000);
	await refused;
	await expect(page.locator('[data-figure="open.overdue"]').first()).toBeVisible();
	await page.unroute('**/wall/pairing');
	await expect(async () => {
		await page.clock.fastForward(60_000);
		await expect(page).toHaveURL(/\/wall\/pairing$/, { timeout: 2000 });
	}).toPass({ timeout: 60_000 });
	await expect(page.locator('[data-code]')).toBeVisible();
});

test('outside the office’s hours a wall gives a fraction of the light, and every text keeps 7:1', async ({
	page
}) => {
	await page.route('**/wall/board', async (route) => {
		const answer = await route.fetch();
		const board = (await answer.json()) as object;
		await route.fulfill({ json: { ...board, bright: { spans: [], until: 9e15 } } });
	});
	await openWall(page);
	await expect(page.locator('main.night')).toHaveCount(0);
	const light = async () =>
		page.locator('main').evaluate((main) => {
			const luminance = (colour: string) => {
				const [r = 0, g = 0, b = 0] = (colour.match(/[\d.]+/g) ?? []).map((part) => {
					const value = Number(part) / 255;
					return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
				});
				return 0.2126 * r + 0.7152 * g + 0.0722 * b;
			};
			// Marks of age stand on a ground of their own.
			const groundOf = (element: Element): string => {
				const { backgroundColor: own } = getComputedStyle(element);
				const clear = own === 'transparent' || own === 'rgba(0, 0, 0, 0)';
				return clear && element.parentElement ? groundOf(element.parentElement) : own;
			};
			const texts = [...main.querySelectorAll('*')].filter((element) =>
				[...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim())
			);
			const contrasts = texts.map((text) => {
				const ink = luminance(getComputedStyle(text).color);
				const ground = luminance(groundOf(text));
				return (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05);
			});
			return { ink: luminance(getComputedStyle(main).color), least: Math.min(...contrasts) };
		});
	const day = await light();
	await expect(async () => {
		await page.clock.fastForward(60_000);
		await expect(page.locator('main.night')).toBeAttached({ timeout: 2000 });
	}).toPass({ timeout: 60_000 });
	const night = await light();
	expect(night.ink).toBeLessThan(day.ink / 2);
	expect(night.least).toBeGreaterThanOrEqual(7);
});

test('nothing on a wall moves by itself', async ({ page }) => {
	await page.emulateMedia({ reducedMotion: 'reduce' });
	await openWall(page);
	expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
	const ground = await page.evaluate(
		() => getComputedStyle(document.documentElement).backgroundColor
	);
	expect(ground).toBe('rgb(20, 23, 27)');
});

for (const [what, path] of [
	['a wall', '/wall?scene=today'],
	['a desk page', '/']
] as const) {
	test(`${what} whose connecting script could not be fetched takes itself anew, and is live`, async ({
		page
	}) => {
		const chunks = resolve(import.meta.dirname, '../../build/client/_app/immutable/chunks');
		const socket = readdirSync(chunks).find(
			(name) => name.endsWith('.js') && readFileSync(join(chunks, name), 'utf8').includes('EIO')
		);
		await signIn(page, 'leader');
		// The page that signing in led to must not be the one that is cut and takes itself anew.
		await page.goto('about:blank');
		let cut = 0;
		await page.route(`**/${socket ?? 'no such chunk'}`, async (route) => {
			cut += 1;
			// A browser remembers that it could not have a part, and never asks this page's server again.
			await (cut === 1 ? route.abort() : route.continue());
		});
		// The page may take itself anew before it has loaded whole.
		await page.goto(path, { waitUntil: 'commit' });
		await expect(page.locator('[data-live="live"]')).toBeAttached({ timeout: 30_000 });
		expect(cut).toBeGreaterThan(1);
	});
}
