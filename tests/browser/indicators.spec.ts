import { expect, test, type Locator } from '@playwright/test';
import { INDICATOR_IDS } from '#lib/domain/indicators/registry.ts';
import { readKey, signIn } from './ask.ts';
import { digits } from './send.ts';

interface Registry {
	indicators: { id: string; name: { vi: string }; versions: { definition: { vi: string } }[] }[];
}

test('the card of a number opens by keyboard, says what the registry says, and gives the focus back', async ({
	page,
	request
}) => {
	const answer = await request.get('/api/v1/indicators', {
		headers: { authorization: `Bearer ${readKey()}` }
	});
	const { indicators }: Registry = await answer.json();
	expect(indicators.map(({ id }) => id)).toEqual(INDICATOR_IDS);
	const late = indicators.find(({ id }) => id === 'resolved.late');
	const definition = late?.versions.at(-1)?.definition.vi ?? '';
	expect(definition).not.toBe('');

	await signIn(page, 'leader');
	await page.goto('/');
	await expect(page.locator('[data-live="live"]').first()).toBeAttached();
	const label = page.locator('dl a[data-indicator="resolved.late"]:visible').first();
	await label.focus();
	await page.keyboard.press('Enter');
	const card = page.getByRole('dialog', { name: late?.name.vi ?? '' });
	await expect(card).toBeVisible();
	await expect(card).toContainText(definition);
	await expect(page).toHaveURL(/\/$/);
	await page.keyboard.press('Escape');
	await expect(card).toBeHidden();
	await expect(label).toBeFocused();
});

test('every column of the table has the card of its own number, under the column’s own word', async ({
	page
}) => {
	await signIn(page, 'leader');
	await page.goto('/?columns=all');
	await expect(page.locator('[data-live="live"]').first()).toBeAttached();
	const heads = page.locator('table.gazette thead th:has(a[data-indicator])');
	expect(await heads.count()).toBeGreaterThan(12);
	const head = heads.filter({ has: page.locator('[data-indicator="awaiting.overdue"]') });
	const word = (await head.getByRole('button').textContent())?.trim() ?? '';
	await head.locator('a[data-indicator]').focus();
	await page.keyboard.press('Enter');
	const card = page.locator('[data-card="awaiting.overdue"]');
	await expect(card).toBeVisible();
	await expect(card.getByRole('heading')).toContainText(word);
});

test('a card leads to the numbers that a rate is made of, in its own place', async ({ page }) => {
	await signIn(page, 'leader');
	await page.goto('/');
	await expect(page.locator('[data-live="live"]').first()).toBeAttached();
	await page.locator('dl a[data-indicator="rates.late"]:visible').first().click();
	const card = page.locator('[data-card]');
	await expect(card).toHaveAttribute('data-card', 'rates.late');
	await card.getByRole('link', { name: 'đã giải quyết trễ hạn' }).first().click();
	await expect(card).toHaveAttribute('data-card', 'resolved.late');
	await expect(card).toContainText('Công văn 3035/UBND-TH');
});

test.describe('without scripts', () => {
	test.use({ javaScriptEnabled: false });

	test('a label is a link to its card, and the registry is searched', async ({ page }) => {
		await signIn(page, 'leader');
		await page.goto('/');
		await page.locator('dl a[data-indicator="open.overdue"]:visible').first().click();
		await expect(page).toHaveURL(/\/indicators\/open\.overdue$/);
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Đang giải quyết quá hạn');
		await page.getByRole('link', { name: 'Tất cả chỉ tiêu' }).click();
		await page.getByRole('searchbox').fill('ngay hen tra lan dau');
		await page.getByRole('button', { name: 'Tìm' }).click();
		await expect(page.locator('[id="resolved.lateByPromise"]')).toBeVisible();
		await expect(page.locator('[id="awaiting.total"]')).toHaveCount(0);
	});
});

const numberOf = async (cell: Locator, name: string) =>
	Number(await cell.first().getAttribute(name));

test('what others publish: ours and the named dossiers add up to theirs, and their lists are that long', async ({
	page
}) => {
	await signIn(page, 'leader');
	for (const address of [
		'/indicators/others',
		'/indicators/others?from=2026-10-01&to=2026-10-31'
	]) {
		await page.goto(address);
		const accounts = page.locator('table[data-compared]');
		await expect(accounts).toHaveCount(12);
		for (const account of await accounts.all()) {
			const theirs = await numberOf(account.locator('[data-theirs]'), 'data-theirs');
			let explained = await numberOf(account.locator('[data-ours]'), 'data-ours');
			for (const cause of await account.locator('[data-signed]').all()) {
				explained += await numberOf(cause, 'data-signed');
			}
			expect(explained, (await account.getAttribute('data-compared')) ?? '').toBe(theirs);
		}
	}
	const portal = page.locator('table[data-compared="portal.late"]');
	const overdue = portal.locator('[data-cause="open.overdue"] a');
	const shown = digits(await overdue.textContent());
	await overdue.click();
	await expect(page.locator('[data-total]')).toHaveAttribute('data-total', String(shown));
});

test('on a phone the card is a sheet at the thumb', async ({ page }) => {
	await page.setViewportSize({ width: 390, height: 844 });
	await signIn(page, 'leader');
	await page.goto('/');
	await expect(page.locator('[data-live="live"]').first()).toBeAttached();
	await page.locator('dl a[data-indicator="open.overdue"]:visible').first().click();
	const sheet = page.getByRole('dialog', { name: 'Đang giải quyết quá hạn' });
	await expect(sheet).toBeVisible();
	const box = await sheet.boundingBox();
	expect(Math.round((box?.y ?? 0) + (box?.height ?? 0))).toBe(844);
	await sheet.getByRole('button', { name: 'Đóng' }).click();
	await expect(sheet).toBeHidden();
});
