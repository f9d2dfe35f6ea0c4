import { expect, test } from '@playwright/test';
import { signIn } from './ask.ts';

test('what somebody types before the scripts have come stays', async ({ page }) => {
	await signIn(page, 'leader');
	let come = () => undefined as void;
	const late = new Promise<void>((resolve) => (come = resolve));
	await page.route(/\.js$/, async (route) => {
		await late;
		await route.continue();
	});
	await page.goto('/dossiers', { waitUntil: 'commit' });
	const search = page.getByRole('searchbox');
	await search.fill('đất đai');
	come();
	await expect(page.locator('[data-live="live"]')).toBeAttached({ timeout: 20_000 });
	await expect(search).toHaveValue('đất đai');
});

test('the sign-in page asks for no script at all', async ({ page }) => {
	const scripts: string[] = [];
	page.on('request', (request) => {
		if (request.resourceType() === 'script') scripts.push(request.url());
	});
	await page.goto('/sign-in', { waitUntil: 'networkidle' });
	expect(scripts).toEqual([]);
	expect(await page.locator('script').count()).toBe(0);
});
