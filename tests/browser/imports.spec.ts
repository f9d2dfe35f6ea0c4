import { expect, test, type Page } from '@playwright/test';
import { xlsxSheet } from '#lib/server/exports/xlsx-sheet.ts';
import { accountOf } from '../setup/own-app.ts';
import { sharedDemo, signIn } from './ask.ts';

const SYSTEM = `Theo dõi nhiệm vụ ${Date.now() % 1_000_000}`;
const HEADERS = [
	...['Mã nhiệm vụ', 'Nội dung', 'Cơ quan chủ trì', 'Trạng thái', 'Ngày giao', 'Hạn xử lý'],
	'Ngày hoàn thành'
];

/** A spreadsheet as another software exports it; its headers stand on line 2. */
async function spreadsheet(...rows: string[][]) {
	const columns = HEADERS.map((title) => ({ title, width: 24 }));
	const pieces = xlsxSheet({ name: 'Nhiệm vụ', head: [], columns, rows });
	return {
		name: 'nhiem-vu.xlsx',
		mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
		buffer: Buffer.concat(await Array.fromAsync(pieces))
	};
}

async function keptTasks(page: Page): Promise<number> {
	const { key } = accountOf(sharedDemo(), 'office');
	const answer = await page.request.get(`/api/v1/tasks?origin=${encodeURIComponent(SYSTEM)}`, {
		headers: { authorization: `Bearer ${key}` }
	});
	expect(answer.status(), await answer.text()).toBe(200);
	return ((await answer.json()) as { total: number }).total;
}

test('tasks of another software come in by a spreadsheet: tried, mended, taken, and only once', async ({
	page
}) => {
	const lead = accountOf(sharedDemo(), 'head').agency ?? '';
	const good = [
		['NV-1', 'Rà soát quy hoạch', lead, 'Đang thực hiện', '02/11/2026', '30/11/2026', ''],
		['NV-2', 'Báo cáo kết quả năm', lead, 'Hoàn thành', '01/10/2026', '20/10/2026', '19/10/2026']
	];
	await signIn(page, 'office');
	await page.goto('/tasks');
	await page.getByRole('link', { name: 'Nhập từ phần mềm khác' }).click();
	await expect(page).toHaveURL(/\/tasks\/import$/);
	const [choose, attempt, take, told] = [
		page.getByLabel('Tệp', { exact: true }),
		page.getByRole('button', { name: 'Kiểm tra, chưa ghi' }),
		page.getByRole('button', { name: 'Ghi nhận tệp này' }),
		page.locator('[data-outcome]')
	];
	await page.getByLabel('Tên phần mềm theo dõi').fill(SYSTEM);

	await test.step('wrong lines are named by line and column, and nothing is kept', async () => {
		await choose.setInputFiles(
			await spreadsheet(
				...good,
				['NV-3', 'Kiểm tra thực địa', 'Sở Không Có', 'Đang thực hiện', '02/11/2026', '', ''],
				['NV-4', 'Họp giao ban', lead, 'Đang thực hiện', '02/11/2026', 'cuối năm', ''],
				['NV-5', 'Tổng kết năm', lead, 'Hoàn thành', '02/11/2026', '', '']
			)
		);
		await attempt.click();
		const wrong = page.locator('[data-errors] tbody tr');
		await expect(wrong).toHaveText([
			/^5\s*Cơ quan chủ trì/,
			/^6\s*Hạn xử lý/,
			/^7\s*Ngày hoàn thành/
		]);
		await expect(take).toHaveCount(0);
		expect(await keptTasks(page)).toBe(0);
	});

	await test.step('the mended file is tried without being kept, then taken', async () => {
		await choose.setInputFiles(await spreadsheet(...good));
		await expect(told).toHaveCount(0);
		await attempt.click();
		await expect(told).toHaveAttribute('data-outcome', 'tried');
		await expect(told).toContainText('2 mới');
		expect(await keptTasks(page)).toBe(0);
		await take.click();
		await expect(told).toHaveAttribute('data-outcome', 'taken');
		await expect(told).toContainText('2 mới');
		expect(await keptTasks(page)).toBe(2);
	});

	await test.step('the same file again does nothing', async () => {
		await attempt.click();
		await expect(told).toHaveAttribute('data-outcome', 'tried');
		await expect(told).toContainText('0 mới · 0 thay đổi · 2 không đổi');
		await take.click();
		await expect(told).toHaveAttribute('data-outcome', 'taken');
		await expect(told).toContainText('0 mới · 0 thay đổi · 2 không đổi');
		expect(await keptTasks(page)).toBe(2);
	});

	await told.getByRole('link', { name: 'Xem bảng nhiệm vụ' }).click();
	await expect(page).toHaveURL(/\/tasks$/);
});

test('nobody is led to the import who may not', async ({ page }) => {
	await signIn(page, 'head');
	await page.goto('/tasks');
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	await expect(page.getByRole('link', { name: 'Nhập từ phần mềm khác' })).toHaveCount(0);
	expect((await page.request.get('/tasks/import')).status()).toBe(403);
});
