import { expect, test, type Browser, type Page } from '@playwright/test';
import { accountOf } from '../setup/own-app.ts';
import { sharedDemo, signIn } from './ask.ts';

const PDF = Buffer.from('%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n');
let numbers = 0;

/** Two heads of different agencies: the one does the work, the other's agency follows it. */
function heads() {
	const [lead, tracker] = sharedDemo().accounts.filter(({ role }) => role === 'head');
	if (lead?.agency == null || tracker?.agency == null) throw new Error('the demo has two heads');
	return { lead, tracker, leadAgency: lead.agency, trackerAgency: tracker.agency };
}

/** A document with tasks for the lead, issued by the office; the tasks' codes. */
async function issue(
	page: Page,
	tasks: readonly { text: string; due: string | null }[]
): Promise<{ number: string; codes: string[] }> {
	const { leadAgency, trackerAgency } = heads();
	const number = `${9000 + (Date.now() % 900_000) + (numbers += 1)}/UBND-TH`;
	const answer = await page.request.post('/api/v1/directives', {
		headers: { authorization: `Bearer ${accountOf(sharedDemo(), 'office').key}` },
		data: {
			...{ type: 'công văn', number, issuedOn: '2026-11-20', issuer: 'UBND tỉnh' },
			...{ subject: 'Khắc phục hồ sơ quá hạn' },
			tasks: tasks.map(({ text, due }, n) => ({
				...{ path: String(n + 1), text, lead: leadAgency, tracker: trackerAgency, due },
				dueFrom: due === null ? null : 'document'
			}))
		}
	});
	expect(answer.status(), await answer.text()).toBe(200);
	return { number, codes: ((await answer.json()) as { tasks: string[] }).tasks };
}

async function as(browser: Browser, email: string, path: string, phone = false): Promise<Page> {
	const context = await browser.newContext(
		phone ? { viewport: { width: 390, height: 844 }, hasTouch: true } : {}
	);
	const page = await context.newPage();
	const { accounts, ...rest } = sharedDemo();
	const account = accounts.find((one) => one.email === email);
	if (account === undefined) throw new Error(email);
	await signIn(page, account.role, { demo: { ...rest, accounts: [account] } });
	await page.goto(path);
	await live(page);
	return page;
}
const live = async (page: Page) =>
	expect(page.locator('[data-live="live"]').first()).toBeAttached({ timeout: 20_000 });
const state = (page: Page) => page.locator('main p[data-state]');

async function does(
	page: Page,
	kind: string,
	fill: (form: ReturnType<Page['locator']>) => unknown
) {
	const act = page.locator(`[data-act="${kind}"]`);
	await act.locator('summary').click();
	await fill(act);
	await act.locator('form button').click();
	await expect(page).toHaveURL(new RegExp(`done=${kind}$`));
	await expect(page.locator('[data-saved]')).toBeVisible();
}

test('a task lives from its document to tồn tại tái diễn, and three people see each move at once', async ({
	browser,
	page
}) => {
	test.setTimeout(180_000);
	const { lead, tracker } = heads();
	const head = await as(browser, lead.email, '/tasks/inbox', true);
	const {
		number,
		codes: [code = '', other = '']
	} = await issue(page, [
		{ text: 'Báo cáo số hồ sơ quá hạn của từng đơn vị', due: '2026-11-30' },
		{ text: 'Rà soát quy trình nội bộ', due: null }
	]);

	// The head's open inbox shows it without being loaded again, and takes the whole document up at once.
	const waiting = head.locator('[data-inbox="documents"] li', { hasText: number });
	await expect(waiting).toBeVisible();
	const office = await as(browser, accountOf(sharedDemo(), 'office').email, `/tasks/${code}`);
	const verifier = await as(browser, tracker.email, `/tasks/${code}`);
	await waiting.getByRole('button', { name: 'Xác nhận đã tiếp nhận cả văn bản' }).click();
	await expect(waiting).toBeHidden();
	for (const open of [office, verifier]) {
		await expect(state(open)).toHaveAttribute('data-state', 'acknowledged');
	}
	await head.goto(`/tasks/${other}`);
	await expect(state(head)).toHaveAttribute('data-state', 'acknowledged');

	await head.goto(`/tasks/${code}`);
	await live(head);
	await does(head, 'assigned_inside', async (act) => {
		await act.locator('[name="unit"]').fill('Văn phòng Sở');
		await act.locator('[name="officer"]').fill('Nguyễn Thị Mẫu');
	});
	await expect(head.getByText('Nguyễn Thị Mẫu')).toBeVisible();
	for (const open of [office, verifier]) {
		await expect(open.getByText('Văn phòng Sở')).toBeVisible();
		await expect(open.getByText('Nguyễn Thị Mẫu')).toHaveCount(0);
	}

	await does(head, 'progressed', async (act) =>
		act.locator('[name="text"]').fill('Đã rà soát 4 trong 6 phòng')
	);
	await expect(verifier.getByText('Đã rà soát 4 trong 6 phòng')).toBeVisible();
	await does(head, 'extension_asked', async (act) => {
		await act.locator('[name="until"]').fill('2026-12-04');
		await act.locator('[name="reason"]').fill('Chờ số liệu của hai phòng');
	});
	await expect(office.locator('[data-act="extension_decided"]')).toBeVisible();
	await does(office, 'extension_decided', async (act) => {
		await act.getByLabel('Đồng ý gia hạn').check();
		await act.locator('[name="document"]').fill('12/UBND-TH ngày 20/11/2026');
	});
	for (const open of [head, verifier]) {
		await expect(open.locator('[data-due="2026-12-04"]')).toBeVisible();
	}

	// A program under another name is refused; what was typed stays.
	const hand = async (name: string, buffer: Buffer) => {
		const act = head.locator('[data-act="submitted"]');
		if (!(await act.locator('form').isVisible())) await act.locator('summary').click();
		await act.locator('[data-choose]').setInputFiles({ name, mimeType: 'application/pdf', buffer });
		return act;
	};
	const handIn = async (name: string, buffer: Buffer) => {
		const act = await hand(name, buffer);
		await act.locator('[data-send]').click();
		await expect(act.locator('[data-file-state="saved"]')).toContainText('Đã lưu');
		await act.locator('form button').click();
	};
	const program = await hand('bao-cao.pdf', Buffer.from('MZ\u0090 a program'));
	await expect(program.locator('[data-fault]')).toContainText('bao-cao.pdf');
	await expect(state(office)).toHaveAttribute('data-state', 'in_progress');
	await handIn('Báo cáo.pdf', PDF);
	await expect(state(verifier)).toHaveAttribute('data-state', 'submitted');

	// What the verifier is typing is not lost when the office moves the task meanwhile.
	const back = verifier.locator('[data-act="sent_back"]');
	await back.locator('summary').click();
	await back.locator('[name="reason"]').fill('Thiếu phụ lục');
	const [download] = await Promise.all([
		verifier.waitForEvent('download'),
		verifier
			.getByRole('link', { name: /Báo cáo\.pdf/ })
			.first()
			.click()
	]);
	expect(download.suggestedFilename()).toBe('Báo cáo.pdf');
	await expect(back.locator('[name="reason"]')).toHaveValue('Thiếu phụ lục');
	await back.locator('form button').click();
	await expect(state(head)).toHaveAttribute('data-state', 'in_progress');
	await expect(head.getByText('Thiếu phụ lục')).toBeVisible();
	await handIn('Báo cáo.pdf', PDF);
	await expect(state(verifier)).toHaveAttribute('data-state', 'submitted');
	await does(verifier, 'verified', async (act) => act.locator('[name="confirmed"]').check());
	for (const open of [head, office]) {
		await expect(state(open)).toHaveAttribute('data-state', 'done');
	}
	await does(verifier, 'reopened', async (act) =>
		act.locator('[name="reason"]').fill('Lại có hồ sơ quá hạn chưa báo cáo')
	);
	for (const open of [head, office]) {
		await expect(state(open)).toHaveAttribute('data-state', 'in_progress');
		await expect(open.getByText('tồn tại tái diễn, lần 1')).toBeVisible();
	}
	for (const open of [head, office, verifier]) await open.context().close();
});

test('T33 who comes second is told what happened, and keeps what they typed', async ({
	browser,
	page
}) => {
	const { lead } = heads();
	const { codes } = await issue(page, [{ text: 'Báo cáo kết quả', due: '2026-11-27' }]);
	const office = await as(browser, accountOf(sharedDemo(), 'office').email, `/tasks/${codes[0]}`);
	const form = office.locator('[data-act="paused"]');
	await form.locator('summary').click();
	await form.locator('[name="reason"]').fill('Chờ ý kiến của Bộ');
	const acted = await page.request.post(`/api/v1/tasks/${codes[0]}/acts`, {
		headers: { authorization: `Bearer ${lead.key}` },
		data: { kind: 'correction_asked', reason: 'Không thuộc chức năng' }
	});
	expect(acted.status(), await acted.text()).toBe(200);
	await expect(form.getByText('vừa thay đổi nên việc này không còn làm được')).toBeVisible();
	await expect(form.locator('[name="reason"]')).toHaveValue('Chờ ý kiến của Bộ');
	await expect(form.locator('form button')).toBeDisabled();
	await expect(form.getByText('Đề nghị điều chỉnh')).toBeVisible();
	await office.context().close();
});

test('each number of the board is of a list of exactly that many', async ({ page }) => {
	await issue(page, [{ text: 'Rà soát', due: null }]);
	await signIn(page, 'office');
	await page.goto('/tasks');
	const numbersShown = await page
		.locator('[data-task-figure]')
		.evaluateAll((links) =>
			links.map((link) => [
				link.getAttribute('href') ?? '',
				Number((link.textContent ?? '').replace(/\D/g, ''))
			])
		);
	expect(numbersShown.length).toBeGreaterThan(10);
	for (const [href, n] of numbersShown) {
		await page.goto(String(href));
		await expect(page.locator('[data-total]'), String(href)).toHaveAttribute(
			'data-total',
			String(n)
		);
	}
});

test('on a phone nothing lies beside the screen', async ({ browser, page }) => {
	const { lead } = heads();
	const { codes } = await issue(page, [
		{ text: `Rà soát ${'các thủ tục hành chính thuộc thẩm quyền '.repeat(12)}`, due: '2026-11-24' }
	]);
	const phone = await as(browser, lead.email, '/tasks/inbox', true);
	for (const path of ['/tasks/inbox', '/tasks', '/tasks?view=directive', `/tasks/${codes[0]}`]) {
		await phone.goto(path);
		const wider = await phone.evaluate(
			() => document.documentElement.scrollWidth - document.documentElement.clientWidth
		);
		expect(wider, path).toBeLessThanOrEqual(0);
	}
	await phone.context().close();
});
