import { expect, test, type Page } from '@playwright/test';
import { demoIn, ownApp, type OwnApp } from '../setup/own-app.ts';
import { overviewOf, signIn } from './ask.ts';
import { digits, sendOverdue } from './send.ts';

let own: OwnApp;

test.beforeAll(async () => {
	own = await ownApp({ CLOCK_START: '2026-11-20T15:00:00+07:00' });
});
test.afterAll(async () => own.remove());

/** The page's sockets, each of which can be cut without either side being told. */
async function cuttable(page: Page): Promise<() => void> {
	const sockets: { cut: boolean }[] = [];
	await page.routeWebSocket(/\/live\//, (socket) => {
		const state = { cut: false };
		sockets.push(state);
		const server = socket.connectToServer();
		socket.onMessage((message) => {
			if (!state.cut) server.send(message);
		});
		server.onMessage((message) => {
			if (!state.cut) socket.send(message);
		});
	});
	return () => {
		for (const socket of sockets) socket.cut = true;
	};
}

const overdueOn = async (page: Page) =>
	digits(await page.locator('[data-figure="open.overdue"]').first().textContent());

async function open(page: Page, path: string): Promise<void> {
	const { url } = own.app;
	await signIn(page, 'leader', { demo: demoIn(own.dataDir), url });
	await page.goto(`${url}${path}`);
	await expect(page.locator('[data-live="live"]')).toBeAttached({ timeout: 20_000 });
}

test('values move, rows do not, until the reader asks for it', async ({ page, request }) => {
	await open(page, '/?sort=-open.overdue');
	const order = async () =>
		page
			.locator('tr[data-agency]')
			.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-agency')));
	const before = await order();
	const place = before.indexOf('H21.02');
	expect(place).toBeGreaterThan(0);
	const overdue = await overdueOn(page);
	// More than anybody else has: sorted anew, the agency would stand at the top.
	await sendOverdue(
		request,
		own,
		Array.from({ length: 400 }, (_, i) => 20_001 + i)
	);
	await expect.poll(async () => overdueOn(page)).toBe(overdue + 400);
	expect(await order()).toEqual(before);
	await page.getByRole('button', { name: 'Sắp xếp lại' }).click();
	await expect.poll(async () => (await order())[0]).toBe('H21.02');
});

test('a click is not lost when something changes while the next page is on its way', async ({
	page,
	request
}) => {
	await page.clock.install();
	// Signing in opens a page, and a socket, before the one that is looked at.
	const told = new Promise<void>((hear) => {
		page.on('websocket', (socket) => {
			socket.on('framereceived', ({ payload }) => {
				if (sent && String(payload).includes('"changed"')) hear();
			});
		});
	});
	let sent = false;
	await open(page, '/');
	await page.route('**/charts/__data.json*', async (route) => {
		sent = true;
		await sendOverdue(request, own, [24_001]);
		await told;
		// Longer than a page waits after a hint before it reads again.
		await page.clock.fastForward(2000);
		await route.continue();
	});
	await page.getByRole('link', { name: 'Biểu đồ' }).first().click();
	await expect(page).toHaveURL(/\/charts/, { timeout: 40_000 });
});

test('what is pushed while a page is on its way stands on it, and the page answers at once', async ({
	page,
	request
}) => {
	const told: string[] = [];
	page.on('pageerror', (error) => told.push(error.message));
	await open(page, '/');
	const agency = page.locator('tr[data-agency="H21.02"] a[href*="figure=open.overdue"]').first();
	const before = digits(await agency.textContent());
	// The page that was asked for before the message came is handed over after it.
	await page.route('**/agencies/H21.02/__data.json*', async (route) => {
		const older = await route.fetch();
		await sendOverdue(request, own, [25_001]);
		await expect.poll(async () => digits(await agency.textContent())).toBe(before + 1);
		await route.fulfill({ response: older });
	});
	await page.getByRole('link', { name: 'Sở Nội vụ', exact: true }).first().click();
	await expect(page).toHaveURL(/\/agencies\/H21\.02/);
	await expect(page.getByRole('heading', { level: 1, name: 'Sở Nội vụ' })).toBeVisible();
	await expect.poll(async () => overdueOn(page)).toBe(before + 1);
	// An effect that begins itself anew keeps the page from answering for minutes, and then throws.
	expect(await page.evaluate(() => document.readyState)).toBe('complete');
	expect(told).toEqual([]);
});

test('a list tells that it has changed, and is read again when the reader asks', async ({
	page,
	request
}) => {
	await open(page, '/dossiers?figure=open.overdue&agency=H21.02&sort=code');
	const total = digits(await page.locator('[data-total]').textContent());
	await sendOverdue(request, own, [21_001]);
	await expect(page.getByText('Danh sách đã có thay đổi.')).toBeVisible();
	await expect(page.locator('[data-total]')).toHaveAttribute('data-total', String(total));
	await page.getByRole('button', { name: 'Đọc lại' }).click();
	await expect(page.locator('[data-total]')).toHaveAttribute('data-total', String(total + 1));
	await expect(page.getByText('Danh sách đã có thay đổi.')).toBeHidden();
});

test('T25: a tab that is looked at again after its connection died is right', async ({
	page,
	request
}) => {
	const cut = await cuttable(page);
	await open(page, '/');
	const before = await overdueOn(page);
	cut();
	await sendOverdue(request, own, [22_001]);
	await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
	await expect.poll(async () => overdueOn(page), { intervals: [100] }).toBe(before + 1);
});

test('T27: pressing F5 never shows a false "mất kết nối"', async ({ page }) => {
	await page.addInitScript(() => {
		const look = () => {
			const told = document.querySelector('[data-live="reconnecting"], [data-live="offline"]');
			if (told !== null) sessionStorage.setItem('alarm', told.textContent ?? 'shown');
		};
		new MutationObserver(look).observe(document, {
			subtree: true,
			childList: true,
			attributes: true
		});
	});
	await open(page, '/');
	for (let i = 0; i < 4; i++) {
		await page.reload();
		await expect(page.locator('[data-live="live"]')).toBeAttached();
	}
	expect(await page.evaluate(() => sessionStorage.getItem('alarm'))).toBeNull();
});

test('T24: a wall that is cut says so, keeps its values visibly aged, and comes back', async ({
	page,
	request
}) => {
	const cut = await cuttable(page);
	await open(page, '/wall?scene=today');
	const shown = await overdueOn(page);
	expect(shown).toBeGreaterThan(0);
	cut();
	// Within ten seconds; the rest is for a busy machine.
	await expect(page.getByText('MẤT KẾT NỐI')).toBeVisible({ timeout: 15_000 });
	expect(await overdueOn(page)).toBe(shown);
	const filter = await page
		.locator('[data-figure="open.overdue"]')
		.evaluate((element) => getComputedStyle(element).filter);
	expect(filter).toContain('grayscale');
	await sendOverdue(request, own, [23_001]);
	await expect(page.getByText('MẤT KẾT NỐI')).toBeHidden({ timeout: 45_000 });
	const { province } = await overviewOf(request, '', {
		key: demoIn(own.dataDir).readKey,
		url: own.app.url
	});
	await expect.poll(async () => overdueOn(page)).toBe(province.open.overdue);
});
