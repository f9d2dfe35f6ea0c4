import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { accountOf } from '../setup/own-app.ts';
import { sharedDemo, signIn } from './ask.ts';

const WCAG_22_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const LONG = 'Trần Thị Thanh Hương Nguyễn Hoàng Phương Thảo';
const DOCUMENT = '1234/QĐ-UBND ngày 3/11/2026';
/** Every run has people of its own: the province is shared. */
const RUN = Date.now().toString(36);

async function looksRight(page: Page, path: string): Promise<void> {
	await page.goto(path);
	await expect(page.locator('main h1')).toBeVisible();
	const { violations } = await new AxeBuilder({ page }).withTags(WCAG_22_AA).analyze();
	expect([path, violations.map(({ id, nodes }) => [id, nodes[0]?.target])]).toEqual([path, []]);
	const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
	expect([path, Math.max(0, wider)]).toEqual([path, 0]);
}

test('an administrator makes an account, ends its post, and hands a link out once', async ({
	page
}) => {
	await signIn(page, 'admin');
	await page.goto('/accounts/new');
	await expect(page.locator('[data-live="live"]')).toBeAttached({ timeout: 20_000 });
	await page.getByLabel('Họ và tên').fill(LONG);
	await page.getByLabel('Thư điện tử', { exact: true }).fill(`huong.${RUN}@gl.example`);
	await page.getByRole('combobox', { name: 'Vai trò' }).selectOption('head');
	await page.getByLabel('Mã cơ quan').fill(accountOf(sharedDemo(), 'officer').agency ?? '');
	await page.getByLabel('Văn bản').fill(DOCUMENT);
	await page.getByRole('button', { name: 'Lập tài khoản' }).click();
	const link = page.getByLabel(`Liên kết đăng nhập của ${LONG}`);
	await expect(link).toHaveValue(/\/sign-in\/link.+[\w-]{43}$/);
	await page.getByRole('link', { name: 'Mở trang tài khoản' }).click();
	await expect(page.getByRole('heading', { name: LONG })).toBeVisible();
	await expect(page.getByText('chưa có cách đăng nhập')).toBeVisible();
	await expect(page.getByText(DOCUMENT)).toBeVisible();
	await expect(link).toHaveCount(0);

	const posts = page.getByRole('region', { name: 'Vai trò' });
	await posts.getByText('Kết thúc vai trò').click();
	await posts.getByLabel('Văn bản').first().fill(DOCUMENT);
	await posts.getByRole('button', { name: 'Kết thúc' }).click();
	await expect(page.getByText('Đã kết thúc 1 vai trò.')).toBeVisible();

	await page.goto(`/accounts?q=tran thi thanh huong&state=no_post`);
	await expect(page.getByRole('link', { name: LONG }).first()).toBeVisible();
});

test('a file of accounts is tried, its faults are named, and taken; links come as a file once', async ({
	page
}) => {
	await signIn(page, 'admin');
	await page.goto('/accounts/import');
	const agency = accountOf(sharedDemo(), 'officer').agency ?? '';
	const file = (...lines: string[]) => ({
		name: 'tai-khoan.csv',
		mimeType: 'text/csv',
		buffer: Buffer.from(
			['Thư điện tử;Họ và tên;Vai trò;Mã cơ quan;Từ ngày;Văn bản', ...lines].join('\r\n')
		)
	});
	const good = [
		`vt.${RUN}@gl.example;Lê Văn A;Văn thư;${agency};1/7/2025;${DOCUMENT}`,
		`cv.${RUN}@gl.example;Lê Thị B;Chuyên viên;${agency};1/7/2025;${DOCUMENT}`
	];
	const choose = page.getByLabel('Tệp');
	await choose.setInputFiles(file(...good, `x.${RUN}@gl.example;Lê C;Văn thư;;1/7/2025;1/QĐ`));
	await page.getByRole('button', { name: 'Kiểm tra, chưa ghi' }).click();
	await expect(
		page.getByRole('row', { name: /4 Mã cơ quan vai trò này phải có cơ quan/ })
	).toBeVisible();
	await choose.setInputFiles(file(...good));
	await page.getByRole('button', { name: 'Kiểm tra, chưa ghi' }).click();
	await expect(page.getByText('Lập mới 2 tài khoản, giao 2 vai trò')).toBeVisible();
	await page.getByRole('button', { name: 'Ghi nhận tệp này' }).click();
	await expect(page.getByText('Đã nhập.')).toBeVisible();
	const download = page.waitForEvent('download');
	await page.getByRole('button', { name: 'Cấp liên kết và tải tệp' }).click();
	expect((await download).suggestedFilename()).toBe('lien-ket-dang-nhap.xlsx');
	await page.reload();
	await expect(page.getByRole('button', { name: 'Cấp liên kết và tải tệp' })).toHaveCount(0);
});

test('the API does the same, and tells a link once', async ({ request }) => {
	const { key } = accountOf(sharedDemo(), 'admin');
	const headers = { authorization: `Bearer ${key}` };
	const made = await request.post('/api/v1/accounts', {
		headers,
		data: {
			...{ email: `api.${RUN}@gl.example`, name: 'Qua API' },
			post: { role: 'inspector', validFrom: '2026-11-01', document: DOCUMENT }
		}
	});
	expect(made.status(), await made.text()).toBe(200);
	const { id }: { id: number } = await made.json();
	const ask = async () =>
		request.post(`/api/v1/accounts/${id}/links`, {
			headers: { ...headers, 'idempotency-key': `link-${RUN}` },
			data: {}
		});
	const first: { url: string | null } = await (await ask()).json();
	expect(first.url).toMatch(/[\w-]{43}$/);
	expect(await (await ask()).json()).toEqual({ ...first, url: null });
	const shown = await (await request.get(`/api/v1/accounts/${id}`, { headers })).json();
	expect(shown).toMatchObject({ enters: false, posts: [{ role: 'inspector', time: 'now' }] });
	const office = accountOf(sharedDemo(), 'office').key;
	const refused = await request.get('/api/v1/accounts', {
		headers: { authorization: `Bearer ${office}` }
	});
	expect(refused.status()).toBe(403);
	expect((await request.get('/api/v1/accounts/0', { headers })).status()).toBe(404);
});

for (const [name, viewport] of [
	['a desk', { width: 1366, height: 768 }],
	['a phone', { width: 390, height: 844 }]
] as const) {
	test(`the pages of accounts pass WCAG 2.2 AA as far as axe can tell, on ${name}`, async ({
		page
	}) => {
		await page.setViewportSize(viewport);
		await signIn(page, 'admin');
		await page.goto('/accounts?role=head');
		const first = page.locator('main a[href^="/accounts/"]:visible').last();
		const person = (await first.getAttribute('href')) ?? '';
		const paths = ['', '?q=khong-co-ai', '/new', '/import', '/roles'];
		for (const path of [...paths.map((one) => `/accounts${one}`), person]) {
			await looksRight(page, path);
		}
	});
}
