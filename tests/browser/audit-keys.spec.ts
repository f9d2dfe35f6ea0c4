import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { accountOf } from '../setup/own-app.ts';
import { sharedDemo, signIn } from './ask.ts';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag22aa'];

async function nothingForAxe(page: Page): Promise<void> {
	expect((await new AxeBuilder({ page }).withTags(WCAG).analyze()).violations).toEqual([]);
}

test('a key is made, replaced and revoked, and the record says who did it', async ({
	page,
	request
}) => {
	const opens = async (key: string) =>
		(
			await request.get('/api/v1/overview', { headers: { authorization: `Bearer ${key}` } })
		).status();
	const name = `Trung tâm điều hành ${Date.now()}`;
	await signIn(page, 'admin');
	await page.getByRole('link', { name: 'Khóa API' }).first().click();
	await expect(page.getByRole('heading', { name: 'Khóa API', level: 1 })).toBeVisible();
	await page.getByLabel('Tên khóa').fill(name);
	await page.getByLabel('Phạm vi').selectOption('read');
	await page.getByRole('button', { name: 'Tạo khóa' }).click();
	const shown = page.getByLabel('Khóa mới');
	await expect(shown).toHaveValue(/^dd_read_/);
	const first = await shown.inputValue();
	await nothingForAxe(page);
	expect(await opens(first)).toBe(200);

	// Never again: not on the page, not in its address.
	await page.goto('/keys');
	await expect(page.getByRole('rowheader', { name })).toBeVisible();
	expect(await page.content()).not.toContain(first.slice(8));

	const row = page.getByRole('row', { name });
	await row.getByText('Thay khóa', { exact: true }).first().click();
	await row.getByRole('button', { name: 'Thay khóa' }).click();
	await expect(shown).toHaveValue(/^dd_read_/);
	const second = await shown.inputValue();
	expect(second).not.toBe(first);
	expect([await opens(first), await opens(second)]).toEqual([200, 200]);

	const old = page.getByRole('row', { name }).filter({ hasText: 'còn dùng đến' });
	await old.getByText('Thu hồi', { exact: true }).click();
	await old.getByRole('button', { name: 'Thu hồi khóa này' }).click();
	await expect(page.getByRole('status').filter({ hasText: 'Đã thu hồi' })).toBeVisible();
	await expect.poll(async () => opens(first), { timeout: 6_000 }).toBe(401);
	expect(await opens(second)).toBe(200);

	await page.goto(`/audit?group=key&subject=${encodeURIComponent(name)}`);
	await expect(page.getByText(/Chuỗi liền mạch đến số|Chưa kiểm tra chuỗi/)).toBeVisible();
	const acts = page.getByRole('table').getByRole('rowheader');
	await expect(acts.nth(0)).toContainText('Thu hồi khóa API');
	await expect(acts.nth(1)).toContainText('Thay khóa API');
	await expect(acts.nth(2)).toContainText('Tạo khóa API');
	await expect(page.getByRole('row').nth(3)).toContainText('Quản trị hệ thống');
	expect(await page.content()).not.toContain(first.slice(8));
	await nothingForAxe(page);

	// What is taken away as a file is on record too, and the older acts are a page away.
	const download = page.waitForEvent('download');
	await page.getByRole('link', { name: 'Xuất CSV' }).click();
	expect((await download).suggestedFilename()).toMatch(/^nhat-ky-.*\.csv$/);
	await page.goto('/audit');
	await expect(acts.filter({ hasText: 'Xuất danh sách' }).first()).toBeVisible();
	await page.getByRole('link', { name: 'Cũ hơn' }).click();
	await expect(page.getByRole('link', { name: 'Mới hơn' })).toBeVisible();
	await page.getByLabel('Người làm').fill('không ai mang tên này');
	await page.getByRole('button', { name: 'Lọc' }).click();
	await expect(page.getByText('Không có việc nào theo điều kiện này.')).toBeVisible();
});

test('the record and the keys are an administrator’s; a head is told no, on pages and API', async ({
	page,
	request
}) => {
	const demo = sharedDemo();
	await signIn(page, 'head');
	await expect(page.getByRole('link', { name: 'Nhật ký' })).toHaveCount(0);
	for (const path of ['/audit', '/keys', '/audit/export']) {
		expect((await page.request.get(path)).status()).toBe(403);
	}
	const head = { authorization: `Bearer ${accountOf(demo, 'head').key}` };
	for (const path of ['/api/v1/audit', '/api/v1/audit/export', '/api/v1/keys']) {
		expect((await request.get(path, { headers: head })).status()).toBe(403);
	}
	const order = { data: { name: 'x', scope: 'read' }, headers: head };
	expect((await request.post('/api/v1/keys', order)).status()).toBe(403);
});

test('a key is told once also by the API: the same call again gets null in its place', async ({
	request
}) => {
	const authorization = `Bearer ${accountOf(sharedDemo(), 'admin').key}`;
	const headers = { authorization, 'idempotency-key': `made-${Date.now()}` };
	const order = { data: { name: 'Một cửa xã', scope: 'feed' }, headers };
	const made = await (await request.post('/api/v1/keys', order)).json();
	expect(made).toEqual({ id: expect.any(Number), key: expect.stringMatching(/^dd_feed_/) });
	const again = await (await request.post('/api/v1/keys', order)).json();
	expect(again).toEqual({ id: made.id, key: null });
	const acts = await request.get(`/api/v1/audit?subject=key:${made.id}`, {
		headers: { authorization }
	});
	expect(await acts.json()).toMatchObject({
		items: [{ action: 'key.create', subjectName: 'Một cửa xã', actor: { kind: 'key' } }],
		...{ older: null, newer: null }
	});
});
