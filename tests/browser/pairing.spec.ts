import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Browser, type Page } from '@playwright/test';
import { accountOf, demoIn } from '../setup/own-app.ts';

const PHONE = { width: 390, height: 844 };
const WALL = { width: 1920, height: 1080 };

async function aBrowser(browser: Browser, viewport: typeof PHONE, scripts = true): Promise<Page> {
	const context = await browser.newContext({
		...{ viewport, javaScriptEnabled: scripts, locale: 'vi-VN' },
		baseURL: process.env.TEST_APP_URL ?? ''
	});
	return context.newPage();
}

async function codeOn(wall: Page): Promise<string> {
	return (await wall.locator('[data-code]').getAttribute('data-code')) ?? '';
}

/** Signs in where the phone is, as somebody who came by the QR code does. */
async function signInHere(page: Page, role: string): Promise<void> {
	const { email, password } = accountOf(demoIn(process.env.TEST_APP_DATA), role);
	await page.locator('input[name="email"]').fill(email);
	await page.locator('input[name="password"]').fill(password);
	await page.locator('input[name="password"]').press('Enter');
	await expect(page).not.toHaveURL(/sign-in/);
}

async function faultsOf(page: Page): Promise<unknown[]> {
	const axe = new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']);
	const { violations } = await axe.analyze();
	return violations.map(({ id, nodes }) => [id, nodes[0]?.target]);
}

test('a wall is paired from a phone, becomes the wall by itself, and is revoked from the phone', async ({
	browser
}) => {
	test.setTimeout(120_000);
	const wall = await aBrowser(browser, WALL);
	const asked: string[] = [];
	wall.on('request', (request) => asked.push(request.url()));
	await wall.goto('/wall');
	await expect(wall).toHaveURL(/\/wall\/pairing$/);
	await expect(wall.getByRole('heading', { name: 'Ghép màn hình treo tường' })).toBeVisible();
	await expect(wall.getByRole('img', { name: /Mã QR/ })).toBeVisible();
	expect(await faultsOf(wall)).toEqual([]);
	const code = await codeOn(wall);

	const phone = await aBrowser(browser, PHONE);
	phone.on('request', (request) => asked.push(request.url()));
	// What the QR code says.
	await phone.goto(`/screens/pair#${code}`);
	await signInHere(phone, 'admin');
	await expect(phone.getByText('Chỉ duyệt khi mã này đang hiện')).toBeVisible();
	await expect(phone.getByText(`${code.slice(0, 3)} ${code.slice(3)}`)).toBeVisible();
	expect(await faultsOf(phone)).toEqual([]);
	await phone.getByLabel('Tên màn hình').fill('Sảnh trụ sở, tầng 1');
	await phone.getByRole('button', { name: 'Duyệt màn hình này' }).click();
	await expect(phone.getByRole('status').filter({ hasText: 'Đã duyệt' })).toBeVisible();

	await expect(wall).toHaveURL(/\/wall$/);
	await expect(wall.locator('[data-figure="open.overdue"]')).toBeVisible();
	await expect(wall.locator('main')).toHaveAttribute('data-live', 'live');
	const mine = phone
		.getByRole('article')
		.filter({ has: phone.getByRole('heading', { name: 'Sảnh trụ sở, tầng 1' }) });
	await expect(mine).toHaveAttribute('data-state', 'on', { timeout: 20_000 });
	await expect(mine.locator('dd').filter({ hasText: /^Hôm nay$/ })).toBeVisible();
	expect(await faultsOf(phone)).toEqual([]);
	// The code travelled behind the `#` and in the bodies of forms; nothing that opens is in sight of a script.
	expect(asked.filter((url) => (url.split('#')[0] ?? '').includes(code))).toEqual([]);
	expect(await wall.evaluate(() => document.cookie)).not.toContain('don-doc');

	await mine.getByText('Đổi tên, gia hạn, thu hồi').click();
	await mine.getByText('Thu hồi…').click();
	await mine.getByRole('button', { name: 'Thu hồi màn hình “Sảnh trụ sở, tầng 1”' }).click();
	await expect(wall.locator('[data-code]')).toBeVisible();
	await expect(wall).toHaveURL(/\/wall\/pairing$/);
	expect(await codeOn(wall)).not.toBe(code);
	await expect(mine).toHaveAttribute('data-state', 'revoked');
	await wall.context().close();
	await phone.context().close();
});

test('without scripts the code, the QR code and both forms are there all the same', async ({
	browser
}) => {
	const wall = await aBrowser(browser, WALL, false);
	await wall.goto('/wall');
	const code = await codeOn(wall);
	await expect(wall.getByRole('img', { name: /Mã QR/ })).toBeVisible();
	const phone = await aBrowser(browser, PHONE, false);
	await phone.goto('/screens/pair');
	await signInHere(phone, 'office');
	await phone.getByLabel('Mã 6 chữ số trên màn hình').fill(code);
	await phone.getByRole('button', { name: 'Tiếp tục' }).click();
	await phone.getByLabel('Tên màn hình').fill('Phòng họp');
	await phone.getByRole('button', { name: 'Duyệt màn hình này' }).click();
	await expect(phone.getByRole('heading', { name: 'Phòng họp', exact: true })).toBeVisible();
	await wall.goto('/wall');
	await expect(wall.locator('[data-figure="open.overdue"]')).toBeVisible();
	await wall.context().close();
	await phone.context().close();
});

for (const [width, height] of [
	[1366, 768],
	[1920, 1080],
	[3840, 2160],
	[1080, 1920],
	[390, 844]
] as const) {
	test(`the code is the largest thing on a screen of ${width}×${height}, and nothing is cut off`, async ({
		browser
	}) => {
		const wall = await aBrowser(browser, { width, height });
		await wall.goto('/wall/pairing');
		const unit = Math.min(width / 1920, height / 1080);
		const size = await wall
			.locator('[data-code]')
			.evaluate((code) => parseFloat(getComputedStyle(code).fontSize));
		expect(size).toBeGreaterThan(width > height ? 250 * unit : width / 6);
		const outside = await wall.locator('main :is(h1, p, li, svg, a)').evaluateAll(
			(parts, [right, bottom]) =>
				parts
					.map((part) => ({ part, box: part.getBoundingClientRect() }))
					.filter(({ box }) => box.width > 0 && (box.right > right + 1 || box.bottom > bottom + 1))
					.map(({ part }) => part.textContent),
			[width, height] as const
		);
		expect(outside).toEqual([]);
		await wall.context().close();
	});
}
