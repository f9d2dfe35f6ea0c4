import { expect, test, type APIRequestContext, type Browser, type Page } from '@playwright/test';
import { accountOf, demoIn, ownApp, type OwnApp } from '../setup/own-app.ts';
import { signIn } from './ask.ts';

/** A Friday; the demo's feed is still, so that twelve are twelve. */
const CLOCK_START = '2026-11-20T15:00:00+07:00';
let own: OwnApp;

test.beforeAll(async () => {
	own = await ownApp({ CLOCK_START, DEMO_RATE: '0' });
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

interface Unit {
	code: string;
	name: string;
}

async function overdueOf(request: APIRequestContext, code: string): Promise<number> {
	const answer = await request.get(`${own.app.url}/api/v1/overview?agency=${code}`, {
		headers: { authorization: `Bearer ${demoIn(own.dataDir).readKey}` }
	});
	const { province } = (await answer.json()) as { province: { open: { overdue: number } } };
	return province.open.overdue;
}

/** As the source tells them: in processing past their day, or with the day on which they had ended. */
async function send(
	request: APIRequestContext,
	unit: Unit,
	serials: readonly number[],
	rest: Record<string, string> = {}
): Promise<void> {
	const answer = await request.post(`${own.app.url}/api/v1/feed`, {
		headers: { authorization: `Bearer ${demoIn(own.dataDir).feedKey}` },
		data: {
			...{ session: 'test', madonvi: unit.code, service: 'DongBoHoSoMC', isUpdating: 'False' },
			data: serials.map((serial) => ({
				...{ MaHoSo: `${unit.code}-261102-${serial}`, MaTTHC: '1.004227' },
				...{ TenTTHC: 'Đăng ký biến động', MaLinhVuc: 'G13-DD01', TenLinhVuc: 'Đất đai' },
				...{ KenhThucHien: '1', LoaiDoiTuong: '1', DonViXuLy: unit.name },
				...{ NgayTiepNhan: '20261102080000', NgayHenTra: '20261110170000', TrangThaiHoSo: '4' },
				...rest
			}))
		}
	});
	expect(await answer.json()).toMatchObject({ error_code: '0', quarantined: [] });
}

const TWELVE = Array.from({ length: 12 }, (_, i) => 80_001 + i);
const FOUR = TWELVE.slice(0, 4);

test('twelve overdue, four disputed and sent again by the source: eight on desk and wall, and the page keeps who and when', async ({
	browser,
	request
}) => {
	test.setTimeout(180_000);
	const { url } = own.app;
	const { agency } = accountOf(demoIn(own.dataDir), 'head');
	const code = agency ?? '';
	const overview = await request.get(`${url}/api/v1/overview`, {
		headers: { authorization: `Bearer ${demoIn(own.dataDir).readKey}` }
	});
	const { agencies } = (await overview.json()) as { agencies: Unit[] };
	const unit = agencies.find((one) => one.code === code);
	if (unit === undefined) throw new Error('the head has no agency');
	const before = await overdueOf(request, code);
	await send(request, unit, TWELVE);
	expect(await overdueOf(request, code)).toBe(before + 12);

	const leader = await signedIn(browser, 'leader', `/agencies/${code}`);
	const number = leader.locator('dd[data-figure="open.overdue"]');
	await expect(number).toHaveText(new RegExp(`^\\s*${before + 12}\\s*$`));
	// The demo has requests of its own.
	const disputed = await disputedOf(request, code);
	const centre = await signedIn(browser, 'centre', '/corrections');
	const waiting = await centre.locator('[data-request]').count();
	const wall = await (await browser.newContext()).newPage();
	await signIn(wall, 'leader', { demo: demoIn(own.dataDir), url });
	// The wall itself, which nobody loads again.
	await wall.setViewportSize({ width: 1920, height: 1080 });
	await wall.goto(`${url}/wall?scene=departments`);
	await expect(wall.locator('main')).toHaveAttribute('data-live', 'live', { timeout: 30_000 });

	const list = `/dossiers?figure=open.overdue&agency=${code}&q=${unit.code}-261102-800`;
	// The head chooses four of the list, with reason and evidence.
	const head = await signedIn(browser, 'head', list);
	await head.locator('[data-ask]').click();
	for (const serial of FOUR) {
		await head.getByRole('checkbox', { name: new RegExp(`261102-${serial}`) }).check();
	}
	await head.getByLabel('Vì sao đơn vị cho rằng chưa đúng').fill('Đã trả kết quả ngày 9/11.');
	await head.getByLabel(/Căn cứ/).fill('Sổ theo dõi hồ sơ số 12\nPhiếu trả kết quả');
	// A file waits on the device for the request that it is of.
	await head.locator('[data-choose]').setInputFiles({
		...{ name: 'phieu-tra-ket-qua.pdf', mimeType: 'application/pdf' },
		buffer: Buffer.from('%PDF-1.4 phiếu trả kết quả')
	});
	await head.locator('[data-send]').click();
	await expect(head.locator('[data-file-state="waiting"]')).toBeVisible();
	await head.getByRole('button', { name: 'Đề nghị cho hồ sơ đã chọn' }).click();
	await expect(head).toHaveURL(/\/corrections\/DC-\d+$/);
	const request4 = new URL(head.url()).pathname.split('/').at(-1) ?? '';
	await expect(head.locator('[data-outcome]')).toHaveAttribute('data-outcome', 'asked');
	await expect(head.getByText('Sổ theo dõi hồ sơ số 12')).toBeVisible();
	await expect(head.locator('[data-file-kept]')).toContainText('phieu-tra-ket-qua');
	await expect(head.locator('[data-file]')).toHaveCount(0);

	// At once and by itself: the mark beside the number, which stays.
	await expect(leader.locator(`[data-disputed="${disputed + 4}"]`).first()).toBeVisible();
	await expect(number).toHaveText(new RegExp(`^\\s*${before + 12}\\s*$`));
	await expect(centre.locator('[data-request]')).toHaveCount(waiting + 1);
	await leader.goto(`${url}/dossiers/${unit.code}-261102-${FOUR[0]}`);
	await expect(leader.locator(`[data-correction="${request4}"]`)).toContainText(
		'đơn vị đề nghị đính chính, đang rà soát'
	);
	await leader.goto(`${url}${list}`);
	await expect(leader.locator('tr [data-correction]')).toHaveCount(4);
	await leader.goto(url);
	await expect(
		leader.locator(`tr[data-agency="${code}"] [data-disputed="${disputed + 4}"]`)
	).toBeVisible();
	const row = wall.locator(`tr[data-agency="${code}"]`);
	const onWall = row.locator('td[data-aging]').first();
	await expect(row.locator(`[data-disputed="${disputed + 4}"]`)).toBeVisible();
	await expect(onWall).toHaveText(String(before + 12));

	// The centre agrees; nothing moves until the source has sent it again.
	await centre.locator(`[data-request="${request4}"] a`).click();
	await expect(centre.locator('[data-live="live"]')).toBeAttached();
	await expect(centre.locator('[data-file-kept]')).toContainText('phieu-tra-ket-qua');
	await expect(centre.locator('[data-choose]')).toHaveCount(0);
	await centre.getByLabel('Trả lời của Trung tâm').fill('Đề nghị đơn vị gửi lại bản tin.');
	await centre.getByRole('button', { name: 'Chấp nhận, yêu cầu nguồn gửi lại' }).click();
	await expect(centre.locator('[data-outcome]')).toHaveAttribute('data-outcome', 'accepted');
	await expect(head.locator('[data-outcome]')).toHaveAttribute('data-outcome', 'accepted');
	expect(await overdueOf(request, code)).toBe(before + 12);

	const ended = { NgayKetThucXuLy: '20261109100000', NgayTra: '20261109110000' };
	await send(request, unit, FOUR, { TrangThaiHoSo: '10', ...ended });
	await expect(head.locator('[data-outcome]')).toHaveAttribute('data-outcome', 'cured');
	expect(await overdueOf(request, code)).toBe(before + 8);
	await leader.goto(`${url}/agencies/${code}`);
	await expect(number).toHaveText(new RegExp(`^\\s*${before + 8}\\s*$`));
	expect(await disputedOf(request, code)).toBe(disputed);
	await expect(leader.locator(`[data-disputed="${disputed + 4}"]`)).toHaveCount(0);
	await expect(onWall).toHaveText(String(before + 8));
	await expect(row.locator('[data-disputed]')).toHaveCount(disputed === 0 ? 0 : 1);
	await expect(row.locator(`[data-disputed="${disputed + 4}"]`)).toHaveCount(0);

	// Who asked, who answered and when, and that nobody but the source put it right.
	await centre.goto(`${url}/corrections/${request4}`);
	const events = centre.locator('[data-event]');
	await expect(events).toHaveCount(3);
	for (const [i, kind] of ['asked', 'accepted', 'cured'].entries()) {
		await expect(events.nth(i)).toHaveAttribute('data-event', kind);
		await expect(events.nth(i)).toContainText('20/11/2026');
	}
	await Promise.all([leader, centre, head, wall].map(async (page) => page.context().close()));
});

/** As the API tells everybody who sees the number. */
async function disputedOf(request: APIRequestContext, code: string): Promise<number> {
	const answer = await request.get(`${own.app.url}/api/v1/corrections/marks`, {
		headers: { authorization: `Bearer ${demoIn(own.dataDir).readKey}` }
	});
	const { agencies } = (await answer.json()) as {
		agencies: { code: string; figure: string; dossiers: number }[];
	};
	const mark = agencies.find((one) => one.code === code && one.figure === 'open.overdue');
	return mark?.dossiers ?? 0;
}

test('who may not ask is offered no way to', async ({ browser }) => {
	const officer = await signedIn(browser, 'officer', '/dossiers');
	await expect(officer.locator('[data-ask]')).toHaveCount(0);
	await officer.context().close();
});
