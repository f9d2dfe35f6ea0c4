import { expect, test } from '@playwright/test';
import { overviewOf, signIn } from './ask.ts';
import { digits } from './send.ts';

test('T32: "dat dai", "ĐẤT ĐAI" and "đất đai" find the same dossiers', async ({ page }) => {
	await signIn(page, 'leader');
	const totals: number[] = [];
	for (const typed of ['dat dai', 'ĐẤT ĐAI', 'đất đai']) {
		await page.goto('/dossiers');
		await page.getByRole('searchbox').fill(typed);
		await page.getByRole('button', { name: 'Tìm' }).click();
		await expect(page).toHaveURL(/[?&]q=/);
		await expect(page.getByText(`tìm “${typed}”`)).toBeVisible();
		totals.push(digits(await page.locator('[data-total]').textContent()));
	}
	expect(totals[0]).toBeGreaterThan(0);
	expect(new Set(totals).size).toBe(1);
});

test('T32: in the table Đ comes after D', async ({ page }) => {
	await signIn(page, 'leader');
	await page.goto('/?sort=name&level=xa');
	const names = await page.locator('tr[data-agency] th a').allTextContents();
	const wards = names.filter((name) => /^Ủy ban nhân dân phường [DĐE]/.test(name));
	const communes = names.filter((name) => /^Ủy ban nhân dân xã [DĐE]/.test(name));
	for (const group of [wards, communes]) {
		const initials = group.map((name) => name.replace(/^Ủy ban nhân dân (phường|xã) /, '')[0]);
		expect(initials).toEqual(
			initials.toSorted((a = '', b = '') => 'DĐE'.indexOf(a) - 'DĐE'.indexOf(b))
		);
	}
	expect(communes.length).toBeGreaterThan(1);
});

test('a number is a link to its list, and the list says what narrows it', async ({ page }) => {
	await signIn(page, 'leader');
	await page.goto('/?from=2026-10-01&to=2026-10-31&channel=2');
	const late = page.locator('dd[data-figure="resolved.late"] a');
	const shown = digits(await late.textContent());
	await late.click();
	await expect(page.locator('[data-total]')).toHaveAttribute('data-total', String(shown));
	await expect(page.getByText('Tháng 10/2026')).toBeVisible();
	await page.getByRole('link', { name: 'Bỏ điều kiện Kênh tiếp nhận: trực tuyến' }).click();
	await expect(page).not.toHaveURL(/channel/);
});

test('T24: the numbers stay while others are being read', async ({ page }) => {
	await signIn(page, 'leader');
	await page.goto('/');
	const received = page.locator('dd[data-figure="received"]');
	const before = await received.textContent();
	let answer = () => undefined as void;
	const held = new Promise<void>((resolve) => (answer = resolve));
	await page.route(/__data\.json/, async (route) => {
		await held;
		await route.continue();
	});
	const channel = page.getByLabel('Kênh tiếp nhận');
	const asked = page.waitForRequest(/__data\.json.*channel=2/);
	await expect(async () => {
		await channel.selectOption('');
		await channel.selectOption('2');
		await Promise.race([
			asked,
			page.waitForTimeout(500).then(async () => Promise.reject(new Error('not yet')))
		]);
	}).toPass();
	await expect(received).toHaveText(before ?? '');
	answer();
	await expect(received).not.toHaveText(before ?? '');
});

test('trễ hạn and quá hạn stand apart, and no number is their sum', async ({ page, request }) => {
	const { province } = await overviewOf(request, 'from=2019-04-01&to=2019-05-31');
	await signIn(page, 'leader');
	await page.goto('/?from=2019-04-01&to=2019-05-31');
	await expect(page.locator('dd[data-figure="resolved.late"]')).toHaveText('179');
	await expect(page.locator('dd[data-figure="open.overdue"]')).toHaveText('13');
	await expect(page.locator('dd[data-figure="resolved.total"]')).toHaveText('8.470');
	await expect(page.getByText('2,11 %').first()).toBeVisible();
	const sum = String(province.resolved.late + province.open.overdue);
	const numbers = await page.locator('main a, main dd, main td').allTextContents();
	expect(numbers.map((text) => text.trim())).not.toContain(sum);
});

test('the language is changed on any page and stays', async ({ page }) => {
	await signIn(page, 'leader');
	await page.goto('/dossiers?figure=open.overdue');
	await page.getByRole('button', { name: 'English' }).click();
	await expect(page.locator('html')).toHaveAttribute('lang', 'en');
	await expect(page).toHaveURL(/\/dossiers\?figure=open\.overdue$/);
	await expect(page.getByRole('heading', { name: 'open, overdue' })).toBeVisible();
	await page.goto('/');
	await expect(page.getByRole('link', { name: 'Overview' })).toBeVisible();
	await page.getByRole('button', { name: 'Tiếng Việt' }).click();
	await expect(page.locator('html')).toHaveAttribute('lang', 'vi');
});

test('SỐ LIỆU MÔ PHỎNG stands on every page, on screen and on paper', async ({ page }) => {
	await signIn(page, 'office');
	for (const path of ['/', '/charts', '/dossiers', '/agencies/H21.06', '/khong-co', '/wall']) {
		await page.goto(path);
		for (const media of ['screen', 'print'] as const) {
			await page.emulateMedia({ media });
			await expect(page.getByText('SỐ LIỆU MÔ PHỎNG').first()).toBeVisible();
		}
	}
});

test('what a head may not open is a number without a link', async ({ page }) => {
	await signIn(page, 'head');
	await page.goto('/');
	await expect(page.locator('dd[data-figure="open.overdue"]')).toHaveText(/\d/);
	await expect(page.locator('dd[data-figure="open.overdue"] a')).toHaveCount(0);
	await expect(page.locator('tr[data-agency] a.figure-link').first()).toBeVisible();
});
