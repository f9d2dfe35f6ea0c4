import { expect, test, type Page } from '@playwright/test';
import { FIGURES, figureOf, type Figure } from '#lib/domain/reports/tally.ts';
import { demoIn, ownApp, type OwnApp } from '../setup/own-app.ts';
import { overviewOf, signIn } from './ask.ts';

let own: OwnApp;

test.beforeAll(async () => {
	own = await ownApp({ CLOCK_START: '2026-11-20T15:00:00+07:00' });
});
test.afterAll(async () => own.remove());

/** The province's figures that a page shows, by name. */
async function provinceOn(page: Page): Promise<Record<string, number>> {
	const shown = await page
		.locator('[data-figure]')
		.evaluateAll((cells) =>
			cells.map((cell) => [
				cell.getAttribute('data-figure') ?? '',
				Number((cell.textContent ?? '').replace(/\D/g, ''))
			])
		);
	return Object.fromEntries(shown) as Record<string, number>;
}

test('two browsers and a wall stay equal to the overview through a restart', async ({
	browser,
	request
}) => {
	test.setTimeout(300_000);
	const demo = demoIn(own.dataDir);
	const { url } = own.app;
	const ask = { key: demo.readKey, url };
	const pages: Page[] = [];
	for (const [role, path] of [
		['leader', '/'],
		['centre', '/'],
		['office', '/wall']
	] as const) {
		const page = await (await browser.newContext()).newPage();
		await signIn(page, role, { demo, url });
		await page.goto(`${url}${path}`);
		pages.push(page);
	}

	const agree = (those: readonly Page[]) => async () => {
		const { province } = await overviewOf(request, '', ask);
		for (const page of those) {
			const shown = await provinceOn(page);
			const figures = FIGURES.filter((figure) => figure in shown);
			expect(figures.length).toBeGreaterThan(2);
			for (const figure of figures) {
				expect([figure, shown[figure]]).toEqual([figure, figureOf(province, figure as Figure)]);
			}
		}
	};
	const send = async (n: number) => {
		const code = `H21.06.20.10-261120-${n}`;
		const answer = await request.post(`${url}/api/v1/feed`, {
			headers: { authorization: `Bearer ${demo.feedKey}` },
			data: {
				session: 'test',
				madonvi: 'H21.06.20.10',
				service: 'DongBoHoSoMC',
				isUpdating: 'False',
				data: [
					{
						MaHoSo: code,
						MaTTHC: '1.004227',
						TenTTHC: 'Đăng ký biến động',
						MaLinhVuc: 'G13-DD01',
						TenLinhVuc: 'Đất đai',
						KenhThucHien: '1',
						LoaiDoiTuong: '1',
						NgayTiepNhan: '20261120080000',
						NgayHenTra: '20261119170000',
						TrangThaiHoSo: '4',
						DonViXuLy: 'Sở Nông nghiệp và Môi trường'
					}
				]
			}
		});
		expect(await answer.json()).toMatchObject({ error_code: '0', accepted: 1 });
	};

	const everywhere = async (desks: number) => {
		await expect(agree(pages.slice(0, 2))).toPass({ timeout: desks });
		// Scenes without the province's figures take their turn.
		await expect(agree(pages)).toPass({ timeout: 90_000 });
	};
	await everywhere(20_000);
	await send(10_001);
	await everywhere(10_000);

	await own.app.end();
	for (const page of pages.slice(0, 2))
		expect((await provinceOn(page))['open.overdue']).toBeGreaterThan(0);
	await own.restart({ CLOCK_START: '2026-11-20T15:10:00+07:00' });
	await send(10_002);
	await everywhere(60_000);
	await send(10_003);
	await everywhere(10_000);
});
