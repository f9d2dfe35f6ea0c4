import { expect, test } from '@playwright/test';
import { overviewOf, signIn } from './ask.ts';
import { digits } from './send.ts';

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

test('the wall is readable from five metres: 28 px at least, key numbers 96 px, contrast 7:1', async ({
	page
}) => {
	await page.setViewportSize({ width: 1920, height: 1080 });
	await signIn(page, 'leader');
	await page.goto('/wall');
	const texts = await page.locator('main').evaluate((main) => {
		const channels = (colour: string) => (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);
		const luminance = (colour: string) => {
			const [r = 0, g = 0, b = 0] = channels(colour).map((value) => {
				const part = value / 255;
				return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
			});
			return 0.2126 * r + 0.7152 * g + 0.0722 * b;
		};
		const ground = luminance(getComputedStyle(main).backgroundColor);
		return [...main.querySelectorAll('*')]
			.filter((element) =>
				[...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim())
			)
			.map((element) => {
				const style = getComputedStyle(element);
				const ink = luminance(style.color);
				return {
					text: element.textContent?.trim() ?? '',
					size: parseFloat(style.fontSize),
					contrast: (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05),
					key: element.hasAttribute('data-figure')
				};
			});
	});
	expect(texts.length).toBeGreaterThan(15);
	expect(texts.filter(({ size }) => size < 28)).toEqual([]);
	expect(texts.filter(({ contrast }) => contrast < 7)).toEqual([]);
	expect(texts.filter(({ key, size }) => key && size < 96)).toEqual([]);
});

for (const [width, height] of [
	[1366, 768],
	[1920, 1080],
	[3840, 2160],
	[1080, 1920]
] as const) {
	test(`nothing of the wall is cut off at ${width}×${height}, and nothing can be pressed`, async ({
		page
	}) => {
		await page.setViewportSize({ width, height });
		await signIn(page, 'leader');
		await page.goto('/wall');
		const outside = await page.locator('main :is(h1, h2, p, dt, dd, th, td)').evaluateAll(
			(parts, [right, bottom]) =>
				parts
					.map((part) => ({ part, box: part.getBoundingClientRect() }))
					.filter(({ box }) => box.width > 0 && (box.right > right + 1 || box.bottom > bottom + 1))
					.map(({ part }) => part.textContent),
			[width, height] as const
		);
		expect(outside).toEqual([]);
		await expect(page.locator('main :is(a, button, input, select)')).toHaveCount(0);
	});
}
