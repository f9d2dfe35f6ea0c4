import { expect, test, type Browser, type Page } from '@playwright/test';
import { accountOf } from '../setup/own-app.ts';
import { sharedDemo, signIn } from './ask.ts';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const DESK = { viewport: { width: 1920, height: 1080 } };

/** The head of an agency that no other test inspects. */
function otherHead() {
	const { email } = accountOf(sharedDemo(), 'head');
	const found = sharedDemo().accounts.find((one) => one.role === 'head' && one.email !== email);
	if (found?.agency == null) throw new Error('the demo has two heads');
	return { ...found, agency: found.agency };
}
async function as(browser: Browser, role: string, path: string, phone = false): Promise<Page> {
	const context = await browser.newContext(phone ? PHONE : DESK);
	const page = await context.newPage();
	const demo = sharedDemo();
	const accounts = role === 'head' ? [otherHead()] : demo.accounts;
	await signIn(page, role, { demo: { ...demo, accounts } });
	await page.goto(path);
	await live(page);
	return page;
}
const live = async (page: Page) =>
	expect(page.locator('[data-live="live"]').first()).toBeAttached({ timeout: 20_000 });
const state = (page: Page, name: string) => page.locator(`main [data-state="${name}"]`).first();
const form = (page: Page, kind: string) => page.locator(`form[data-act="${kind}"]`);
const submit = (page: Page, kind: string) =>
	form(page, kind).locator(`button[name="kind"][value="${kind}"]`);

test('an unannounced inspection is ordered, opened on a phone, noted, found in, signed by both and concluded, and its agency knows of it from the opening on', async ({
	browser
}) => {
	test.slow();
	const { agency } = otherHead();
	const head = await as(browser, 'head', '/notices');
	const office = await as(browser, 'office', '/inspections/new');
	await office.getByLabel('Đột xuất').check();
	await office.locator('select[name="agency"]').selectOption(agency);
	await office.getByLabel('Nội dung kiểm tra').fill('tiếp nhận hồ sơ tại Bộ phận Một cửa');
	await office.getByLabel('Căn cứ').fill('Ý kiến chỉ đạo ngày 20/11/2026');
	await office
		.locator('select[name="orderer"]')
		.selectOption(accountOf(sharedDemo(), 'leader').email);
	await office.getByRole('button', { name: 'Lưu cuộc kiểm tra' }).click();
	await expect(office).toHaveURL(/\/inspections\/KT-2026-\d{6}/);
	const address = new URL(office.url()).pathname;
	await live(office);

	// The founding act, whose form grows without losing what stands in it.
	const founding = form(office, 'founded');
	await founding.getByLabel('Số, ký hiệu văn bản').fill('100/QĐ-UBND');
	await founding.getByLabel('Từ ngày').fill('2026-11-20');
	await founding.getByLabel('Đến ngày').fill('2026-11-25');
	await founding
		.locator('select[name="email0"]')
		.selectOption(accountOf(sharedDemo(), 'inspector').email);
	await founding.locator('input[name="title0"]').fill('Trưởng phòng');
	const codes = await founding
		.locator('select[name="agency0"] option')
		.evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value));
	const from = codes.find((code) => code !== '' && !code.startsWith(agency)) ?? '';
	await founding.locator('select[name="agency0"]').selectOption(from);
	await founding.getByRole('button', { name: 'Thêm dòng' }).click();
	await founding.locator('input[name="name7"]').fill('Thành viên thứ tám');
	await founding.locator('input[name="title7"]').fill('Chuyên viên');
	await founding.locator('select[name="agency7"]').selectOption(from);
	await submit(office, 'founded').click();
	await expect(state(office, 'founded')).toBeVisible();
	await expect(office.locator('[data-hidden]')).toBeVisible();
	await expect(office.getByText('Thành viên thứ tám')).toBeVisible();

	// Not there for the agency: by its address, in its list, in its inbox.
	for (const path of [address, '/inspections', '/notices', '/api/v1/inspections']) {
		const answer = await head.request.get(path);
		expect((await answer.text()).includes(address.slice('/inspections/'.length))).toBe(false);
		expect([path, answer.status()]).toEqual([path, path === address ? 404 : 200]);
	}
	await expect(head.locator('[data-notice^="inspection_"]')).toHaveCount(0);

	// The inspector's day leads there; it opens, and the agency is told at once.
	const inspector = await as(browser, 'inspector', '/inspections/today', true);
	await inspector
		.locator(`[data-inspection="${address.slice('/inspections/'.length)}"] a[data-waits="opened"]`)
		.tap();
	await form(inspector, 'opened').getByLabel('Địa điểm').fill('Bộ phận Một cửa');
	await submit(inspector, 'opened').tap();
	await expect(state(inspector, 'opened')).toBeVisible();
	await expect(state(office, 'opened')).toBeVisible();
	await head.locator('[data-notice="inspection_opened"] a').click();
	await expect(head).toHaveURL(new RegExp(`${address}$`));
	await live(head);

	const item = inspector.locator('[id="tiep-nhan.chuyen-mon"]');
	await item.locator('summary').tap();
	await item.getByLabel('Ghi nhận, không ghi tên người dân').fill('Nhận hồ sơ ngoài Một cửa');
	await item.getByRole('button', { name: 'Chưa đạt' }).tap();
	await expect(item.locator('[data-note="not_met"]')).toContainText('Nhận hồ sơ ngoài Một cửa');
	const width = await inspector.evaluate(() => document.documentElement.scrollWidth);
	expect(width).toBeLessThanOrEqual(390);

	// What is not met asks for its finding, which stands under it, at the office at once.
	await item.locator('[data-log-finding]').tap();
	await expect(
		inspector.locator('input[type="radio"][name="category"][value="F15"]')
	).toBeChecked();
	await live(inspector);
	await inspector.locator('textarea[name="text"]').fill('Ba hồ sơ nhận tại phòng chuyên môn');
	await inspector.locator('[data-send]').tap();
	await expect(inspector).toHaveURL(/\/findings\/TT-\d{6}\?done=logged$/);
	const finding = /TT-\d{6}/.exec(inspector.url())?.[0] ?? '';
	await expect(
		office.locator(`[id="tiep-nhan.chuyen-mon"] [data-finding="${finding}"]`)
	).toBeVisible();
	await expect(head.getByText('Ba hồ sơ nhận')).toHaveCount(0);
	await live(inspector);
	await inspector.locator('button[data-act="confirmed"]').tap();
	await expect(head.locator(`[data-finding="${finding}"]`)).toBeVisible();
	await inspector.goto(address);
	await live(inspector);

	// Merged, released, signed.
	await inspector.locator('summary', { hasText: 'Gửi biên bản để ký' }).tap();
	const lines = form(inspector, 'minutes_released').locator('textarea[name="shortcomings"]');
	await expect(lines).toHaveValue(new RegExp(`Ba hồ sơ nhận tại phòng chuyên môn.*${finding}`));
	await submit(inspector, 'minutes_released').tap();
	await expect(state(head, 'minuted')).toBeVisible();
	await expect(head.getByText('Tồn tại, hạn chế (ghi nhận ban đầu)').first()).toBeVisible();
	await expect(head.getByText('vi phạm')).toHaveCount(0);
	await form(head, 'unit_signed').getByLabel('Ý kiến của đơn vị').fill('Đề nghị xem xét lại');
	await form(head, 'unit_signed').getByLabel('Chức vụ').fill('Giám đốc');
	await submit(head, 'unit_signed').click();
	await expect(inspector.locator('[data-opinion]')).toHaveText('Đề nghị xem xét lại');
	await submit(inspector, 'leader_signed').tap();
	await expect(state(office, 'signed')).toBeVisible();

	await inspector.locator('summary', { hasText: 'Dự thảo thông báo kết luận' }).tap();
	await submit(inspector, 'conclusion_drafted').tap();
	const leader = await as(browser, 'leader', '/inspections/today');
	await leader.locator('a[data-waits="conclusion_signed"]').first().click();
	await expect(leader).toHaveURL(new RegExp(`${address}$`));
	await live(leader);
	await submit(leader, 'conclusion_signed').click();
	await form(office, 'concluded').getByLabel('Số, ký hiệu văn bản').fill('77/TB-UBND');
	await submit(office, 'concluded').click();
	await expect(state(head, 'concluded')).toBeVisible();
	await Promise.all([office, leader, head, inspector].map(async (page) => page.context().close()));
});
