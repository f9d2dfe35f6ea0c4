import { expect, test } from '@playwright/test';
import { demoIn, ownApp, type OwnApp } from '../setup/own-app.ts';
import { overviewOf, signIn } from './ask.ts';

let own: OwnApp;

test.beforeAll(async () => {
	own = await ownApp({ CLOCK_START: '2026-11-20T23:59:35+07:00' });
});
test.afterAll(async () => own.remove());

test('at midnight dossiers become overdue on the open screens with no message sent', async ({
	browser,
	request
}) => {
	test.setTimeout(120_000);
	const demo = demoIn(own.dataDir);
	const { url } = own.app;
	const ask = { key: demo.readKey, url };
	const before = await overviewOf(request, '', ask);
	expect(before.asOf.slice(0, 10)).toBe('2026-11-20');
	const due = before.province.open.overdue;

	const context = await browser.newContext();
	const desk = await context.newPage();
	await signIn(desk, 'leader', { demo, url });
	const wall = await context.newPage();
	await desk.goto(`${url}/`);
	await wall.goto(`${url}/wall?scene=today`);
	const shown = [desk, wall].map((page) => page.locator('[data-figure="open.overdue"]').first());
	for (const number of shown) {
		await expect.poll(async () => digits(await number.textContent())).toBe(due);
	}

	await expect
		.poll(async () => (await overviewOf(request, '', ask)).asOf.slice(0, 10), { timeout: 60_000 })
		.toBe('2026-11-21');
	const after = await overviewOf(request, '', ask);
	expect(after.province.open.overdue).toBeGreaterThan(due);
	expect(after.seq).toBe(before.seq);
	expect(after.province.open.total).toBe(before.province.open.total);
	for (const number of shown) {
		await expect
			.poll(async () => digits(await number.textContent()), { timeout: 10_000 })
			.toBe(after.province.open.overdue);
	}
});

function digits(text: string | null): number {
	return Number((text ?? '').replace(/\D/g, ''));
}
