import { AxeBuilder } from '@axe-core/playwright';
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

test('from a phone the office shows a scene, goes back, orders the scenes and loads a wall anew', async ({
	browser
}) => {
	test.setTimeout(150_000);
	const wall = await aBrowser(browser, WALL);
	const phone = await aBrowser(browser, PHONE);
	await signIn(phone, 'office');
	const card = await paired(wall, phone, 'Phòng họp tầng 2 c');
	await expect(phone.locator('[data-live="live"]')).toBeAttached();
	await expect(card).toHaveAttribute('data-state', 'on', { timeout: 20_000 });
	await expect(wall.locator('main')).toHaveAttribute('data-live', 'live');

	await test.step('how it fares stands on its card', async () => {
		await expect(card.getByText('Nối lại')).toBeVisible();
		await expect(card.getByText('Chạy liên tục')).toBeVisible();
		await expect(card.locator('[data-now]')).toContainText('Đang hiện');
	});

	await test.step('this scene now', async () => {
		await card.locator('select[name="scene"]').selectOption('communes');
		await card.getByRole('button', { name: 'Hiện cảnh này ngay' }).click();
		await expect(sceneOn(wall)).toHaveAttribute('data-scene', 'communes');
		await expect(card.getByText(/^Giữ cảnh Xã, phường đến/)).toBeVisible();
		await expect(card.locator('[data-now]')).toHaveAttribute('data-now', 'communes');
		await expect(
			card.frameLocator('figure iframe').locator('main[data-scene="communes"]')
		).toBeVisible();
	});

	await test.step('load anew: the page is another document, and the scene is still held', async () => {
		await wall.evaluate(() => document.documentElement.setAttribute('data-before', ''));
		await card.getByRole('button', { name: 'Tải lại màn hình' }).click();
		await expect(wall.locator('html:not([data-before])')).toBeAttached();
		await expect(wall.locator('main')).toHaveAttribute('data-live', 'live');
		await expect(card.getByText(/^Màn hình đã nhận lệnh tải lại/)).toBeVisible();
	});

	await test.step('another plan, ordered with the keyboard alone', async () => {
		await card.getByText('Chọn và xếp cảnh').click();
		const list = card.locator('[data-plan-editor]');
		for (const scene of ['departments', 'due_today', 'tasks', 'fields', 'trend', 'communes']) {
			await list.locator(`input[name="scene"][value="${scene}"]`).uncheck();
		}
		await list.locator('input[value="fields"]').check();
		await expect(list.getByText('Có thay đổi chưa lưu')).toBeVisible();
		const up = list.getByRole('button', { name: 'Đưa cảnh Lĩnh vực lên' });
		for (let place = 5; place > 0; place -= 1) {
			await up.focus();
			await phone.keyboard.press('Enter');
			await expect(list.locator('[data-row]').nth(place - 1)).toHaveAttribute('data-row', 'fields');
			await expect(up).toBeFocused();
		}
		await list.getByLabel('Mỗi cảnh hiện (giây)').fill('8');
		await phone.keyboard.press('Enter');
		await expect(list.getByText(/^Đã lưu; màn hình theo cách xếp này/)).toBeVisible();
		await card.getByRole('button', { name: 'Trở lại luân phiên' }).click();
		// Its next turns are those of the plan: these two and no other.
		await expect(sceneOn(wall)).toHaveAttribute('data-scene', 'fields', { timeout: 30_000 });
		await expect(sceneOn(wall)).toHaveAttribute('data-scene', 'today', { timeout: 30_000 });
	});

	await test.step('the plan before is one press away', async () => {
		await card.getByRole('button', { name: 'Về cách xếp trước' }).click();
		await expect(card.getByText('7 cảnh, mỗi cảnh 20 giây')).toBeVisible();
	});

	const axe = new AxeBuilder({ page: phone }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa']);
	const { violations } = await axe.analyze();
	expect(violations.map(({ id, nodes }) => [id, nodes[0]?.target])).toEqual([]);
	expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
	await wall.context().close();
	await phone.context().close();
});

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
	await expect(sceneOn(wall)).toHaveAttribute('data-scene', 'departments', { timeout: 30_000 });
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
