import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { extractText, getDocumentProxy } from 'unpdf';
import { overviewOf, signIn } from './ask.ts';
import { digits } from './send.ts';

test('the morning page shows the numbers of 06:55, and those of earlier days', async ({
	page,
	request
}) => {
	await signIn(page, 'leader');
	await page.getByRole('link', { name: 'Buổi sáng' }).first().click();
	const sheet = page.getByRole('article');
	await expect(sheet.locator('[data-as-of]')).toHaveText('số liệu đến 06:55 ngày 20/11/2026');
	await expect(sheet).toContainText('SỐ LIỆU MÔ PHỎNG');
	const then = await overviewOf(request, 'at=2026-11-20T06:55:00%2B07:00');
	const number = async (word: string) =>
		digits(
			await sheet.locator('dl > div', { hasText: word }).first().locator('strong').textContent()
		);
	expect(await number('đã giải quyết')).toBe(then.province.resolved.total);
	expect(await number('quá hạn')).toBe(then.province.open.overdue);

	await page.getByRole('link', { name: 'thứ Năm, 19/11/2026' }).click();
	await expect(page).toHaveURL(/day=2026-11-19/);
	await expect(sheet.locator('[data-as-of]')).toHaveText('số liệu đến 06:55 ngày 19/11/2026');
	expect((await page.goto('/morning?day=2026-11-21'))?.status()).toBe(404);
});

test('printed, it is one sheet of A4 and bears no other time than its own', async ({ page }) => {
	await signIn(page, 'leader');
	for (const day of ['2026-11-19', '2026-11-20']) {
		await page.goto(`/morning?day=${day}`);
		await expect(page.getByRole('article')).toBeVisible();
		const printed = await page.pdf({ format: 'A4', preferCSSPageSize: true });
		const { totalPages, text } = await extractText(new Uint8Array(printed), { mergePages: true });
		expect(totalPages).toBe(1);
		const said = text.normalize('NFC');
		expect(said).toContain('SỐ LIỆU MÔ PHỎNG');
		expect(said).not.toContain('số liệu đến 15:');
	}
});

test('the PDF is one upright A4 page, the same for everybody who takes it', async ({ page }) => {
	await signIn(page, 'head');
	await page.goto('/morning');
	const taken = page.waitForEvent('download');
	await page.getByRole('link', { name: 'Tải PDF' }).click();
	const download = await taken;
	expect(download.suggestedFilename()).toBe('trang-so-lieu-buoi-sang-2026-11-20.pdf');
	const mine = readFileSync(await download.path());
	const paper = await getDocumentProxy(new Uint8Array(mine));
	expect(paper.numPages).toBe(1);
	const [, , width = 0, height = 0] = (await paper.getPage(1)).view;
	expect([Math.round(width), Math.round(height)]).toEqual([595, 842]);
	await page.context().clearCookies();
	await signIn(page, 'leader');
	const theirs = await page.request.get('/morning/2026-11-20.pdf');
	expect((await theirs.body()).equals(mine)).toBe(true);
});

test('everybody decides on their own account whether it is sent to them', async ({ page }) => {
	await signIn(page, 'inspector');
	await page.goto('/morning');
	await page.getByRole('link', { name: 'Nhận trang này qua thư mỗi sáng' }).click();
	const mine = page.locator('section[aria-labelledby="morning"]');
	await expect(mine.getByText('Hệ thống chưa có máy chủ thư')).toBeVisible();
	await page.getByRole('button', { name: 'Gửi cho tôi mỗi sáng' }).click();
	await expect(page.getByText('Đang bật: gửi cho tôi mỗi sáng.')).toBeVisible();
	await page.getByRole('button', { name: 'Thôi gửi cho tôi' }).click();
	await expect(page.getByText('Đang tắt.')).toBeVisible();
});
