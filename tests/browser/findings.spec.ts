import { createHash } from 'node:crypto';
import { expect, test, type Browser, type Page } from '@playwright/test';
import { aJpeg } from '../evidence/files.ts';
import { accountOf } from '../setup/own-app.ts';
import { sharedDemo, signIn } from './ask.ts';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const head = () => accountOf(sharedDemo(), 'head');

async function as(browser: Browser, role: string, path: string, phone = false): Promise<Page> {
	const context = await browser.newContext(phone ? PHONE : {});
	const page = await context.newPage();
	await signIn(page, role);
	await page.goto(path);
	await live(page);
	return page;
}
const live = async (page: Page) =>
	expect(page.locator('[data-live="live"]').first()).toBeAttached({ timeout: 20_000 });
const state = (page: Page) => page.locator('main [data-state]').first();

/** A dossier of the head's agency. */
async function dossierOf(page: Page): Promise<string> {
	const answer = await page.request.get(
		`/api/v1/dossiers?agency=${encodeURIComponent(head().agency ?? '')}&limit=1`,
		{ headers: { authorization: `Bearer ${sharedDemo().readKey}` } }
	);
	expect(answer.status(), await answer.text()).toBe(200);
	const { items } = (await answer.json()) as { items: { code: string }[] };
	return items[0]?.code ?? '';
}
/** How many findings of the dossier have these words. */
async function loggedOf(page: Page, dossier: string, text: string): Promise<number> {
	const answer = await page.request.get(`/api/v1/findings?dossier=${encodeURIComponent(dossier)}`, {
		headers: { authorization: `Bearer ${accountOf(sharedDemo(), 'inspector').key}` }
	});
	const { items } = (await answer.json()) as { items: { text: string }[] };
	return items.filter((item) => item.text === text).length;
}
async function does(
	page: Page,
	kind: string,
	fill: (form: ReturnType<Page['locator']>) => Promise<unknown>
): Promise<void> {
	const act = page.locator('details', { has: page.locator(`summary[data-act="${kind}"]`) });
	await act.locator('summary').click();
	await fill(act);
	await act.locator('[data-act-send]').click();
	await expect(page).toHaveURL(new RegExp(`done=${kind}$`));
	await live(page);
}

test('an inspector with a phone logs a finding in three taps from the page of a dossier', async ({
	browser,
	page
}) => {
	const dossier = await dossierOf(page);
	const phone = await as(browser, 'inspector', `/dossiers/${encodeURIComponent(dossier)}`, true);
	let taps = 0;
	const tap = async (what: ReturnType<Page['locator']>) => {
		await what.tap();
		taps += 1;
	};
	await tap(phone.locator('[data-log-finding]'));
	await live(phone);
	await tap(phone.locator('label', { has: phone.locator('[value="F08"]') }));
	await tap(phone.locator('[data-send]'));
	await expect(phone).toHaveURL(/\/findings\/TT-\d+\?done=logged/);
	expect(taps).toBeLessThanOrEqual(3);
	await expect(phone.locator('[data-link="dossier"]')).toContainText(dossier);
	await phone.context().close();
});

/** A picture of one point: what a camera makes of a receipt is the browser's to read. */
const PICTURE = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
	'base64'
);

test('the code of a dossier is scanned off its receipt, or typed; of an identity card nothing is taken', async ({
	browser,
	page
}) => {
	const dossier = await dossierOf(page);
	const phone = await as(browser, 'inspector', '/findings', true);
	// The machines of tests have no detector of their own.
	await phone.addInitScript((code) => {
		const read = ['079123456789|Nguyễn Văn A', `https://example.test/?ma=${code}`];
		const detect = async () => Promise.resolve([{ rawValue: read.shift() }]);
		Object.assign(globalThis, {
			BarcodeDetector: class {
				detect = detect;
			}
		});
	}, dossier);
	await phone.goto('/findings/new?category=F06');
	await live(phone);
	const taking = phone.locator('[data-scan] input');
	await taking.setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: PICTURE });
	await expect(phone.getByText('Không đọc được mã hồ sơ trong ảnh')).toBeVisible();
	await expect(phone.getByLabel(/^Mã hồ sơ/)).toHaveValue('');
	await taking.setInputFiles({ name: 'b.png', mimeType: 'image/png', buffer: PICTURE });
	await expect(phone).toHaveURL(new RegExp(`dossier=${dossier.replaceAll('.', '\\.')}`));
	await expect(phone.locator('main')).toContainText(dossier);
	await expect(phone.locator('[value="F06"]')).toBeChecked();
	await expect(phone.locator('[data-unknown]')).toHaveCount(0);

	await phone.goto('/findings/new');
	await phone.getByLabel(/^Mã hồ sơ/).fill('H21.06-261120-99999');
	await phone.getByRole('button', { name: 'Chọn', exact: true }).tap();
	await expect(phone.locator('[data-unknown]')).toBeVisible();
	await phone.context().close();
});

test('what was typed and photographed outlives a dead network and a reload, and is logged once', async ({
	browser,
	page
}) => {
	const dossier = await dossierOf(page);
	const path = `/findings/new?dossier=${encodeURIComponent(dossier)}`;
	const text = `Sai ngày hẹn trả ${Date.now()}`;
	const phone = await as(browser, 'inspector', path, true);
	await phone.locator('label', { has: phone.locator('[value="F13"]') }).tap();
	await phone.locator('[name="text"]').fill(text);
	const photo = aJpeg({ gps: true, tail: 5 });
	await phone
		.locator('[data-take]')
		.setInputFiles({ name: 'niem-yet.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(photo) });
	await phone.locator('[data-review] [data-send]').tap();
	await expect(phone.locator('[data-file-state="waiting"]')).toContainText('niem-yet.jpg');
	// Typed, and loaded again before anything was sent.
	await phone.goto(path);
	await live(phone);
	await expect(phone.locator('[name="text"]')).toHaveValue(text);
	await expect(phone.locator('[value="F13"]')).toBeChecked();
	await expect(phone.locator('[data-file-state="waiting"]')).toContainText('niem-yet.jpg');
	// The server has it and the answer is lost: sent again, it is the same finding.
	let sent = 0;
	await phone.route('**/findings/new**', async (route) => {
		if (route.request().method() !== 'POST') return route.fallback();
		sent += 1;
		if (sent === 1) return route.abort();
		if (sent > 2) return route.fallback();
		await route.fetch();
		return route.abort();
	});
	await phone.locator('[data-send]').tap();
	await expect(phone.locator('[data-waiting]')).toBeVisible();
	await expect(phone.locator('[name="text"]')).toHaveValue(text);
	await expect(phone).toHaveURL(/\/findings\/TT-\d+\?done=logged/, { timeout: 30_000 });
	expect(sent).toBeGreaterThan(2);
	expect(await loggedOf(page, dossier, text)).toBe(1);
	// The photo has waited on the device for the finding to be there: now it is of it, without its place.
	const kept = phone.locator('[data-file-kept]');
	await expect(kept).toContainText('niem-yet.jpg', { timeout: 20_000 });
	await expect(phone.locator('[data-file]')).toHaveCount(0);
	await kept.locator('a.figures').tap();
	const arrived = createHash('sha256')
		.update(aJpeg({ gps: false, tail: 5 }))
		.digest('hex');
	await expect(phone.locator('[data-receipt]')).toHaveText(arrived);
	await expect(phone.getByText('trùng nhau')).toBeVisible();
	await phone.context().close();
});

test('a finding goes from its record to the watch, and inspector, office and head see each step at once', async ({
	browser
}) => {
	test.slow();
	const inspector = await as(browser, 'inspector', '/findings/new');
	await inspector.locator('label', { has: inspector.locator('[value="F06"]') }).click();
	await inspector.locator('select[name="agency"]').selectOption(head().agency ?? '');
	await inspector.locator('[name="text"]').fill('Bảng niêm yết thiếu thủ tục');
	await inspector.locator('[data-send]').click();
	await expect(inspector).toHaveURL(/\/findings\/TT-\d+\?done=logged/);
	const path = new URL(inspector.url()).pathname;
	await live(inspector);

	// A first record does not exist for its agency, and its author does not confirm it.
	const [office, unit] = [
		await as(browser, 'office', path),
		await as(browser, 'head', '/findings')
	];
	await expect(unit.locator(`a[href="${path}"]`)).toHaveCount(0);
	expect((await unit.request.get(path)).status()).toBe(404);
	await expect(inspector.locator('[data-act="confirmed"]')).toHaveCount(0);
	await office.locator('[data-act="confirmed"]').click();
	await expect(unit.locator(`a[href="${path}"]`)).toBeVisible();
	await expect(state(inspector)).toHaveAttribute('data-state', 'confirmed');
	await unit.goto(path);
	await live(unit);

	await does(office, 'tasked', async (act) => act.locator('[name="due"]').fill('2027-01-15'));
	for (const open of [inspector, unit]) {
		await expect(state(open)).toHaveAttribute('data-state', 'tasked');
		await expect(open.locator('[data-link="task"]')).toContainText(/NV-/);
	}
	await does(unit, 'mended', async (act) => {
		await act.locator('[name="text"]').fill('Đã niêm yết đủ');
		await act.locator('[data-take]').setInputFiles({
			...{ name: 'bang-moi.jpg', mimeType: 'image/jpeg' },
			buffer: Buffer.from(aJpeg({ gps: true, tail: 6 }))
		});
		await expect(act.locator('[data-act-send]')).toBeDisabled();
		await act.locator('[data-review] [data-send]').click();
		await expect(act.locator('[data-file-state="saved"]')).toBeVisible();
	});
	for (const open of [inspector, office]) {
		await expect(state(open)).toHaveAttribute('data-state', 'mended');
		await expect(open.locator('[data-link="evidence"]')).toContainText('bang-moi.jpg');
		await expect(open.locator('[data-file-kept]')).toContainText('bang-moi.jpg');
	}

	// Looked at again by somebody else than its author.
	await expect(inspector.locator('[data-act="reinspected"]')).toHaveCount(0);
	await does(office, 'reinspected', async (act) => act.locator('[name="yes"]').first().check());
	await expect(state(inspector)).toHaveAttribute('data-state', 'verified');
	await inspector.locator('[data-act="closed"]').click();
	for (const open of [inspector, office, unit]) {
		await expect(state(open)).toHaveAttribute('data-state', 'watched');
		await expect(open.locator('[data-link="effect"]')).toContainText('Theo dõi đến');
	}
	await Promise.all([inspector, office, unit].map(async (open) => open.context().close()));
});
