import { expect, test, type Browser, type Page } from '@playwright/test';
import { accountOf, demoIn, ownApp, type OwnApp } from '../setup/own-app.ts';
import { overviewOf, signIn } from './ask.ts';
import { digits, sendOverdue } from './send.ts';

let own: OwnApp;

test.beforeAll(async () => {
	own = await ownApp({ CLOCK_START: '2026-11-20T15:00:00+07:00' });
});
test.afterAll(async () => own.remove());

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

async function signedIn(
	browser: Browser,
	role: string,
	path: string,
	phone = false
): Promise<Page> {
	const { url } = own.app;
	const context = await browser.newContext(phone ? PHONE : {});
	const page = await context.newPage();
	await signIn(page, role, { demo: demoIn(own.dataDir), url });
	await page.goto(`${url}${path}`);
	await expect(page.locator('[data-live="live"]')).toBeAttached({ timeout: 30_000 });
	return page;
}

test('a leader’s opinion from a phone in four touches: the office sees it live and issues it, the head has the task', async ({
	browser,
	request
}) => {
	test.slow();
	const { url } = own.app;
	const demo = demoIn(own.dataDir);
	const { agency } = accountOf(demo, 'head');
	const office = await signedIn(browser, 'office', '/opinions');
	const leader = await signedIn(browser, 'leader', `/agencies/${agency ?? ''}`, true);
	const seen = digits(await leader.locator('[data-figure="open.overdue"]').first().textContent());
	let touches = 0;
	const touch = async (what: ReturnType<Page['locator']>) => {
		touches += 1;
		await what.tap();
	};

	await touch(leader.locator('[data-indicator="open.overdue"]').first());
	await touch(leader.locator('[data-card] [data-opinion]'));
	await expect(leader.locator('[data-frozen]')).toHaveAttribute('data-frozen', String(seen));
	await touch(leader.getByText('Báo cáo nguyên nhân hồ sơ quá hạn'));
	await touch(leader.locator('[data-send]'));
	await expect(leader).toHaveURL(/\/opinions\?done=given/);
	expect(touches).toBeLessThanOrEqual(4);

	const waiting = office.locator('[data-state="given"]').first();
	await expect(waiting).toContainText('Báo cáo nguyên nhân hồ sơ quá hạn');
	await expect(waiting.locator('[data-frozen]')).toHaveAttribute('data-frozen', String(seen));

	// The figure moves; the number that the leader saw does not.
	await sendOverdue(request, own, [31_001, 31_002]);
	const moved = await overviewOf(request, '', { key: demo.readKey, url });
	expect(moved.province.open.overdue).toBeGreaterThan(0);
	await office.reload();
	await expect(office.locator('[data-live="live"]')).toBeAttached({ timeout: 30_000 });
	await expect(waiting.locator('[data-frozen]')).toHaveAttribute('data-frozen', String(seen));
	await waiting.getByRole('button', { name: 'Giao nhiệm vụ' }).click();
	await expect(office).toHaveURL(/done=issued/);

	// What became of it comes to the leader's page by itself, and the agency has the task.
	// Theirs is the newest; the demo has older ones that were issued before.
	const given = leader.locator('main [data-state]').first();
	await expect(given).toHaveAttribute('data-state', 'issued');
	const address = await given.locator('a[href^="/tasks/"]').getAttribute('href');
	const head = await signedIn(browser, 'head', address ?? '');
	await expect(head.getByRole('heading', { level: 1 })).toContainText(
		'Báo cáo nguyên nhân hồ sơ quá hạn'
	);
	await expect(head.locator('[data-frozen]')).toHaveAttribute('data-frozen', String(seen));
	await Promise.all([office, leader, head].map(async (page) => page.context().close()));
});

test('an opinion on a number of the province goes to an agency, and the office gives it back with a word', async ({
	browser
}) => {
	test.slow();
	const leader = await signedIn(browser, 'leader', '/', true);
	await leader.locator('[data-indicator="open.overdue"]').first().tap();
	await leader.locator('[data-card] [data-opinion]').tap();
	// Those with the highest number are ready, the first of them chosen.
	await expect(leader.locator('input[name="agency"]:checked')).toHaveCount(1);
	await leader.locator('[data-send]').tap();
	await expect(leader).toHaveURL(/done=given/);
	const office = await signedIn(browser, 'office', '/opinions');
	const waiting = office.locator('[data-state="given"]').first();
	await waiting.getByLabel('Lý do trả lại').fill('Đã có văn bản chỉ đạo về việc này');
	await waiting.getByRole('button', { name: 'Trả lại' }).click();
	await expect(office).toHaveURL(/done=returned/);
	await expect(leader.locator('[data-state="returned"]').first()).toContainText(
		'Đã có văn bản chỉ đạo về việc này'
	);
	await Promise.all([office, leader].map(async (page) => page.context().close()));
});

test('whoever gives no opinions is offered none', async ({ browser }) => {
	const head = await signedIn(browser, 'head', '/');
	await head.locator('[data-indicator="open.overdue"]').first().click();
	await expect(head.locator('[data-card]')).toBeVisible();
	await expect(head.locator('[data-opinion]')).toHaveCount(0);
	await head.context().close();
});
