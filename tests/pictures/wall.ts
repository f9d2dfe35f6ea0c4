/**
 * Takes the pictures of every scene for docs/pictures: `node tests/pictures/wall.ts URL DATA_DIR`, of a
 * demo that runs there.
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium } from '@playwright/test';
import { z } from 'zod';
import { SCENES } from '#lib/domain/wall/scene.ts';
import { findChromium } from '../setup/chromium.ts';

const [url = '', dataDir = ''] = process.argv.slice(2);
const demo = z
	.object({
		accounts: z.array(z.object({ role: z.string(), email: z.string(), password: z.string() }))
	})
	.parse(JSON.parse(readFileSync(join(dataDir, 'demo.json'), 'utf8')));
const leader = demo.accounts.find(({ role }) => role === 'leader');
if (leader === undefined) throw new Error('the demo has no leader');
const { executablePath, args, env } = await findChromium();
const browser = await chromium.launch({
	...{ executablePath, args },
	env: { ...(process.env as Record<string, string>), ...env }
});
const page = await browser.newPage({ viewport: { width: 1920, height: 1080 }, locale: 'vi-VN' });
await page.goto(`${url}/sign-in`);
await page.locator('input[name="email"]').fill(leader.email);
await page.locator('input[name="password"]').fill(leader.password);
await page.locator('input[name="password"]').press('Enter');
await page.waitForURL((at) => !at.pathname.startsWith('/sign-in'));
for (const scene of SCENES) {
	for (const theme of ['dark', 'light']) {
		await page.goto(`${url}/wall?scene=${scene}&theme=${theme}`);
		await page.locator('main[data-live="live"]').waitFor();
		await page.evaluate(async () => document.fonts.ready);
		// A scene that has nothing to say yet is not shown, and has no picture.
		if ((await page.locator('main').getAttribute('data-scene')) !== scene) continue;
		const name = `wall-${scene.replace('_', '-')}-${theme}.png`;
		await page.screenshot({ path: resolve(import.meta.dirname, '../../docs/pictures', name) });
	}
}
await browser.close();
