import { readFileSync } from 'node:fs';
import { join, posix, resolve } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { overviewOf, signIn } from './ask.ts';
import { digits } from './send.ts';

const CLIENT = resolve(import.meta.dirname, '../../build/client');

test('the wall’s numbers are in the server’s HTML, before any script', async ({
	browser,
	request
}) => {
	const context = await browser.newContext({ baseURL: process.env.TEST_APP_URL ?? '' });
	const page = await context.newPage();
	await signIn(page, 'leader');
	const { province } = await overviewOf(request, '');
	const still = await browser.newContext({
		baseURL: process.env.TEST_APP_URL ?? '',
		javaScriptEnabled: false,
		storageState: await context.storageState()
	});
	const wall = await still.newPage();
	await wall.goto('/wall');
	expect(digits(await wall.locator('[data-figure="open.overdue"]').textContent())).toBe(
		province.open.overdue
	);
	expect(digits(await wall.locator('[data-figure="resolved.late"]').textContent())).toBe(
		province.resolved.late
	);
	await expect(wall.getByText(/số liệu đến \d{2}:\d{2} ngày/)).toBeVisible();
	await expect(wall.locator('html')).toHaveAttribute('data-theme', 'dark');
	await context.close();
	await still.close();
});

// Of the scenes only the one that is shown first comes with it, apart (some 3 KB); the numbers are in the HTML.
test('a wall’s script before its first number stays within 60 KB compressed', async ({ page }) => {
	await signIn(page, 'leader');
	const answer = await page.request.get('/wall');
	// The page names where to begin; its head names what it will need.
	const html = `${await answer.text()} ${answer.headers()['link'] ?? ''}`;
	const wanted = [...html.matchAll(/(_app\/immutable\/[\w./-]+\.js)/g)].map(
		([, path = '']) => path
	);
	expect(wanted.length).toBeGreaterThan(5);
	// What these import before they run; what is imported later, when asked for, is not waited for.
	const needed = new Set<string>();
	for (const path of wanted) {
		if (needed.has(path)) continue;
		needed.add(path);
		const script = readFileSync(join(CLIENT, path), 'utf8');
		for (const [, from = ''] of script.matchAll(/(?:\bfrom|\bimport)\s*["']([^"']+\.js)["']/g)) {
			wanted.push(posix.join(posix.dirname(path), from));
		}
	}
	const sizes = [...needed].map((path) => ({
		path,
		bytes: brotliCompressSync(readFileSync(join(CLIENT, path))).length
	}));
	const sum = sizes.reduce((all, { bytes }) => all + bytes, 0);
	process.stdout.write(`${JSON.stringify({ what: 'script of a wall, bytes', sum })}\n`);
	expect(sum, JSON.stringify(sizes)).toBeLessThanOrEqual(60 * 1024);
});
