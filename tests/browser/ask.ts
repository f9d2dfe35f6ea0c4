import { expect, type APIRequestContext, type Page } from '@playwright/test';
import type { Overview } from '#lib/domain/reports/overview.ts';
import { accountOf, demoIn, type Demo } from '../setup/own-app.ts';

/** The demo of the app that the browser tests share. */
export function sharedDemo(): Demo {
	return demoIn(process.env.TEST_APP_DATA);
}

export function readKey(): string {
	return sharedDemo().readKey;
}

/** `GET /api/v1/overview`, with a read key of the whole province unless another is given. */
export async function overviewOf(
	request: APIRequestContext,
	search: string,
	{ key = readKey(), url = '' }: { key?: string; url?: string } = {}
): Promise<Overview> {
	const answer = await request.get(`${url}/api/v1/overview${search === '' ? '' : `?${search}`}`, {
		headers: { authorization: `Bearer ${key}` }
	});
	expect(answer.status(), await answer.text()).toBe(200);
	return answer.json();
}

/** Signs a demo account in by the page that everybody uses. */
export async function signIn(
	page: Page,
	role: string,
	{ demo = sharedDemo(), url = '' }: { demo?: Demo; url?: string } = {}
): Promise<void> {
	const { email, password } = accountOf(demo, role);
	await page.goto(`${url}/sign-in`);
	await page.locator('input[name="email"]').fill(email);
	await page.locator('input[name="password"]').fill(password);
	await page.locator('input[name="password"]').press('Enter');
	await expect(page).not.toHaveURL(/sign-in/);
}
