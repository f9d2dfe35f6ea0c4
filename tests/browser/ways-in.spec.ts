import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Browser, type Page } from '@playwright/test';
import { OPERATOR } from '#lib/domain/audit/entry.ts';
import { createAccount } from '#lib/server/accounts/manage.ts';
import { addressOfLink, issueLink } from '#lib/server/accounts/links.ts';
import { withTransaction, type Database } from '#lib/server/store/database.ts';
import { codeOf } from '../accounts/factors.ts';
import { aProvince } from '../makers/province.ts';
import { OIDC_CLIENT, openOidcServer, type OidcServer } from '../setup/oidc-server.ts';
import { openStage, type Stage } from '../setup/stage.ts';

/* Outside the demo: the second factor is asked, and the province's single sign-on is set. */

const PASSWORD = 'mat khau thu nghiem';
const PEOPLE = {
	chi: { email: 'chi@tinh.example', email_verified: true },
	binh: { email: 'binh@tinh.example', email_verified: true },
	ai: { email: 'ai@tinh.example', email_verified: true }
};
let server: OidcServer;
let stage: Stage;
let database: Database;
let url: string;
const ids = new Map<string, number>();

async function make(email: string, role: string): Promise<void> {
	const made = await createAccount(
		database,
		{ email, name: email, role, agencyCode: null, password: PASSWORD },
		OPERATOR
	);
	if (!made.accepted) throw new Error(made.refusal.code);
	ids.set(email, made.value);
}

test.beforeAll(async () => {
	test.setTimeout(180_000);
	server = await openOidcServer(PEOPLE);
	stage = await openStage(aProvince(), {
		OIDC_ISSUER: server.issuer,
		OIDC_CLIENT_ID: OIDC_CLIENT.id,
		OIDC_CLIENT_SECRET: OIDC_CLIENT.secret
	});
	({ database } = stage);
	({ url } = stage.app);
	server.serve(url);
	await make('lan@tinh.example', 'leader');
	await make('minh@tinh.example', 'office');
	await make('chi@tinh.example', 'centre');
	await make('binh@tinh.example', 'inspector');
	await make('hoa@tinh.example', 'centre');
});
test.afterAll(async () => {
	await stage.close();
	await server.close();
});

async function passes(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page })
		.withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
		.analyze();
	const found = violations.map(({ id, nodes }) => [id, nodes[0]?.target]);
	expect([page.url(), found]).toEqual([page.url(), []]);
}

async function signIn(page: Page, email: string, password = PASSWORD): Promise<void> {
	await page.goto(`${url}/sign-in`);
	await page.getByLabel('Thư điện tử').fill(email);
	await page.getByLabel('Mật khẩu').fill(password);
	await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
}

/** Sets the factor that is offered. @returns its secret */
async function setFactor(page: Page): Promise<string> {
	await expect(page.getByRole('heading', { name: 'Thiết lập xác thực bước hai' })).toBeVisible();
	const secret = (await page.locator('.select-all').textContent()) ?? '';
	await page.getByLabel('Mã 6 chữ số').fill(codeOf(secret));
	await page.getByRole('button', { name: 'Thiết lập và tiếp tục' }).click();
	await expect(page.getByRole('heading', { name: 'Mã dự phòng' })).toBeVisible();
	return secret;
}

async function elsewhere(browser: Browser): Promise<Page> {
	return (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage();
}

test('a leader sets a second factor at the first sign-in, and is asked for it elsewhere', async ({
	page,
	browser
}) => {
	await signIn(page, 'lan@tinh.example');
	await passes(page);
	const secret = await setFactor(page);
	await passes(page);
	await expect(page.locator('li.select-all')).toHaveCount(10);
	const [recovery = ''] = await page.locator('li.select-all').allTextContents();
	await page.getByRole('link', { name: 'Tiếp tục' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();

	const phone = await elsewhere(browser);
	await signIn(phone, 'lan@tinh.example');
	await passes(phone);
	await phone.getByLabel('Mã 6 chữ số').fill('000000');
	await phone.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
	await expect(phone.getByRole('alert')).toContainText('Mã không đúng');
	await phone.getByLabel('Mã 6 chữ số').fill(codeOf(secret, 1));
	await phone.getByLabel('Không hỏi lại trên thiết bị này trong 30 ngày').check();
	await phone.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
	await expect(phone).not.toHaveURL(/sign-in/);
	await phone.context().clearCookies({ name: 'don-doc.session' });
	await signIn(phone, 'lan@tinh.example');
	await expect(phone).not.toHaveURL(/sign-in/);

	// Another browser, without the telephone.
	const other = await elsewhere(browser);
	await signIn(other, 'lan@tinh.example');
	await other.getByText('Không có điện thoại?').click();
	await other.getByLabel('Mã dự phòng').fill(recovery);
	await other.getByRole('button', { name: 'Dùng mã dự phòng' }).click();
	await expect(other).not.toHaveURL(/sign-in/);
});

test('a link opens once, and its secret is never in an address that is sent', async ({
	page,
	browser
}) => {
	const { token } = await withTransaction(database, async ({ sql }) =>
		issueLink(sql, ids.get('minh@tinh.example') ?? 0, OPERATOR)
	);
	const sent: string[] = [];
	page.on('request', (request) => sent.push(request.url(), request.headers().referer ?? ''));
	await page.goto(addressOfLink(url, token));
	await expect(page.getByRole('heading', { name: 'Chọn mật khẩu' })).toBeVisible();
	await passes(page);
	const choose = async (password: string, again = password) => {
		await page.getByLabel('Mật khẩu mới', { exact: true }).fill(password);
		await page.getByLabel('Nhập lại mật khẩu mới').fill(again);
		await page.getByRole('button', { name: 'Đặt mật khẩu và đăng nhập' }).click();
	};
	await choose('Vietnam@2026');
	await expect(page.getByRole('alert')).toContainText('dễ đoán');
	await choose('một câu thật dài', 'một câu khác hẳn');
	await expect(page.getByRole('alert')).toContainText('không giống nhau');
	await choose('một câu thật dài');
	await setFactor(page);
	expect(sent.filter((address) => address.includes(token))).toEqual([]);
	await page.goBack();
	expect(page.url()).not.toContain(token);

	const late = await elsewhere(browser);
	await late.goto(addressOfLink(url, token));
	await expect(late.getByRole('alert')).toContainText('Liên kết này đã dùng');
	await late.goto(`${url}/sign-in/link`);
	await expect(late.getByRole('alert')).toContainText('chưa đủ');
});

test('somebody ends their other session, changes the password and signs out everywhere', async ({
	page,
	browser
}) => {
	await signIn(page, 'hoa@tinh.example');
	await expect(page).not.toHaveURL(/sign-in/);
	const phone = await elsewhere(browser);
	await signIn(phone, 'hoa@tinh.example');
	await expect(phone).not.toHaveURL(/sign-in/);

	await page.getByRole('button', { name: 'Tài khoản: hoa@tinh.example' }).click();
	await page.getByRole('menuitem', { name: 'Tài khoản của tôi' }).click();
	await expect(page.getByRole('heading', { name: 'Tài khoản của tôi' })).toBeVisible();
	await expect(page.getByText('Từ 1/7/2025')).toBeVisible();
	await passes(page);
	await page.getByRole('button', { name: /^Kết thúc phiên/ }).click();
	await expect(page.getByText('· phiên này')).toBeVisible();
	await expect(page.getByRole('button', { name: /^Kết thúc phiên/ })).toHaveCount(0);
	await expect(phone).toHaveURL(/sign-in/, { timeout: 20_000 });

	const change = async (current: string) => {
		await page.getByLabel('Mật khẩu hiện tại').fill(current);
		await page.getByLabel('Mật khẩu mới', { exact: true }).fill('một câu thật dài');
		await page.getByLabel('Nhập lại mật khẩu mới').fill('một câu thật dài');
		await page.getByRole('button', { name: 'Đổi mật khẩu' }).click();
	};
	await change('khong phai mat khau');
	await expect(page.getByRole('alert')).toContainText('không đúng');
	await change(PASSWORD);
	await expect(page.getByRole('status').filter({ hasText: 'Đã đổi mật khẩu' })).toBeVisible();

	await page.goto(`${url}/account/second-factor`);
	await passes(page);
	const secret = (await page.locator('.select-all').textContent()) ?? '';
	await page.getByLabel('Mã 6 chữ số của điện thoại mới').fill(codeOf(secret));
	await page.getByLabel('Mật khẩu hiện tại').fill('một câu thật dài');
	await page.getByRole('button', { name: 'Thiết lập' }).click();
	await expect(page.getByRole('heading', { name: 'Mã dự phòng' })).toBeVisible();

	await page.goto(`${url}/account`);
	await page.getByRole('button', { name: 'Đăng xuất mọi nơi' }).click();
	await expect(page).toHaveURL(/sign-in/);
	await signIn(page, 'hoa@tinh.example', 'một câu thật dài');
	await expect(page.getByRole('heading', { name: 'Xác thực bước hai' })).toBeVisible();
});

test.describe('the province’s single sign-on', () => {
	async function comeBy(page: Page, name: string): Promise<void> {
		await page.goto(`${url}/charts`);
		await page.getByRole('link', { name: 'Đăng nhập bằng tài khoản của tỉnh' }).click();
		await expect(page).toHaveURL(new RegExp(server.issuer));
		await page.locator('input[name="login"]').fill(name);
		await page.locator('input[name="password"]').fill('x');
		await page.locator('button[type="submit"]').click();
		await page.getByRole('button', { name: 'Continue' }).click();
	}

	test('lets in whose address it vouches for, and knows them by their subject afterwards', async ({
		page,
		browser
	}) => {
		await page.goto(`${url}/sign-in`);
		await passes(page);
		await comeBy(page, 'chi');
		await expect(page).toHaveURL(`${url}/charts`);
		const [kept] = await database.sql`
			select subject from accounts where email = 'chi@tinh.example'`;
		expect(kept).toEqual({ subject: `${server.issuer} chi` });
		await database.sql`
			update accounts set email = 'chi.moi@tinh.example' where email = 'chi@tinh.example'`;
		const again = await elsewhere(browser);
		await comeBy(again, 'chi');
		await expect(again).toHaveURL(`${url}/charts`);
	});

	test('asks for our second factor where the provider showed none', async ({ page }) => {
		await comeBy(page, 'binh');
		await setFactor(page);
		await page.getByRole('link', { name: 'Tiếp tục' }).click();
		await expect(page).toHaveURL(`${url}/charts`);
	});

	test('makes nobody an account, and takes no answer that this browser did not ask for', async ({
		page
	}) => {
		await comeBy(page, 'ai');
		await expect(page.getByRole('alert')).toContainText('chưa được cấp quyền trong Đôn Đốc');
		await passes(page);
		const [count] = await database.sql`
			select count(*) as n from accounts where email = 'ai@tinh.example'`;
		expect(count).toEqual({ n: 0 });
		await page.goto(`${url}/sign-in/callback/oidc?code=forged&state=forged&iss=${server.issuer}`);
		await expect(page.getByRole('alert')).toContainText('chưa xác nhận');
	});
});
