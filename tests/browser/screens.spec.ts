import { expect, test, type Browser, type Locator, type Page } from '@playwright/test';
import { signIn } from './ask.ts';

/* A wall and the office's phone, side by side. */

const PHONE = { width: 390, height: 844 };
const WALL = { width: 1920, height: 1080 };

async function aBrowser(browser: Browser, viewport: typeof PHONE, scripts = true): Promise<Page> {
	const context = await browser.newContext({
		...{ viewport, javaScriptEnabled: scripts, locale: 'vi-VN' },
		baseURL: process.env.TEST_APP_URL ?? ''
	});
	return context.newPage();
}

/** Pairs a wall by the phone's own pages, and opens the page of screens there. */
async function paired(wall: Page, phone: Page, name: string): Promise<Locator> {
	await wall.goto('/wall/pairing');
	const code = (await wall.locator('[data-code]').getAttribute('data-code')) ?? '';
	await phone.goto('/screens/pair');
	await phone.getByLabel('Mã 6 chữ số trên màn hình').fill(code);
	await phone.getByRole('button', { name: 'Tiếp tục' }).click();
	await phone.getByLabel('Tên màn hình').fill(name);
	await phone.getByRole('button', { name: 'Duyệt màn hình này' }).click();
	await expect(wall).toHaveURL(/\/wall$/);
	return phone.getByRole('article').filter({ has: phone.getByRole('heading', { name }) });
}

const sceneOn = (wall: Page) => wall.locator('main[data-scene]');

test('without scripts the forms do the same, and say so', async ({ browser }) => {
	test.setTimeout(120_000);
	const wall = await aBrowser(browser, WALL);
	const phone = await aBrowser(browser, PHONE, false);
	await signIn(phone, 'office');
	const card = await paired(wall, phone, 'Sảnh tầng 3');
	await expect(wall.locator('main')).toHaveAttribute('data-live', 'live');
	await card.locator('select[name="scene"]').selectOption('departments');
	await card.getByRole('button', { name: 'Hiện cảnh này ngay' }).click();
	await expect(
		phone.getByRole('status').filter({ hasText: 'Đã gửi lệnh tới màn hình' })
	).toBeVisible();
	await expect(sceneOn(wall)).toHaveAttribute('data-scene', 'departments');
	await card.getByText('Chọn và xếp cảnh').click();
	await card.getByRole('button', { name: 'Đưa cảnh Sở, ngành lên' }).click();
	await expect(phone.getByRole('status').filter({ hasText: 'Đã lưu cách xếp' })).toBeVisible();
	await card.getByText('Chọn và xếp cảnh').click();
	await expect(card.locator('[data-row]').first()).toHaveAttribute('data-row', 'departments');
	for (const box of await card.locator('input[type="checkbox"]').all()) await box.uncheck();
	await card.getByRole('button', { name: 'Lưu cách xếp' }).click();
	await expect(card.getByRole('alert')).toContainText('Chọn ít nhất một cảnh');
	await wall.context().close();
	await phone.context().close();
});

test('a picture of a wall is a page without script that only a page of ours may frame', async ({
	page
}) => {
	await signIn(page, 'centre');
	const asked: string[] = [];
	await page.goto('/screens');
	await expect(page.getByRole('button', { name: 'Hiện cảnh này ngay' }).first()).toBeVisible();
	await expect(page.getByRole('link', { name: 'Ghép màn hình' })).toHaveCount(0);
	await expect(page.getByText('Đổi tên, gia hạn, thu hồi')).toHaveCount(0);
	const src = await page.locator('figure iframe').first().getAttribute('src');
	page.on('request', (request) => asked.push(request.resourceType()));
	const answer = await page.goto(src ?? '');
	expect(answer?.headers()['x-frame-options']).toBe('SAMEORIGIN');
	expect(answer?.headers()['content-security-policy']).toContain("frame-ancestors 'self'");
	await expect(page.locator('main[data-scene]')).toBeVisible();
	expect(asked.filter((kind) => ['script', 'websocket', 'fetch'].includes(kind))).toEqual([]);
	expect(await page.locator('script').count()).toBe(0);
	const other = await page.request.get('/screens');
	expect(other.headers()['x-frame-options']).toBe('DENY');
});
