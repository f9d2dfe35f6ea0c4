import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { readDemoFile } from '#lib/server/accounts/demo-accounts.ts';
import { join } from 'node:path';

function demoAccount(role: string): { email: string; password: string } {
	const file = readDemoFile(join(process.env.TEST_APP_DATA ?? '', 'demo.json'));
	const found = file?.accounts.find((one) => one.role === role);
	if (found === undefined) throw new Error(`the demo has no ${role}`);
	return found;
}

test('somebody signs in with the keyboard alone and comes to the page that was asked for', async ({
	page
}) => {
	const { email, password } = demoAccount('leader');
	await page.goto('/?field=H21-DD');
	await expect(page.getByRole('heading', { name: 'Đăng nhập' })).toBeVisible();
	await expect(page).toHaveTitle(/^Đăng nhập/);
	await page.getByLabel('Thư điện tử').focus();
	await page.keyboard.type(email);
	await page.keyboard.press('Tab');
	await page.keyboard.type(password);
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(/\/\?field=H21-DD$/);
	await page.goto('/sign-in');
	await expect(page).not.toHaveURL(/sign-in/);
});

test('a wrong password is said in words that belong to the fields, and the address stays', async ({
	page
}) => {
	const { email } = demoAccount('inspector');
	await page.goto('/sign-in');
	await page.getByLabel('Thư điện tử').fill(email);
	await page.getByLabel('Mật khẩu').fill('khong phai mat khau');
	await page.getByRole('button', { name: 'Đăng nhập' }).click();
	await expect(page.getByRole('alert')).toContainText('không đúng');
	await expect(page).toHaveTitle(/^Chưa đăng nhập được/);
	await expect(page.getByLabel('Thư điện tử')).toHaveValue(email);
	await expect(page.getByLabel('Mật khẩu')).toHaveValue('');
	await expect(page.getByLabel('Mật khẩu')).toHaveAccessibleDescription(/không đúng/);
	const faults = await new AxeBuilder({ page })
		.withTags(['wcag2a', 'wcag2aa', 'wcag22aa'])
		.analyze();
	expect(faults.violations).toEqual([]);
});

test.describe('without scripts', () => {
	test.use({ javaScriptEnabled: false });

	test('signing in, changing the language and being refused work all the same', async ({
		page
	}) => {
		const { email, password } = demoAccount('officer');
		await page.goto('/sign-in');
		await page.getByRole('button', { name: 'English' }).click();
		await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
		await page.getByLabel('E-mail address').fill(email);
		await page.getByLabel('Password').fill('wrong');
		await page.getByRole('button', { name: 'Sign in' }).click();
		await expect(page.getByRole('alert')).toContainText('wrong');
		await page.getByLabel('Password').fill(password);
		await page.getByRole('button', { name: 'Sign in' }).click();
		await expect(page).not.toHaveURL(/sign-in/);
	});
});
