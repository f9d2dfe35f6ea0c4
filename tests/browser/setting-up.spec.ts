import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import type { Overview } from '#lib/domain/reports/overview.ts';
import { codeOf } from '../accounts/factors.ts';
import { makeDataDir, removeDataDir, ROOT, startApp, type App } from '../setup/app.ts';

const PASSWORD = 'Thiết lập tỉnh mới 2026!';
const COMMUNE = 'Ủy ban nhân dân xã Suối Mơ 077';

let app: App;
test.beforeAll(async () => {
	app = await startApp(makeDataDir(), { DEMO: 'off' });
	await app.ready();
});
test.afterAll(async () => {
	await app.end();
	await removeDataDir(app.dataDir);
});

/** As `npm run account -- …` and `npm run key -- …` run it on the installation; what it prints. */
async function tool(name: 'account' | 'key', args: string[], input = ''): Promise<string> {
	const child = spawn(process.execPath, [join(ROOT, `src/entry/${name}.ts`), ...args], {
		cwd: ROOT,
		env: { ...process.env, DATA_DIR: app.dataDir, DEMO: 'off' },
		stdio: ['pipe', 'pipe', 'pipe']
	});
	let said = '';
	child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
	child.stderr.resume();
	child.stdin.end(input);
	const code = await new Promise<number | null>((ended) => child.once('close', ended));
	expect(code, said).toBe(0);
	return said.trim();
}

/** Makes an account and signs it in for the first time: a second factor is set on the way. */
async function firstSignIn(page: Page, role: string): Promise<void> {
	const email = `${role}@tinh-moi.example`;
	await tool(
		'account',
		['create', '--email', email, '--role', role, '--password-stdin'],
		`${PASSWORD}\n`
	);
	await page.goto(`${app.url}/sign-in`);
	await page.locator('input[name="email"]').fill(email);
	await page.locator('input[name="password"]').fill(PASSWORD);
	await page.locator('input[name="password"]').press('Enter');
	await expect(page).toHaveURL(/second-factor/);
	const secret = await page.locator('ol .select-all').innerText();
	await page.locator('form[action="?/set"] input[name="code"]').fill(codeOf(secret));
	await page.locator('form[action="?/set"] input[name="code"]').press('Enter');
	await page.locator('a.bg-accent').click();
	await expect(page).not.toHaveURL(/sign-in/);
}

/** 14 departments and 135 communes, as an office would list them; a province that does not exist. */
function agenciesFile(spoiled = false): string {
	const departments = Array.from({ length: 14 }, (_, i) => {
		const n = String(i + 1).padStart(2, '0');
		return [`H99.${n}`, `Sở Số ${n}`, `SS${n}`, 'Sở', '', 'x', `Sở Số ${n} tỉnh`];
	});
	const communes = Array.from({ length: 135 }, (_, i) => {
		const n = String(i + 1).padStart(3, '0');
		return [
			`H99.2${n}`,
			`Ủy ban nhân dân xã Suối Mơ ${n}`,
			`UBND xã Suối Mơ ${n}`,
			spoiled && i === 76 ? 'Hội' : 'UBND xã',
			'',
			'x',
			`xã Suối Mơ ${n}; UBND X. Suối Mơ ${n}`
		];
	});
	const header =
		'Mã cơ quan,Tên cơ quan,Tên viết tắt,Loại,Mã cơ quan cấp trên,Đầu mối,Tên gọi khác';
	return `\uFEFF${[header, ...[...departments, ...communes].map((cells) => cells.join(','))].join('\r\n')}`;
}

const PROCEDURES = [
	'Mã TTHC,Tên TTHC,Lĩnh vực,Thời hạn giải quyết,Hiệu lực từ',
	'1.004227,Đăng ký biến động quyền sử dụng đất,Đất đai,10 ngày làm việc,01/7/2025',
	'1.001193,Đăng ký khai sinh,Hộ tịch,Trong ngày,01/7/2025'
].join('\n');

async function choose(page: Page, name: string, text: string): Promise<void> {
	const file = { name, mimeType: 'text/csv', buffer: Buffer.from(text) };
	await page.locator('input[type="file"]').setInputFiles(file);
}

test('somebody new sets up a province of 149 agencies from files, and its first message finds its agency', async ({
	page,
	browser,
	request
}) => {
	test.setTimeout(180_000);
	await firstSignIn(page, 'admin');

	await page.goto(`${app.url}/settings`);
	const step = (name: string) => page.locator(`[data-step="${name}"]`);
	await expect(step('agencies')).toHaveAttribute('data-state', 'missing');
	await expect(step('procedures')).toHaveAttribute('data-state', 'missing');

	await test.step('a file with a fault is shown by row and column, and changes nothing', async () => {
		await step('agencies').getByRole('link').click();
		await page.locator('input[name="document"]').fill('12/QĐ-UBND ngày 02/01/2026');
		await page.locator('input[name="validFrom"]').fill('2026-01-01');
		await choose(page, 'co-quan.csv', agenciesFile(true));
		await page.getByRole('button', { name: 'Kiểm tra, chưa ghi' }).click();
		const fault = page.locator('[data-errors] tbody tr');
		await expect(fault).toHaveCount(1);
		await expect(fault).toContainText('92');
		await expect(fault).toContainText('Loại');
		await expect(page.getByRole('button', { name: 'Ghi nhận tệp này' })).toHaveCount(0);
	});

	await test.step('the mended file is tried, then taken in one go', async () => {
		await choose(page, 'co-quan.csv', agenciesFile());
		await page.getByRole('button', { name: 'Kiểm tra, chưa ghi' }).click();
		await expect(page.locator('[data-outcome="tried"]')).toContainText('149 thêm mới');
		await page.getByRole('button', { name: 'Ghi nhận tệp này' }).click();
		await expect(page.locator('[data-outcome="taken"]')).toContainText('149 thêm mới');
		await page.goto(`${app.url}/settings/agencies?q=suoi+mo+077`);
		await expect(page.getByRole('link', { name: COMMUNE })).toBeVisible();
	});

	await test.step('procedures come in by their own file', async () => {
		await page.goto(`${app.url}/settings`);
		await step('procedures').getByRole('link').click();
		await page.locator('input[name="source"]').fill('99/QĐ-UBND');
		await choose(page, 'thu-tuc.csv', PROCEDURES);
		await page.getByRole('button', { name: 'Kiểm tra, chưa ghi' }).click();
		await page.getByRole('button', { name: 'Ghi nhận tệp này' }).click();
		await expect(page.locator('.bg-early-ground')).toBeVisible();
	});

	await test.step('a threshold is decided, with its document', async () => {
		await page.goto(`${app.url}/settings/thresholds`);
		const late = page.locator('section', { has: page.locator('#t-late') });
		await late.locator('summary').click();
		await late.locator('input[name="value"]').fill('2,5');
		await late.locator('input[name="document"]').fill('20/TB-UBND');
		await late.getByRole('button', { name: 'Ghi nhận' }).click();
		await expect(late).toContainText('cao từ 2,5 %');
	});

	const key = await tool('key', ['create', '--name', 'Một cửa', '--scope', 'feed']);
	const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10).replace(/-/g, '');
	const answer = await request.post(`${app.url}/api/v1/feed`, {
		headers: { authorization: `Bearer ${key}` },
		data: {
			session: 'test',
			madonvi: 'H99.2077',
			service: 'DongBoHoSoMC',
			isUpdating: 'False',
			data: [
				{
					MaHoSo: `H99.2077-${today.slice(2)}-0001`,
					MaTTHC: '1.004227',
					TenTTHC: 'Đăng ký biến động quyền sử dụng đất',
					MaLinhVuc: 'G13-DD01',
					TenLinhVuc: 'Đất đai',
					KenhThucHien: '1',
					LoaiDoiTuong: '1',
					NgayTiepNhan: `${today}000100`,
					NgayHenTra: '20991231170000',
					TrangThaiHoSo: '4',
					DonViXuLy: 'UBND X. Suối Mơ 077'
				}
			]
		}
	});
	expect(await answer.json()).toMatchObject({ error_code: '0', accepted: 1, quarantined: [] });

	await test.step('the office sees it under its commune, and under no other', async () => {
		const office = await (await browser.newContext()).newPage();
		await firstSignIn(office, 'office');
		await office.goto(`${app.url}/`);
		const row = office.locator('tr[data-agency="H99.2077"]');
		await expect(row).toContainText(COMMUNE);
		const shown = await office.request.get(`${app.url}/api/v1/overview`);
		const { province, agencies } = (await shown.json()) as Overview;
		expect(agencies).toHaveLength(149);
		expect(province.received).toBe(1);
		expect(agencies.filter(({ own }) => own.received > 0).map(({ code }) => code)).toEqual([
			'H99.2077'
		]);
		await office.context().close();
	});

	await page.goto(`${app.url}/settings`);
	await expect(step('agencies')).toHaveAttribute('data-state', 'done');
	await expect(step('procedures')).toHaveAttribute('data-state', 'done');
	await expect(step('feed')).toHaveAttribute('data-state', 'done');
});
