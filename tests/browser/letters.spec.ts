import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import mammoth from 'mammoth';
import { accountOf } from '../setup/own-app.ts';
import { overviewOf, sharedDemo, signIn } from './ask.ts';

/** Of a department, so that the annex is a page or two. */
async function overdueList(page: Page): Promise<number> {
	const { agencies } = await overviewOf(page.request, '');
	const some = agencies
		.filter(({ accountable, tally }) => accountable && tally.open.overdue > 1)
		.sort((a, b) => a.tally.open.overdue - b.tally.open.overdue)
		.at(-1);
	if (some === undefined) throw new Error('nobody has two overdue dossiers');
	const count = some.tally.open.overdue;
	await page.goto(`/dossiers?figure=open.overdue&agency=${some.code}`);
	await expect(page.locator('[data-total]')).toHaveAttribute('data-total', String(count));
	return count;
}

test('from the overdue list of an agency to the file, and to the number it was issued under', async ({
	page
}) => {
	await signIn(page, 'office');
	const count = await overdueList(page);
	await page.getByRole('link', { name: 'Công văn đôn đốc' }).click();
	const overdue = page.locator('fieldset[data-table="dossiersOverdue"]');
	await expect(overdue.getByRole('checkbox')).toHaveCount(count);
	await expect(page.locator('[data-live="live"]').first()).toBeAttached();
	await overdue.getByRole('checkbox').first().uncheck();
	await page.getByRole('button', { name: 'Soạn dự thảo' }).click();

	await expect(page).toHaveURL(/\/letters\/CV-\d+$/);
	const sheet = page.locator('[data-sheet="letter"]');
	for (const said of ['DỰ THẢO', 'SỐ LIỆU MÔ PHỎNG', 'TL. CHỦ TỊCH', '/UBND-KSTT', 'Kính gửi']) {
		await expect(sheet).toContainText(said);
	}
	await expect(sheet).toContainText(/Số liệu đến \d\d:\d\d ngày 20\/11\/2026/);
	await expect(page.locator('[data-sheet="annex"] tbody tr')).toHaveCount(Math.min(100, count - 1));

	await expect(page.locator('[data-live="live"]').first()).toBeAttached();
	await page.getByLabel('Trích yếu (V/v)').fill('đôn đốc hồ sơ quá hạn tháng 11');
	await page.getByRole('radio', { name: /Ký thay/ }).check();
	await page.getByRole('button', { name: 'Lưu dự thảo' }).click();
	await expect(sheet).toContainText('V/v đôn đốc hồ sơ quá hạn tháng 11');
	await expect(sheet).toContainText('KT. CHỦ TỊCH');

	const waiting = page.waitForEvent('download');
	await page.getByRole('link', { name: 'Tải tệp Word' }).click();
	const download = await waiting;
	expect(download.suggestedFilename()).toMatch(/^du-thao-CV-\d+\.docx$/);
	const buffer = await readFile(await download.path());
	const { value } = await mammoth.extractRawText({ buffer });
	expect(value).toContain('V/v đôn đốc hồ sơ quá hạn tháng 11');
	expect(value).toContain(`I. HỒ SƠ QUÁ HẠN: ${count - 1} hồ sơ`);

	await page.getByLabel('Số, ký hiệu').fill('abc');
	await page.getByRole('button', { name: 'Ghi đã ban hành' }).click();
	await expect(page.locator('[data-refused="issue"]')).toContainText('Số văn bản có dạng');
	const number = String(10_000 + Math.floor(Math.random() * 80_000));
	await page.getByLabel('Số, ký hiệu').fill(number);
	await page.getByRole('button', { name: 'Ghi đã ban hành' }).click();
	await expect(sheet).toContainText(`Số: ${number}/UBND-KSTT`);
	await expect(sheet).not.toContainText('DỰ THẢO');
	await expect(page.getByRole('button', { name: 'Lưu dự thảo' })).toHaveCount(0);
	await page.getByRole('link', { name: 'Tất cả văn bản đôn đốc' }).click();
	await expect(page.getByText(`Số ${number}/UBND-KSTT ngày 20/11/2026`).first()).toBeVisible();
});

test.describe('without scripts', () => {
	test.use({ javaScriptEnabled: false });

	test('a head drafts for what is below, under the own agency’s heading', async ({ page }) => {
		await signIn(page, 'head');
		await page.goto('/letters/new');
		await page.getByRole('button', { name: 'Soạn dự thảo' }).click();
		await expect(page).toHaveURL(/\/letters\/CV-\d+$/);
		const sheet = page.locator('[data-sheet="letter"]');
		await expect(sheet).toContainText('TỈNH GIA LAI');
		await expect(sheet).toContainText('GIÁM ĐỐC');
		await expect(sheet).not.toContainText('TM. ỦY BAN NHÂN DÂN');
		await page.getByLabel('Đoạn mở đầu').fill('Qua theo dõi, Sở yêu cầu các đơn vị khẩn trương.');
		await page.getByRole('button', { name: 'Lưu dự thảo' }).click();
		await expect(sheet).toContainText('Qua theo dõi, Sở yêu cầu các đơn vị khẩn trương.');
	});
});

test('the API drafts a letter once for a key, and refuses to issue it without number and date', async ({
	request
}) => {
	const { key } = accountOf(sharedDemo(), 'office');
	const headers = { authorization: `Bearer ${key}`, 'idempotency-key': crypto.randomUUID() };
	const order = { data: { dossiers: { figure: 'open.overdue' } }, headers };
	const [first, second] = [
		await request.post('/api/v1/letters', order),
		await request.post('/api/v1/letters', order)
	];
	expect(first.status(), await first.text()).toBe(200);
	const made: { code: string } = await first.json();
	expect(await second.json()).toEqual(made);

	const bearer = { authorization: `Bearer ${key}` };
	const letter = await request.get(`/api/v1/letters/${made.code}`, { headers: bearer });
	const { counts, state } = await letter.json();
	const list = await request.get('/api/v1/dossiers?figure=open.overdue&limit=1', {
		headers: bearer
	});
	expect(counts).toMatchObject({ dossiersOverdue: (await list.json()).total, dossiersLate: 0 });
	expect(state).toBe('draft');
	const issue = async (data: unknown) =>
		(await request.post(`/api/v1/letters/${made.code}/issue`, { data, headers: bearer })).status();
	expect(await issue({})).toBe(400);
	expect(await issue({ number: '12' })).toBe(400);
	expect(await issue({ number: '12', issuedOn: '2026-12-31' })).toBe(400);
	const file = await request.get(`/api/v1/letters/${made.code}/docx`, { headers: bearer });
	expect(file.headers()['content-type']).toContain('wordprocessingml.document');
	expect((await request.get('/api/v1/letters/CV-0', { headers: bearer })).status()).toBe(404);
});
