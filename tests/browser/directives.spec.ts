import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { ROOT } from '../setup/app.ts';
import { signIn } from './ask.ts';

const LETTER = readFileSync(
	join(ROOT, 'src/lib/domain/directives/fixtures/letter-3035-binh-dinh-2019.txt'),
	'utf8'
);

/** Pastes a document and waits for its page to listen. */
async function paste(page: Page, text: string): Promise<void> {
	await page.goto('/directives/drafts');
	await expect(page.locator('[data-live="live"]')).toBeAttached();
	await page.getByLabel('Hoặc dán nội dung văn bản').focus();
	await page.keyboard.insertText(text);
	await page.keyboard.press('Tab');
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(/\/directives\/drafts\/DT-\d+$/);
	await expect(page.locator('[data-live="live"]')).toBeAttached();
	await expect(page.getByRole('button', { name: 'Xác nhận tất cả' })).toBeEnabled();
}

const cards = (page: Page) => page.locator('article[data-task]');
const saved = async (page: Page) => expect(page.locator('[data-saver="saved"]')).toBeAttached();

test('the office goes through a letter with the keyboard alone, and issues what it has confirmed', async ({
	page
}) => {
	test.setTimeout(120_000);
	await signIn(page, 'office');
	await paste(page, LETTER);

	// What is proposed stands beside the passage it came from.
	await expect(page.getByLabel('Số, ký hiệu')).toHaveValue('3035/UBND-TH');
	await expect(page.getByLabel('Ngày văn bản')).toHaveValue('2019-06-04');
	await expect(cards(page)).toHaveCount(3);
	await expect(page.locator('.document [data-passage]')).toHaveCount(3);

	// Another number than the letter of the demo bears.
	const number = `${3035 + Math.floor(Math.random() * 90_000)}/UBND-TH`;
	await page.getByLabel('Số, ký hiệu').focus();
	await page.keyboard.press('ControlOrMeta+a');
	await page.keyboard.insertText(number);

	// "?" tells the keys, Escape closes.
	await cards(page).first().focus();
	await page.keyboard.press('?');
	await expect(page.getByRole('dialog', { name: 'Phím tắt' })).toBeVisible();
	await page.keyboard.press('Escape');

	// From one to the next; the passage in hand is marked in the document.
	await page.keyboard.press('j');
	await page.keyboard.press('j');
	await expect(cards(page).nth(2)).toBeFocused();
	const third = await cards(page).nth(2).getAttribute('data-task');
	await expect(page.locator(`.document .active[data-passage="${third}"]`)).toBeVisible();

	// Correct the text, and leave the field.
	await page.keyboard.press('Enter');
	await page.keyboard.press('ControlOrMeta+End');
	await page.keyboard.insertText(' Báo cáo UBND tỉnh.');
	await page.keyboard.press('Escape');
	await expect(cards(page).nth(2)).toBeFocused();

	// Split at the caret, put together again, drop, take back.
	await page.keyboard.press('Enter');
	await page.keyboard.press('ControlOrMeta+Home');
	for (let n = 0; n < 'Sở Nội vụ '.length; n += 1) await page.keyboard.press('ArrowRight');
	await page.keyboard.press('ControlOrMeta+Enter');
	await expect(cards(page)).toHaveCount(4);
	await expect(cards(page).nth(2)).toBeFocused();
	await expect(page.locator('.document [data-passage]')).toHaveCount(4);
	await page.keyboard.press('m');
	await expect(cards(page)).toHaveCount(3);
	await page.keyboard.press('x');
	await expect(cards(page)).toHaveCount(2);
	await page.keyboard.press('u');
	await expect(cards(page)).toHaveCount(3);
	await expect(cards(page).nth(2)).toContainText('Báo cáo UBND tỉnh.');

	// A date that the letter does not give is a tracking date, and says so.
	await page.keyboard.press('t');
	await expect(cards(page).nth(2).locator('[data-field="due"]')).toBeFocused();
	await cards(page).nth(2).locator('[data-field="due"]').fill('2026-12-04');
	await page.keyboard.press('Escape');
	await expect(cards(page).nth(2).getByLabel('Thời hạn này')).toHaveValue('tracking');

	// A second agency answers for it: one task each, said before issuing.
	await page.keyboard.press('c');
	await page.keyboard.insertText('sở tư pháp');
	await expect(page.getByRole('option', { name: /Sở Tư pháp/ }).first()).toBeVisible();
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('Enter');
	await expect(cards(page).nth(2).getByRole('list', { name: 'Chủ trì' })).toContainText(
		'Sở Tư pháp'
	);
	await expect(page.getByText(/Mục 3: 2 cơ quan chủ trì/)).toBeVisible();
	await saved(page);

	// What was done is there after a reload, and nothing is issued before all of it was looked at.
	await page.reload();
	await expect(page.locator('[data-live="live"]')).toBeAttached();
	await expect(page.getByLabel('Số, ký hiệu')).toHaveValue(number);
	const draft = page.url();
	const issue = page.getByRole('button', { name: 'Ban hành' });
	await issue.focus();
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(draft);
	await expect(page.getByText('Chưa ban hành được:')).toBeVisible();
	await cards(page).first().focus();
	await page.keyboard.press('r');
	await expect(cards(page).nth(1)).toBeFocused();
	await expect(page.getByText('Đã rà soát 1/3')).toBeVisible();
	await page.getByRole('button', { name: 'Xác nhận tất cả' }).focus();
	await page.keyboard.press('Enter');
	await expect(page.getByText('Có thể ban hành.')).toBeVisible();
	await issue.focus();
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(/\/directives\/VB-\d+\?issued$/);

	// The tasks are there with their leads, beside the words they came from.
	await expect(page.locator('[data-shares] [data-agency]').first()).toBeVisible();
	const those = page.getByRole('listitem').filter({ hasText: 'Báo cáo UBND tỉnh.' });
	await expect(those).toHaveCount(2);
	await expect(those.filter({ hasText: 'Sở Tư pháp' })).toHaveCount(1);
	await expect(those.first()).toContainText('4/12/2026');
	await expect(page.locator('.document')).toContainText('Kính gửi: Thủ trưởng các sở, ban, ngành');
	await page.goto('/directives');
	await page.getByRole('searchbox').fill(number);
	await page.keyboard.press('Enter');
	await expect(page.locator('[data-directive]')).toHaveCount(1);

	// The same number and day a second time is pointed out, and dropped without a trace.
	await paste(page, LETTER.replace('3035/UBND-TH', number));
	await expect(page.locator('[data-told-same]')).toBeVisible();
	await page.goto('/directives/drafts');
	const line = page.locator(`[data-draft]`).filter({ hasText: number });
	await line.locator('summary').click();
	await line.getByRole('button', { name: 'Bỏ bản này' }).click();
	await expect(page.getByText('nội dung đã được xóa')).toBeVisible();
	await expect(line).toHaveCount(0);
});

test('a document that must not come in is refused in words, and nothing of it is kept', async ({
	page
}) => {
	await signIn(page, 'office');
	await page.goto('/directives/drafts');
	await expect(page.locator('[data-live="live"]')).toBeAttached();
	const before = await page.locator('[data-draft]').count();
	await page.getByLabel('Hoặc dán nội dung văn bản').fill(`MẬT\n${LETTER}`);
	await page.getByRole('button', { name: 'Đọc nội dung đã dán' }).click();
	await expect(page.getByRole('alert')).toContainText('Không đưa văn bản mật vào phần mềm này');
	await expect(page.locator('[data-draft]')).toHaveCount(before);
});

test('the page of a draft is clean for those who do not see it, on a desk and on a phone', async ({
	page
}) => {
	await signIn(page, 'office');
	await paste(page, LETTER);
	for (const viewport of [
		{ width: 1366, height: 768 },
		{ width: 390, height: 844 }
	]) {
		await page.setViewportSize(viewport);
		await cards(page).nth(1).getByRole('button', { name: /^Sửa/ }).click();
		const found = await new AxeBuilder({ page }).include('main').analyze();
		expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
		const wide = await page.evaluate(
			() => document.documentElement.scrollWidth - document.documentElement.clientWidth
		);
		expect(wide).toBeLessThanOrEqual(0);
		await cards(page)
			.nth(1)
			.getByRole('button', { name: /^Thu gọn/ })
			.click();
	}
	await page.goto('/directives/drafts');
	await page.locator('[data-draft] summary').first().click();
	await page.locator('[data-draft]').first().getByRole('button', { name: 'Bỏ bản này' }).click();
	await expect(page.getByText('nội dung đã được xóa')).toBeVisible();
});
