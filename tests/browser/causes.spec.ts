import {
	expect,
	test,
	type APIRequestContext,
	type Browser,
	type Locator,
	type Page
} from '@playwright/test';
import { accountOf, demoIn, ownApp, type OwnApp } from '../setup/own-app.ts';
import { signIn } from './ask.ts';

/** A Friday; the demo's feed is still, so that the numbers are those of this test. */
const CLOCK_START = '2026-11-20T15:00:00+07:00';
let own: OwnApp;

test.beforeAll(async () => {
	own = await ownApp({ CLOCK_START });
});
test.afterAll(async () => own.remove());

async function signedIn(browser: Browser, role: string, path: string): Promise<Page> {
	const { url } = own.app;
	const page = await (await browser.newContext()).newPage();
	page.setDefaultTimeout(20_000);
	await signIn(page, role, { demo: demoIn(own.dataDir), url });
	await page.goto(`${url}${path}`);
	await expect(page.locator('[data-live="live"]')).toBeAttached({ timeout: 30_000 });
	return page;
}

async function get<T>(request: APIRequestContext, path: string): Promise<T> {
	const answer = await request.get(`${own.app.url}/api/v1/${path}`, {
		headers: { authorization: `Bearer ${demoIn(own.dataDir).readKey}` }
	});
	expect(answer.status(), await answer.text()).toBe(200);
	return (await answer.json()) as T;
}

interface Unit {
	code: string;
	name: string;
}

interface Apologies {
	dossiers: number;
	standings: { without: number; noData: number };
	agencies: { code: string; since: string | null; dossiers: number }[];
}

/** In processing, their day was the 10th: the demo has none with such codes. */
async function sendOverdue(request: APIRequestContext, { code, name }: Unit): Promise<string[]> {
	const codes = [1, 2].map((n) => `${code}-261102-7000${n}`);
	const answer = await request.post(`${own.app.url}/api/v1/feed`, {
		headers: { authorization: `Bearer ${demoIn(own.dataDir).feedKey}` },
		data: {
			...{ session: 'test', madonvi: code, service: 'DongBoHoSoMC', isUpdating: 'False' },
			data: codes.map((MaHoSo) => ({
				...{ MaHoSo, MaTTHC: '1.004227', TenTTHC: 'Đăng ký biến động', MaLinhVuc: 'G13-DD01' },
				...{ TenLinhVuc: 'Đất đai', KenhThucHien: '1', LoaiDoiTuong: '1', DonViXuLy: name },
				...{ NgayTiepNhan: '20261102080000', NgayHenTra: '20261110170000', TrangThaiHoSo: '4' }
			}))
		}
	});
	expect(await answer.json()).toMatchObject({ error_code: '0', quarantined: [] });
	return codes;
}

async function declare(page: Page, cause: string, text: string): Promise<void> {
	const form = page.locator('[data-declare]').first();
	await form.locator('summary').click();
	await form.locator('select[name="cause"]').selectOption({ label: cause });
	await form.getByLabel(/Giải trình/).fill(text);
	await form.getByRole('button', { name: 'Khai nguyên nhân' }).click();
}

async function settle(page: Page, verdict: string, text: string): Promise<void> {
	const form = page.locator('[data-settle]');
	await form.locator('summary').click();
	await form.getByLabel(/Ghi chú/).fill(text);
	await form.getByRole('button', { name: verdict, exact: true }).click();
}

async function apologise(page: Page, number: string): Promise<void> {
	const form = page.locator('[data-record]');
	await form.locator('summary').click();
	await form.getByLabel('Số văn bản').fill(number);
	await form.getByLabel('Ngày ban hành').fill('2026-11-09');
	await form.getByLabel('Ngày hẹn mới (nếu có)').fill('2026-11-17');
	await form.getByRole('button', { name: 'Ghi nhận văn bản xin lỗi' }).click();
}

const standing = (page: Page): Locator => page.locator('[data-delays] [data-standing]');

test('a cause is declared, rejected, declared anew and confirmed; an opinion asked is answered; a letter of apology takes one from those without', async ({
	browser,
	request
}) => {
	test.slow();
	const { url } = own.app;
	const demo = demoIn(own.dataDir);
	const code = accountOf(demo, 'head').agency ?? '';
	const { agencies } = await get<{ agencies: Unit[] }>(request, 'overview');
	const unit = agencies.find((one) => one.code === code);
	const asked = agencies.find((one) => one.code !== code && /^Sở /.test(one.name));
	if (unit === undefined || asked === undefined) throw new Error('the demo has no such agencies');
	const [first = '', second = ''] = await sendOverdue(request, unit);

	const [head, centre, leader] = await Promise.all([
		signedIn(browser, 'head', `/dossiers/${first}`),
		signedIn(browser, 'centre', `/dossiers/${first}`),
		signedIn(browser, 'leader', `/agencies/${code}`)
	]);
	// Said by the agency; who settles it sees it come, and what was said stays beside what was decided.
	await declare(head, 'chờ ý kiến cấp trên, tập thể', 'Đã xin ý kiến ngày 12/11.');
	await expect(standing(centre)).toHaveAttribute('data-standing', 'declared');
	await settle(centre, 'Không chấp nhận', 'Chưa có văn bản xin ý kiến.');
	await expect(standing(head)).toHaveAttribute('data-standing', 'rejected');
	await declare(head, 'phối hợp giữa các cơ quan', 'Văn bản số 15/SNNMT.');
	await expect(standing(centre)).toHaveAttribute('data-standing', 'declared');
	await expect(centre.locator('[data-said]')).toHaveCount(3);
	await settle(centre, 'Xác nhận', '');
	await expect(standing(head)).toHaveAttribute('data-standing', 'confirmed');
	for (const page of [head, centre]) {
		const said = page.locator('[data-said]');
		await expect(said).toHaveCount(4);
		for (const [i, kind] of ['declared', 'rejected', 'declared', 'confirmed'].entries()) {
			await expect(said.nth(i)).toHaveAttribute('data-said', kind);
		}
		await expect(said.nth(1)).toContainText('Chưa có văn bản xin ý kiến.');
	}

	// An opinion asked of another body: recorded, waiting past its day, answered too late.
	const before = await get<{ asked: number }>(request, `consultations?body=${asked.code}`);
	const ask = head.locator('[data-ask]');
	await ask.locator('summary').click();
	await ask.locator('select[name="bodyKind"]').selectOption('department');
	await ask.getByLabel(/Cơ quan được hỏi/).fill(asked.name);
	await ask.getByLabel('Số văn bản').fill('15/SNNMT');
	await ask.getByLabel('Ngày hỏi').fill('2026-11-12');
	await ask.getByLabel('Hạn trả lời').fill('2026-11-16');
	await ask.getByRole('button', { name: 'Ghi nhận xin ý kiến' }).click();
	const opinion = head.locator('[data-consultation]');
	await expect(opinion).toContainText(asked.name);
	await expect(opinion).toContainText('quá hạn trả lời, chưa có trả lời');
	await expect(centre.locator('[data-consultation]')).toContainText('15/SNNMT');
	await opinion.locator('summary').click();
	await opinion.getByLabel('Ngày trả lời').fill('2026-11-18');
	await opinion.getByRole('button', { name: 'Đã trả lời' }).click();
	await expect(opinion).toContainText('đã trả lời sau hạn');
	await expect(centre.locator('[data-consultation]')).toContainText('trả lời ngày 18/11/2026');
	await centre.goto(`${url}/consultations?body=${asked.code}&standing=late&agency=${code}`);
	await expect(centre.locator(`[data-dossier="${first}"]`)).toContainText('đã trả lời sau hạn');
	expect((await get<{ asked: number }>(request, `consultations?body=${asked.code}`)).asked).toBe(
		before.asked + 1
	);

	// A letter, and the one new day that it gives. From the first on it can be said who is without.
	await apologise(head, '7/XL');
	await expect(head.locator('[data-apology-standing]')).toHaveAttribute(
		'data-apology-standing',
		'apologised'
	);
	await expect(head.locator('[data-apology]')).toContainText('hẹn lại 17/11/2026');
	const overdue = leader.locator('[data-late-kind="overdue"] [data-without]');
	await expect(overdue).toBeVisible();
	const { standings } = await get<Apologies>(request, `apologies?of=overdue&agency=${code}`);
	expect(standings.without).toBeGreaterThan(0);
	await expect(overdue).toHaveAttribute('data-without', String(standings.without));
	await head.goto(`${url}/dossiers/${second}`);
	await expect(head.locator('[data-live="live"]')).toBeAttached();
	await apologise(head, '8/XL');
	await expect(head.locator('[data-apology]')).toHaveCount(1);
	// Nobody loads the leader's page anew.
	await expect(overdue).toHaveAttribute('data-without', String(standings.without - 1));

	// Where no letters are recorded, nothing is said of their want.
	const late = await get<Apologies>(request, 'apologies?of=overdue');
	let silent: string | undefined;
	for (const one of late.agencies.filter(({ since, dossiers }) => since === null && dossiers > 0)) {
		const { dossiers, standings } = await get<Apologies>(
			request,
			`apologies?of=overdue&agency=${one.code}`
		);
		if (standings.noData === dossiers) silent = one.code;
	}
	if (silent === undefined) throw new Error('every agency of the demo records letters');
	await leader.goto(`${url}/apologies?of=overdue`);
	await expect(leader.locator(`[data-no-data="${silent}"]`)).toContainText('chưa có số liệu');
	await leader.goto(`${url}/agencies/${silent}`);
	await expect(leader.locator('[data-late-kind="overdue"]')).toContainText('chưa có số liệu');
});
