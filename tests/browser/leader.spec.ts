import { expect, test, type Browser, type Page } from '@playwright/test';
import { accountOf, demoIn, ownApp, type OwnApp } from '../setup/own-app.ts';
import { signIn } from './ask.ts';
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
	path: string | null,
	options: Parameters<Browser['newContext']>[0] = {}
): Promise<Page> {
	const { url } = own.app;
	const page = await (await browser.newContext(options)).newPage();
	await signIn(page, role, { demo: demoIn(own.dataDir), url });
	if (path !== null) await page.goto(`${url}${path}`);
	if (options.javaScriptEnabled !== false) await live(page);
	return page;
}
const live = async (page: Page) =>
	expect(page.locator('[data-live="live"]').first()).toBeAttached({ timeout: 30_000 });

test('a leader’s page for the hand: their own fields and agencies first, each number as long as its list', async ({
	browser,
	request
}) => {
	test.slow();
	const demo = demoIn(own.dataDir);
	const page = await signedIn(browser, 'leader', '/', PHONE);
	const first = page.locator('nav.fixed a').first();
	await expect(first).toHaveText(/Phụ trách/);
	await first.tap();
	await expect(page).toHaveURL(/\/leader$/);
	const parts = page.locator('[data-remit]');
	await expect(parts).toHaveCount(4);
	await expect(page.locator('[data-remit="G13-DD01"]')).toContainText('Đất đai');

	const numbers = await page
		.locator('[data-remit] a.figure-link')
		.evaluateAll((links) =>
			links.map((link) => ({ href: link.getAttribute('href') ?? '', text: link.textContent }))
		);
	expect(numbers.length).toBeGreaterThan(8);
	for (const { href, text } of numbers) {
		const answer = await request.get(
			`${own.app.url}/api/v1${href}${href.includes('limit') ? '' : '&limit=1'}`,
			{ headers: { authorization: `Bearer ${demo.readKey}` } }
		);
		expect(await answer.json(), href).toMatchObject({ total: digits(text) });
	}
	const width = await page.evaluate(() => document.documentElement.scrollWidth);
	expect(width).toBeLessThanOrEqual(390);

	// A field's number comes by itself.
	const land = page.locator('[data-remit="G13-DD01"] [data-figure="open.overdue"] dd');
	const before = digits(await land.textContent());
	await sendOverdue(request, own, [41_001, 41_002]);
	await expect
		.poll(async () => digits(await land.textContent()), { timeout: 30_000 })
		.toBe(before + 2);
	await page.context().close();
});

test('from a leader’s own page an opinion on a number of tasks takes four touches', async ({
	browser
}) => {
	const { agency } = accountOf(demoIn(own.dataDir), 'head');
	const page = await signedIn(browser, 'leader', '/leader', PHONE);
	const part = page.locator(`[data-remit="${agency ?? ''}"]`);
	const seen = digits(await part.locator('[data-task-figure="open.overdue"] dd').textContent());
	await part.locator('[data-indicator="tasks.open.overdue"]').tap();
	await page.locator('[data-card] [data-opinion]').tap();
	await expect(page.locator('[data-frozen]')).toHaveAttribute('data-frozen', String(seen));
	await page.getByText('Báo cáo nguyên nhân nhiệm vụ quá hạn').tap();
	await page.locator('[data-send]').tap();
	await expect(page).toHaveURL(/\/opinions\?done=given/);
	// What was counted when it came is what was seen: nothing is said beside it.
	await expect(page.locator('[data-frozen]').first()).not.toContainText('hệ thống đếm được');
	await page.context().close();
});

test('a number of the table leads by the keyboard to its card and to an opinion on that very number', async ({
	browser
}) => {
	const { agency } = accountOf(demoIn(own.dataDir), 'head');
	const code = agency ?? '';
	const page = await signedIn(browser, 'leader', '/', { viewport: { width: 1366, height: 768 } });
	const row = page.locator(`table tr[data-agency="${code}"]`).first();
	const cell = row.locator('td[data-cell="open.overdue"]');
	const number = cell.locator('a').first();
	const seen = digits(await number.textContent());
	await number.focus();
	await page.keyboard.press('Tab');
	const mark = cell.locator('.cell-card');
	await expect(mark).toBeFocused();
	await page.keyboard.press('Enter');
	const opinion = page.locator('[data-card="open.overdue"] [data-opinion]');
	const address = new URL((await opinion.getAttribute('href')) ?? '', own.app.url);
	expect(address.searchParams.get('agency')).toBe(code);
	expect(Number(address.searchParams.get('value'))).toBe(seen);
	await page.keyboard.press('Escape');
	await expect(cell).toBeFocused();
	await page.keyboard.press('ArrowRight');
	await expect(row.locator('td[data-cell="open.paused"]')).toBeFocused();

	const tasks = page.locator('[data-tasks-by-agency] tr[data-agency]').first();
	const due = tasks.locator('td[data-cell="tasks.open.overdue"]');
	const overdue = digits(await due.locator('a').first().textContent());
	await due.hover();
	await due.locator('.cell-card').click();
	await page.locator('[data-card="tasks.open.overdue"] [data-opinion]').click();
	await expect(page.locator('[data-frozen]')).toHaveAttribute('data-frozen', String(overdue));
	await page.context().close();
});

test('a head begins at what is to be acknowledged, and at the overview once nothing is', async ({
	browser
}) => {
	const page = await signedIn(browser, 'head', null, PHONE);
	await expect(page).toHaveURL(/\/tasks\/inbox$/);
	await page.getByRole('link', { name: 'Tổng quan' }).tap();
	await expect(page).toHaveURL(`${own.app.url}/`);
	await page.goto(`${own.app.url}/tasks/inbox`);
	await live(page);
	const acknowledge = page.getByRole('button', { name: /Xác nhận đã tiếp nhận/ });
	for (let left = await acknowledge.count(); left > 0; left -= 1) {
		await acknowledge.first().tap();
		await expect(acknowledge).toHaveCount(left - 1);
	}
	await page.context().close();
	const again = await signedIn(browser, 'head', null);
	await expect(again).toHaveURL(`${own.app.url}/`);
	await again.context().close();
});

test('the office ends work that comes again: with a ground and a tick, once, and others see it', async ({
	browser,
	request
}) => {
	const { url } = own.app;
	const { key } = accountOf(demoIn(own.dataDir), 'office');
	const answer = await request.get(`${url}/api/v1/tasks?figure=open.total&limit=500`, {
		headers: { authorization: `Bearer ${key}` }
	});
	const { items }: { items: { code: string; recurrence: unknown }[] } = await answer.json();
	const code = items.find(({ recurrence }) => recurrence !== null)?.code ?? '';
	const office = await signedIn(browser, 'office', `/tasks/${code}`);
	const leader = await signedIn(browser, 'leader', `/tasks/${code}`);
	const series = office.locator('[data-series]');
	await expect(leader.locator('[data-series] form')).toHaveCount(0);

	await series.locator('summary').click();
	await series.locator('form').evaluate((form: HTMLFormElement) => (form.noValidate = true));
	await series.locator('input[name="document"]').fill('Công văn số 90/UBND-TH');
	await series.getByRole('button').click();
	await expect(series.locator('[data-refused]')).toContainText('Chưa đánh dấu ô xác nhận');
	await expect(series.locator('input[name="document"]')).toHaveValue('Công văn số 90/UBND-TH');

	await series.locator('input[name="confirmed"]').check();
	await series.getByRole('button').click();
	await expect(series.locator('[data-ended]')).toContainText('Công văn số 90/UBND-TH');
	await expect(series.locator('form')).toHaveCount(0);
	await expect(leader.locator('[data-ended]')).toContainText('Công văn số 90/UBND-TH');
	const second = await request.post(
		`${url}/api/v1/task-series/${(await series.getAttribute('data-series')) ?? ''}/end`,
		{
			headers: { authorization: `Bearer ${key}`, 'idempotency-key': 'end-again' },
			data: { document: 'Công văn số 91/UBND-TH' }
		}
	);
	expect(await second.json()).toMatchObject({ title: 'Nhiệm vụ định kỳ này đã kết thúc.' });
	await Promise.all([office, leader].map(async (page) => page.context().close()));
});

test('the board is filtered where no script runs', async ({ browser }) => {
	const page = await signedIn(browser, 'office', '/tasks', { javaScriptEnabled: false });
	const all = Number(await page.locator('[data-total]').getAttribute('data-total'));
	const { agency } = accountOf(demoIn(own.dataDir), 'head');
	await page.locator('select[name="agency"]').selectOption(agency);
	await page.locator('select[name="timeliness"]').selectOption('overdue');
	await page.getByRole('button', { name: 'Lọc danh sách' }).click();
	await expect(page).toHaveURL(/timeliness=overdue/);
	const some = Number(await page.locator('[data-total]').getAttribute('data-total'));
	expect(some).toBeGreaterThan(0);
	expect(some).toBeLessThan(all);
	await expect(page.locator('select[name="timeliness"]')).toHaveValue('overdue');
	await page.context().close();
});
