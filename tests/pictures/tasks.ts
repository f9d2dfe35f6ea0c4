/**
 * Takes the pictures of documents, tasks, reminders and letters for docs/pictures:
 * `node tests/pictures/tasks.ts URL DATA_DIR`, of a demo that runs there.
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { z } from 'zod';
import { findChromium } from '../setup/chromium.ts';

const [url = '', dataDir = ''] = process.argv.slice(2);
const account = z.object({ role: z.string(), email: z.string(), password: z.string() });
const demo = z
	.object({ accounts: z.array(account) })
	.parse(JSON.parse(readFileSync(join(dataDir, 'demo.json'), 'utf8')));
const { executablePath, args, env } = await findChromium();
const browser = await chromium.launch({
	...{ executablePath, args },
	env: { ...(process.env as Record<string, string>), ...env }
});

async function signedIn(role: string, width: number, height: number): Promise<Page> {
	const who = demo.accounts.find((one) => one.role === role);
	if (who === undefined) throw new Error(`the demo has no ${role}`);
	const context = await browser.newContext({ viewport: { width, height }, locale: 'vi-VN' });
	const page = await context.newPage();
	await page.goto(`${url}/sign-in`);
	await page.locator('input[name="email"]').fill(who.email);
	await page.locator('input[name="password"]').fill(who.password);
	await page.locator('input[name="password"]').press('Enter');
	await page.waitForURL((at) => !at.pathname.startsWith('/sign-in'));
	return page;
}

async function take(page: Page, name: string): Promise<void> {
	await page.locator('[data-live="live"]').first().waitFor({ state: 'attached' });
	await page.evaluate(async () => document.fonts.ready);
	await page.screenshot({
		path: resolve(import.meta.dirname, '../../docs/pictures', `${name}.png`)
	});
}

const office = await signedIn('office', 1366, 860);
await office.goto(`${url}/tasks`);
await take(office, 'tasks');
await office.goto(`${url}/directives?q=3035`);
await office.locator('main a[href^="/directives/VB-"]').first().click();
await office.waitForURL(/\/directives\/VB-/);
await take(office, 'directive');
await office.goto(`${url}/urgings`);
await take(office, 'urgings');
await office.goto(`${url}/letters?state=issued`);
await office.locator('a[href^="/letters/CV-"]').first().click();
await office.waitForURL(/\/letters\/CV-/);
await take(office, 'letter');

const head = await signedIn('head', 390, 844);
await head.goto(`${url}/tasks/inbox`);
await take(head, 'inbox-phone');
await browser.close();
