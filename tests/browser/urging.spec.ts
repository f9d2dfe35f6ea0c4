import { expect, test, type Browser, type Page } from '@playwright/test';
import { accountOf, demoIn, ownApp, type OwnApp } from '../setup/own-app.ts';
import { signIn } from './ask.ts';

let own: OwnApp;

test.beforeAll(async () => {
	own = await ownApp({ CLOCK_START: '2026-11-20T15:00:00+07:00' });
});
test.afterAll(async () => own.remove());

async function signedIn(browser: Browser, role: string, path: string): Promise<Page> {
	const { url } = own.app;
	const page = await (await browser.newContext()).newPage();
	await signIn(page, role, { demo: demoIn(own.dataDir), url });
	await page.goto(`${url}${path}`);
	await expect(page.locator('[data-live="live"]')).toBeAttached({ timeout: 30_000 });
	return page;
}

const numberIn = async (page: Page, name: string) =>
	Number(await page.locator(`[data-${name}]`).first().getAttribute(`data-${name}`));

test('Nhắc three times: the head is told at once and answers, the third becomes a draft letter of the same dossiers', async ({
	browser
}) => {
	test.slow();
	const { url } = own.app;
	const { agency } = accountOf(demoIn(own.dataDir), 'head');
	const list = `/dossiers?figure=open.overdue&agency=${agency ?? ''}`;
	const office = await signedIn(browser, 'office', list);
	const head = await signedIn(browser, 'head', '/notices');
	const watching = await signedIn(browser, 'centre', '/urgings');
	const count = await numberIn(office, 'total');
	expect(count).toBeGreaterThan(0);

	for (const n of [1, 2, 3]) {
		const urgings = await head.locator('[data-notice="urging"]').count();
		await office.goto(`${url}${list}`);
		await office.getByRole('link', { name: 'Nhắc', exact: true }).click();
		await expect(office.locator('[data-count]')).toHaveAttribute('data-count', String(count));
		await expect(office.getByRole('row').nth(1)).toContainText(`Nhắc lần ${n}`);
		await office.getByRole('button', { name: 'Gửi nhắc việc' }).click();
		await expect(office).toHaveURL(/\/urgings\/DD-\d+$/);
		await expect(office.getByRole('heading', { level: 1 })).toContainText(`Nhắc lần ${n}`);
		await expect(office.locator('[data-count]')).toHaveAttribute('data-count', String(count));
		await expect(office.getByRole('link', { name: 'Lập dự thảo văn bản đôn đốc' })).toHaveCount(
			n === 3 ? 1 : 0
		);
		// Nobody loads the head's page anew, nor that of who only looks on.
		await expect(watching.locator('#main ul a').first()).toHaveAttribute(
			'href',
			new URL(office.url()).pathname
		);
		await expect(head.locator('[data-notice="urging"]')).toHaveCount(urgings + 1);
	}

	await head.locator('[data-notice="urging"] a').first().click();
	await expect(head.getByRole('heading', { level: 1 })).toContainText('Nhắc lần 3');
	await expect(watching.locator('#main ul > li').first()).toContainText('chờ trả lời');
	const heard = await numberIn(office, 'bell');
	await head.getByLabel('Trả lời').fill('Đơn vị sẽ giải quyết xong trong tuần tới.');
	await head.getByRole('button', { name: 'Gửi trả lời' }).click();
	await expect(head.locator('[data-reply]')).toContainText('trong tuần tới');
	await expect(watching.locator('#main ul > li').first()).toContainText('Trả lời lúc');
	await expect.poll(async () => numberIn(office, 'bell')).toBeGreaterThan(heard);

	await office.getByRole('link', { name: 'Lập dự thảo văn bản đôn đốc' }).click();
	const overdue = office.locator('fieldset[data-table="dossiersOverdue"]');
	await expect(overdue.getByRole('checkbox')).toHaveCount(count);
	await office.getByRole('button', { name: 'Soạn dự thảo' }).click();
	await expect(office).toHaveURL(/\/letters\/CV-\d+$/);
	await expect(office.locator('[data-sheet="letter"]')).toContainText('DỰ THẢO');

	// Number and day come from the document-management system; from then on it is the fourth urging.
	const letter = new URL(office.url()).pathname.split('/').at(-1) ?? '';
	const centre = await signedIn(browser, 'centre', '/letters');
	const listed = centre.getByRole('row').filter({ hasText: letter });
	await expect(listed).toContainText('dự thảo', { ignoreCase: true });
	const told = await numberIn(head, 'bell');
	await expect(office.locator('[data-live="live"]')).toBeAttached();
	await office.getByLabel('Số, ký hiệu').fill('1907');
	await office.getByRole('button', { name: 'Ghi đã ban hành' }).click();
	await expect(office.getByRole('link', { name: /Công văn lần 4/ })).toBeVisible();
	await expect(listed).toContainText('1907/UBND-KSTT');
	await expect.poll(async () => numberIn(head, 'bell')).toBeGreaterThan(told);
	await head.goto(`${url}/notices`);
	await head
		.locator('[data-notice="urging"] a')
		.filter({ hasText: '1907/UBND-KSTT' })
		.first()
		.click();
	await expect(head.getByRole('heading', { level: 1 })).toContainText('Công văn lần 4');
	await expect(head.locator('[data-letter]')).toHaveText(/số 1907\/UBND-KSTT ngày 20\/11\/2026/);
	await expect(head.locator('[data-count]')).toHaveAttribute('data-count', String(count));
	await expect(head.getByRole('link', { name: 'Nhắc lần 3' })).toBeVisible();
	await Promise.all([office, head, centre, watching].map(async (page) => page.context().close()));
});

test('the last rung: from the notice that the Chief of Office gets to the issued sheet for the leader', async ({
	browser
}) => {
	test.slow();
	const office = await signedIn(browser, 'office', '/notices');
	const rungs = office.locator('[data-notice="overdue_report"]');
	const digest = office.locator('[data-notice="digest"] a').first();
	await expect(rungs.or(digest).first()).toBeVisible({ timeout: 30_000 });
	if ((await rungs.count()) === 0) await digest.click();
	const rung = rungs.first();
	const task = /NV-\d+/.exec((await rung.textContent()) ?? '')?.[0] ?? '';
	await rung.getByRole('link').click();
	await expect(office).toHaveURL(/\/letters\/new\?kind=report/);
	const listed = office.locator('fieldset[data-table="tasksOverdue"]');
	await expect(listed.getByRole('checkbox')).toHaveCount(1);
	await expect(listed).toContainText(task);
	await office.getByRole('button', { name: 'Soạn dự thảo' }).click();
	await expect(office).toHaveURL(/\/letters\/CV-\d+$/);
	const sheet = office.locator('[data-sheet="letter"]');
	for (const said of ['PHIẾU BÁO CÁO', 'VĂN PHÒNG', 'Đồng chí Chủ tịch', 'CHÁNH VĂN PHÒNG']) {
		await expect(sheet).toContainText(said);
	}
	await expect(sheet).not.toContainText('TM. ỦY BAN NHÂN DÂN');
	const leader = await signedIn(browser, 'leader', new URL(office.url()).pathname);
	await expect(leader.locator('[data-sheet="letter"]')).toContainText('DỰ THẢO');
	await expect(office.locator('[data-live="live"]')).toBeAttached();
	await office.getByLabel('Số, ký hiệu').fill('88');
	await office.getByRole('button', { name: 'Ghi đã ban hành' }).click();
	await expect(sheet).toContainText('Số: 88/PBC-VP');
	// The leader, who has it open, sees it issued.
	await expect(leader.locator('[data-sheet="letter"]')).toContainText('Số: 88/PBC-VP');
	await expect(leader.locator('[data-sheet="annex"]')).toContainText(task);
	await Promise.all([office, leader].map(async (page) => page.context().close()));
});

test('who may not urge is offered none', async ({ browser }) => {
	const officer = await signedIn(browser, 'officer', '/dossiers');
	await expect(officer.getByRole('link', { name: 'Nhắc', exact: true })).toHaveCount(0);
	await officer.context().close();
});
