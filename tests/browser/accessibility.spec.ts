import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { signIn } from './ask.ts';

const WCAG_22_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

async function pagesOf(page: Page): Promise<string[]> {
	const answer = await page.request.get('/api/v1/dossiers?figure=open.overdue&limit=1');
	const { items }: { items: { code: string }[] } = await answer.json();
	return [
		// The same parts as with all agencies, in a tenth of the time.
		'/?level=tinh',
		'/?level=tinh&columns=all&open=H21.06,H21.06.20&sort=-open.overdue',
		'/charts',
		'/morning',
		'/dossiers?figure=open.overdue&limit=12',
		'/dossiers?q=khong-co-gi-nhu-the',
		`/dossiers/${encodeURIComponent(items[0]?.code ?? '')}`,
		'/dossiers/khong-co',
		'/agencies/H21.06',
		'/indicators?q=tre han',
		'/indicators/rates.late',
		'/indicators/others',
		'/?from=2026-13-01',
		'/wall'
	];
}

// In the dark only colours differ; on a phone, what is laid out anew.
for (const [name, viewport, colorScheme, only] of [
	['a desk by day', { width: 1366, height: 768 }, 'light', null],
	['a desk in the dark', { width: 1366, height: 768 }, 'dark', ['color-contrast']],
	['a phone', { width: 390, height: 844 }, 'light', null]
] as const) {
	test(`every page passes WCAG 2.2 AA as far as axe can tell, on ${name}`, async ({ browser }) => {
		test.setTimeout(240_000);
		const context = await browser.newContext({
			viewport,
			colorScheme,
			baseURL: process.env.TEST_APP_URL ?? ''
		});
		const page = await context.newPage();
		const refused: string[] = [];
		page.on('console', (line) => {
			if (/Content.Security.Policy|Trusted|violates/i.test(line.text())) refused.push(line.text());
		});
		await signIn(page, 'office');
		for (const path of await pagesOf(page)) {
			await page.goto(path);
			await expect(page.locator('main')).toBeVisible();
			const axe = new AxeBuilder({ page });
			const asked = only === null ? axe.withTags(WCAG_22_AA) : axe.withRules([...only]);
			const { violations } = await asked.analyze();
			const found = violations.map(({ id, nodes }) => [id, nodes[0]?.target]);
			expect([path, found]).toEqual([path, []]);
			const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
			expect([path, Math.max(0, wider)]).toEqual([path, 0]);
		}
		// Not one style attribute or script that the policy would have to make an exception for.
		expect(refused).toEqual([]);
		await context.close();
	});
}

test('the tables behind the charts are one key away', async ({ page }) => {
	await signIn(page, 'leader');
	await page.goto('/charts');
	const asTable = page.getByRole('button', { name: 'Xem bảng số' }).first();
	await asTable.focus();
	await expect(async () => {
		if ((await asTable.getAttribute('aria-pressed')) === 'false')
			await page.keyboard.press('Enter');
		await expect(asTable).toHaveAttribute('aria-pressed', 'true', { timeout: 500 });
	}).toPass();
	await expect(page.getByRole('table', { name: 'Tỷ lệ trễ hạn theo ngày' })).toBeVisible();
});

test('from the overview to a dossier with the keyboard alone', async ({ page }) => {
	await signIn(page, 'leader');
	await page.goto('/');
	await page.keyboard.press('Tab');
	await expect(page.getByRole('link', { name: 'Chuyển đến nội dung chính' })).toBeFocused();
	await page.keyboard.press('Enter');
	await expect(page.locator('#main')).toBeFocused();

	const overdue = page.getByRole('columnheader', { name: 'quá hạn', exact: true }).first();
	await overdue.getByRole('button').focus();
	await expect(async () => {
		if ((await overdue.getAttribute('aria-sort')) === 'none') await page.keyboard.press('Enter');
		await expect(overdue).toHaveAttribute('aria-sort', 'descending', { timeout: 500 });
	}).toPass();
	await expect(page).toHaveURL(/sort=-open\.overdue/);

	const open = page.getByRole('button', { name: /Các đơn vị thuộc Sở Nông nghiệp/ });
	await open.focus();
	await page.keyboard.press('Space');
	await expect(open).toHaveAttribute('aria-expanded', 'true');
	await expect(page).toHaveURL(/open=H21\.06/);

	await page.locator('tr[data-agency="H21.06"] a.figure-link').first().focus();
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(/\/dossiers\?figure=received&agency=H21\.06/);
	await page.locator('tr[data-dossier] a').first().focus();
	await page.keyboard.press('Enter');
	await expect(page.getByRole('heading', { name: 'Vì sao hạn là ngày này?' })).toBeVisible();
});

test('a standing is never told by colour alone', async ({ page }) => {
	await signIn(page, 'leader');
	await page.goto('/dossiers');
	const badges = page.locator('table [data-standing]');
	await expect(badges.first()).toBeVisible();
	for (const badge of await badges.all()) {
		await expect(badge).toHaveText(/\p{L}{3,}/u);
		await expect(badge.locator('svg')).toHaveCount(1);
	}
});
