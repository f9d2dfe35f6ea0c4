import { expect, test } from '@playwright/test';
import { signIn } from './ask.ts';
import { digits } from './send.ts';

test('idea 16: an agency answers a question on record, and an inspector sees it without reloading', async ({
	browser
}) => {
	const [office, field] = await Promise.all([browser.newContext(), browser.newContext()]);
	const head = await office.newPage();
	const inspector = await field.newPage();
	await signIn(head, 'head');
	await head.goto('/flags');
	await expect(head.locator('[data-live="live"]').first()).toBeVisible();
	const asked = head.locator('[data-dossier]').first();
	const code = (await asked.getAttribute('data-dossier')) ?? '';
	const question = asked.locator('[data-flag]').first();
	const flag = (await question.getAttribute('data-flag')) ?? '';

	await signIn(inspector, 'inspector');
	await inspector.goto(`/dossiers/${encodeURIComponent(code)}`);
	await expect(inspector.locator('[data-live="live"]').first()).toBeVisible();
	const seen = inspector.locator(`[data-flag="${flag}"]`);
	await expect(seen.getByRole('list', { name: 'Bản tin làm nên câu hỏi' })).toBeVisible();
	await expect(seen.locator('[data-answer]')).toHaveCount(0);

	await question.getByText('Trả lời', { exact: true }).click();
	await question
		.getByRole('textbox')
		.fill('Đã đối chiếu với hồ sơ giấy, ngày trong hệ thống là đúng.');
	await question.getByRole('button', { name: 'Gửi trả lời' }).click();
	await expect(head.locator(`[data-dossier="${code}"] [data-answer]`).first()).toBeVisible();
	await expect(seen.locator('[data-answer]')).toContainText('Đã đối chiếu với hồ sơ giấy');
	await Promise.all([office.close(), field.close()]);
});

test('a number of signs leads to its list, and a drawn sample stays with its seed', async ({
	page
}) => {
	await signIn(page, 'inspector');
	await page.goto('/flags');
	const row = page.locator('li[data-key="N04"]');
	const count = digits(await row.locator('[data-count]').textContent());
	expect(count).toBeGreaterThan(0);
	await row.getByRole('link').click();
	await expect(page).toHaveURL(/flag=N04/);
	await expect(page.locator('[data-total]')).toHaveAttribute('data-total', String(count));

	await page.getByRole('link', { name: 'Rút mẫu hồ sơ' }).click();
	await page.getByLabel('Hạt giống').fill('Xổ số 20/11/2026: 40718');
	await page.getByLabel('Số hồ sơ').fill('3');
	await page.getByRole('button', { name: 'Rút mẫu' }).click();
	const sample = page.locator('[data-sample]').first();
	await expect(sample).toContainText('Xổ số 20/11/2026: 40718');
	await expect(sample.locator('ol a')).toHaveCount(3);
});
