import { expect, test } from '@playwright/test';

test('the first page opens in Vietnamese and asks nothing of another server', async ({ page }) => {
	const elsewhere: string[] = [];
	page.on('request', (request) => {
		const own = new URL(process.env.TEST_APP_URL ?? 'http://unset').origin;
		if (/^https?:/.test(request.url()) && new URL(request.url()).origin !== own) {
			elsewhere.push(request.url());
		}
	});
	const answer = await page.goto('/');
	expect(answer?.status()).toBe(200);
	await expect(page.locator('html')).toHaveAttribute('lang', 'vi');
	await expect(page.getByText('Đôn Đốc').first()).toBeVisible();
	expect(elsewhere).toEqual([]);
});

test('every answer carries the headers that keep a browser from guessing or storing', async ({
	request
}) => {
	const answer = await request.get('/');
	expect(answer.headers()).toMatchObject({
		'x-content-type-options': 'nosniff',
		'x-frame-options': 'DENY',
		'referrer-policy': 'same-origin',
		'cache-control': 'no-store'
	});
	expect(answer.headers()['content-security-policy']).toContain("default-src 'none'");
});
