import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
	chromium,
	expect,
	test,
	type BrowserContext,
	type Locator,
	type Page
} from '@playwright/test';
import { pictureFacts } from '#lib/domain/evidence/picture.ts';
import { evidenceIn } from '#lib/server/store/evidence-bytes.ts';
import { dice } from '../chaos/lives.ts';
import { aJpeg } from '../evidence/files.ts';
import { findChromium } from '../setup/chromium.ts';
import { accountOf, demoIn, ownApp, type Demo, type OwnApp } from '../setup/own-app.ts';
import { sharedDemo, signIn } from './ask.ts';

const CLOCK = '2026-11-20T15:00:00+07:00';
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };
const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
let numbers = 0;

interface Item {
	code: string;
	name: string;
	sha256: string;
	sha256Capture: string | null;
}

/** A task that a head has taken up; by whom, and its code. */
async function aTask(demo: Demo, url: string): Promise<{ code: string; key: string }> {
	const [lead, tracker] = demo.accounts.filter(({ role }) => role === 'head');
	if (lead === undefined || tracker === undefined) throw new Error('the demo has two heads');
	const post = async (path: string, key: string, body: unknown) => {
		const answer = await fetch(`${url}${path}`, {
			method: 'POST',
			headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
			body: JSON.stringify(body)
		});
		expect(answer.status, path).toBe(200);
		return (await answer.json()) as { tasks: string[] };
	};
	const { tasks } = await post('/api/v1/directives', accountOf(demo, 'office').key, {
		...{ type: 'công văn', number: `${(Date.now() % 900_000) + (numbers += 1)}/UBND-MC` },
		...{ issuedOn: '2026-11-20', issuer: 'UBND tỉnh', subject: 'Kiểm tra hiện trường' },
		tasks: [
			{
				...{ path: '1', text: 'Chụp ảnh bảng niêm yết thủ tục', lead: lead.agency },
				...{ tracker: tracker.agency, due: null, dueFrom: null }
			}
		]
	});
	const [code = ''] = tasks;
	await post(`/api/v1/tasks/${code}/acts`, lead.key, { kind: 'acknowledged' });
	return { code, key: lead.key };
}

async function itemsOf(url: string, key: string, task: string): Promise<Item[]> {
	const answer = await fetch(`${url}/api/v1/evidence?owner=task:${task}`, {
		headers: { authorization: `Bearer ${key}` }
	});
	expect(answer.status).toBe(200);
	return ((await answer.json()) as { items: Item[] }).items;
}

/** The page of the task with the form of a report open. */
async function reportOn(page: Page, url: string, demo: Demo, task: string): Promise<Locator> {
	await page.goto(`${url}/tasks/${task}`);
	if (/sign-in/.test(page.url())) {
		const [head] = demo.accounts.filter(({ role }) => role === 'head');
		if (head === undefined) throw new Error('no head');
		await signIn(page, 'head', { demo: { ...demo, accounts: [head] }, url });
		await page.goto(`${url}/tasks/${task}`);
	}
	await expect(page.locator('[data-live]').first()).toBeAttached();
	const act = page.locator('[data-act="progressed"]');
	await expect(act.locator('[data-evidence]')).toBeAttached({ timeout: 30_000 });
	if (!(await act.locator('[data-choose]').isVisible()))
		await act.locator('summary').first().click();
	return act;
}

test('T29: a photo taken on a phone without network survives a reload, loses its place and is saved when both hashes are equal', async ({
	browser
}) => {
	test.setTimeout(120_000);
	const demo = sharedDemo();
	const url = process.env.TEST_APP_URL ?? '';
	const { code, key } = await aTask(demo, url);
	const context = await browser.newContext(PHONE);
	const page = await context.newPage();
	let act = await reportOn(page, url, demo, code);
	await context.setOffline(true);
	const photo = aJpeg({ gps: true, tail: 3 });
	const buffer = Buffer.from(photo);
	await act
		.locator('[data-take]')
		.setInputFiles({ name: 'anh.jpg', mimeType: 'image/jpeg', buffer });
	await expect(act.getByText('Giữ vị trí chụp')).toBeVisible();
	await act.locator('[data-send]').click();
	await expect(act.locator('[data-file-word]')).toHaveText('Chờ mạng');
	await expect(act.locator('[data-unsent]')).toBeVisible();
	await expect(page.locator('[data-outbox]')).toContainText('1 mục chờ gửi trên máy này');
	await expect(act.locator('[data-to-outbox]')).toHaveCount(0);

	// The network is back, but not the page that took the photo.
	await page.close();
	await context.setOffline(false);
	const again = await context.newPage();
	act = await reportOn(again, url, demo, code);
	await expect(act.locator('[data-file-state="saved"]')).toContainText('Đã lưu', {
		timeout: 20_000
	});
	const [item] = await itemsOf(url, key, code);
	const sent = aJpeg({ gps: false, tail: 3 });
	expect(item).toMatchObject({ name: 'anh.jpg', sha256: sha(sent), sha256Capture: sha(sent) });
	expect(pictureFacts(sent, 'jpg')).toMatchObject({ location: false });

	// The report names it, and its page says all that is known of it.
	await act.locator('[name="text"]').fill('Đã chụp bảng niêm yết');
	await act.locator('form button').click();
	await expect(again).toHaveURL(/done=progressed$/);
	await again.getByRole('link', { name: item?.code ?? '' }).click();
	await expect(again.locator('[data-receipt]')).toHaveText(sha(sent));
	await expect(again.getByText('trùng nhau')).toBeVisible();
	await context.close();
});

test('what is covered by mouse, keyboard or touch is nowhere in what is sent, and signing out warns of what is not', async ({
	browser
}) => {
	test.setTimeout(120_000);
	const demo = sharedDemo();
	const url = process.env.TEST_APP_URL ?? '';
	const { code, key } = await aTask(demo, url);
	const context = await browser.newContext(PHONE);
	const page = await context.newPage();
	const act = await reportOn(page, url, demo, code);
	// A white picture: whatever is dark in what arrives was painted over.
	const white = await page.evaluate(async () => {
		const canvas = document.createElement('canvas');
		canvas.width = 400;
		canvas.height = 200;
		const drawing = canvas.getContext('2d');
		if (drawing === null) throw new Error('no canvas');
		drawing.fillStyle = '#fff';
		drawing.fillRect(0, 0, 400, 200);
		return canvas.toDataURL('image/png').split(',')[1] ?? '';
	});
	const buffer = Buffer.from(white, 'base64');
	await act
		.locator('[data-take]')
		.setInputFiles({ name: 'ho-so.png', mimeType: 'image/png', buffer });
	const canvas = act.locator('canvas');
	await canvas.scrollIntoViewIfNeeded();
	const box = await canvas.boundingBox();
	if (box === null) throw new Error('no canvas is shown');
	await page.mouse.move(box.x + 2, box.y + 2);
	await page.mouse.down();
	await page.mouse.move(box.x + box.width / 2, box.y + box.height - 2, { steps: 4 });
	await page.mouse.up();
	await expect(canvas).toHaveAttribute('data-masks', '1');

	// By keyboard alone: made, moved, made larger, and another one taken away again.
	await act.locator('[data-add-mask]').focus();
	await page.keyboard.press('Enter');
	const second = act.locator('[data-mask="1"]');
	await expect(second).toBeFocused();
	const outline = await second.evaluate((mask) => getComputedStyle(mask).outlineStyle);
	expect(outline).toBe('solid');
	for (let n = 0; n < 5; n += 1) await page.keyboard.press('ArrowRight');
	for (let n = 0; n < 5; n += 1) await page.keyboard.press('Shift+ArrowRight');
	await expect(second).toHaveAccessibleName(
		/^Ô che 2: cách trái 45\s%, cách trên 44\s%, rộng 40\s%, cao 12\s%$/
	);
	await act.locator('[data-add-mask]').press('Enter');
	await expect(canvas).toHaveAttribute('data-masks', '3');
	await page.keyboard.press('Delete');
	await expect(canvas).toHaveAttribute('data-masks', '2');
	await expect(second).toBeFocused();

	// By touch: drawn, pulled along, and laid between two taps.
	const session = await page.context().newCDPSession(page);
	// The keyboard has brought its buttons into sight: the picture stands elsewhere now, or under the bar.
	await canvas.evaluate((picture) => picture.scrollIntoView({ block: 'center' }));
	const there = await canvas.boundingBox();
	if (there === null) throw new Error('no canvas is shown');
	const at = (x: number, y: number) => ({
		x: there.x + x * there.width,
		y: there.y + y * there.height
	});
	const finger = async (...path: { x: number; y: number }[]) => {
		for (const [n, place] of path.entries()) {
			const type = n === 0 ? 'touchStart' : 'touchMove';
			await session.send('Input.dispatchTouchEvent', { type, touchPoints: [place] });
		}
		await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
	};
	await finger(at(0.6, 0.1), at(0.65, 0.2), at(0.7, 0.3));
	await expect(canvas).toHaveAttribute('data-masks', '3');
	await finger(at(0.65, 0.2), at(0.75, 0.2), at(0.85, 0.2));
	await page.touchscreen.tap(at(0.8, 0.7).x, at(0.8, 0.7).y);
	await expect(act.locator('[data-corner]')).toBeVisible();
	await page.touchscreen.tap(at(0.9, 0.9).x, at(0.9, 0.9).y);
	await expect(canvas).toHaveAttribute('data-masks', '4');
	await act.locator('[data-send]').click();
	await expect(act.locator('[data-file-state="saved"]')).toBeVisible({ timeout: 20_000 });
	const [item] = await itemsOf(url, key, code);
	const file = await page.request.get(`/evidence/${item?.code ?? ''}/file`);
	const arrived = (await file.body()).toString('base64');
	const dark = await page.evaluate(async (text) => {
		const bytes = Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
		const picture = await createImageBitmap(new Blob([bytes]));
		const drawn = document.createElement('canvas').getContext('2d');
		if (drawn === null) throw new Error('no canvas');
		drawn.canvas.width = picture.width;
		drawn.canvas.height = picture.height;
		drawn.drawImage(picture, 0, 0);
		const at = (x: number, y: number) => {
			const [light = -1] = drawn.getImageData(x, y, 1, 1).data;
			return light < 20 ? 'dark' : light > 235 ? 'white' : light;
		};
		return {
			...{ mouse: at(100, 100), keyboard: at(330, 100), touched: at(340, 40) },
			...{ tapped: at(340, 160), whereItWas: at(250, 40), uncovered: at(390, 100) }
		};
	}, arrived);
	expect(dark).toEqual({
		...{ mouse: 'dark', keyboard: 'dark', touched: 'dark', tapped: 'dark' },
		...{ whereItWas: 'white', uncovered: 'white' }
	});

	await act.locator('[data-choose]').setInputFiles({
		...{ name: 'chua-gui.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 x') }
	});
	await expect(act.locator('[data-file-state="draft"]')).toBeVisible();
	// What waits is found from anywhere, and says what it is of.
	await page.goto(`${url}/tasks`);
	await page.locator('[data-outbox] summary').click();
	await page.locator('[data-outbox] a').click();
	await expect(page.locator('[data-file-state="draft"]')).toContainText(code);
	await expect(page.locator('[data-file-state="saved"]')).toContainText(item?.code ?? '');
	let asked = '';
	page.once('dialog', (dialog) => {
		asked = dialog.message();
		void dialog.accept();
	});
	await page.locator('nav button').last().click();
	await page.getByRole('button', { name: 'Đăng xuất' }).click();
	await expect(page).toHaveURL(/sign-in/);
	expect(asked).toContain('1 mục chưa gửi');
	expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
	await context.close();
});

test('a file called ../../x is refused by tus, by the form and by the page, and says how to go on', async ({
	page
}) => {
	const demo = sharedDemo();
	const url = process.env.TEST_APP_URL ?? '';
	const { code, key } = await aTask(demo, url);
	const authorization = `Bearer ${key}`;
	const said = {
		...{ owner: `task:${code}`, name: '../../x', sha256: sha(Buffer.from('%PDF-1.4 x')) },
		...{ capturedAt: new Date().toISOString(), sentAt: new Date().toISOString() }
	};
	const metadata = Object.entries(said).map(
		([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`
	);
	const begun = await fetch(`${url}/api/v1/evidence/uploads`, {
		method: 'POST',
		headers: {
			...{ authorization, 'tus-resumable': '1.0.0', 'idempotency-key': crypto.randomUUID() },
			...{ 'upload-length': '10', 'upload-metadata': metadata.join(',') }
		}
	});
	expect([begun.status, ((await begun.json()) as { code: string }).code]).toEqual([
		...[400, 'evidence.name_is_place']
	]);
	const form = new FormData();
	form.append('file', new File(['%PDF-1.4 x'], 'x.pdf'));
	// As it stands on the wire: what makes the form here would turn the name into a better one.
	const whole = new Response(form);
	const posted = await fetch(`${url}/api/v1/tasks/${code}/evidence`, {
		method: 'POST',
		headers: { authorization, 'content-type': whole.headers.get('content-type') ?? '' },
		body: (await whole.text()).replace('filename="x.pdf"', 'filename="../../x"')
	});
	expect([posted.status, ((await posted.json()) as { title: string }).title]).toEqual([
		...[400, expect.stringContaining('Hãy đổi tên tệp')]
	]);

	const act = await reportOn(page, url, demo, code);
	await act.locator('[data-choose]').evaluate((input: HTMLInputElement) => {
		const files = new DataTransfer();
		files.items.add(new File(['%PDF-1.4 x'], '..\\..\\x.pdf'));
		input.files = files.files;
		input.dispatchEvent(new Event('change', { bubbles: true }));
	});
	await expect(act.locator('[data-fault]')).toContainText('Hãy đổi tên tệp');
	await expect(act.locator('[data-file]')).toHaveCount(0);
	expect(await itemsOf(url, key, code)).toEqual([]);
});

/** Kills, uploads and seed: few in every run of the tests, 30 and 40 in `npm run chaos -- --evidence`. */
const KILLS = Number(process.env.EVIDENCE_KILLS ?? 4);
const UPLOADS = Number(process.env.EVIDENCE_UPLOADS ?? 6);
const SEED = Number(process.env.EVIDENCE_SEED ?? Date.now() % 1_000_000);

test(`T29: browser and server killed at ${KILLS} random points during ${UPLOADS} uploads: none lost, none twice, none “saved” that is not`, async () => {
	// Not in the title: each process that reads this file would have a seed of its own.
	say({ what: 'uploads to be killed', kills: KILLS, uploads: UPLOADS, seed: SEED });
	test.setTimeout(120_000 + KILLS * 40_000);
	const random = dice(SEED);
	const below = (n: number) => Math.floor(random() * n);
	const own = await ownApp({ CLOCK_START: CLOCK });
	const profile = mkdtempSync(join(tmpdir(), 'don-doc-browser-'));
	let context: BrowserContext | null = null;
	try {
		const demo = demoIn(own.dataDir);
		const { url } = own.app;
		const { code, key } = await aTask(demo, url);
		const bytes = evidenceIn(own.dataDir);
		const lainBefore = new Set((await bytes.names()).map(({ stored }) => stored));
		const began = performance.now();
		const files = Array.from({ length: UPLOADS }, (_, n) => {
			const bytes = Buffer.alloc(700_000 + below(900_000), `file ${n} of seed ${SEED} `);
			bytes.write('%PDF-1.7\n');
			return { name: `minh-chung-${n}.pdf`, mimeType: 'application/pdf', buffer: bytes };
		});
		const hashes = new Set(files.map(({ buffer }) => sha(buffer)));
		context = await launch(profile);
		let act = await reportOn(context.pages()[0] ?? (await context.newPage()), url, demo, code);
		await act.locator('[data-choose]').setInputFiles(files);
		await expect(act.locator('[data-file]')).toHaveCount(UPLOADS, { timeout: 60_000 });
		await sendAll(act);
		await slowed(act.page());

		const killed = { server: 0, browser: 0, underWay: 0, saidSaved: 0 };
		for (let n = 0; n < KILLS; n += 1) {
			await wait(150 + below(1_200));
			killed.saidSaved = await nothingSaidTooEarly(act, own, key, code);
			if ((await act.getByText('Đang gửi').count()) > 0) killed.underWay += 1;
			if (below(2) === 0) {
				await own.app.end('SIGKILL');
				await own.restart({ CLOCK_START: CLOCK });
				killed.server += 1;
			} else {
				kill(profile);
				context = await launch(profile);
				act = await reportOn(context.pages()[0] ?? (await context.newPage()), url, demo, code);
				await expect(act.locator('[data-file]')).toHaveCount(UPLOADS);
				await sendAll(act);
				await slowed(act.page());
				killed.browser += 1;
			}
		}
		await slowed(act.page(), -1);
		await expect(act.locator('[data-file-state="saved"]')).toHaveCount(UPLOADS, {
			timeout: 90_000
		});
		const items = await itemsOf(url, key, code);
		const lying = await Promise.all(
			(await bytes.names())
				.filter(({ stored }) => !lainBefore.has(stored))
				.map(async ({ stored }) => (await bytes.measured(stored))?.sha256)
		);
		const seconds = Math.round((performance.now() - began) / 1000);
		say({ what: 'uploads killed', seed: SEED, ...killed, kept: items.length, seconds });
		expect(items).toHaveLength(UPLOADS);
		expect(new Set(items.map(({ sha256 }) => sha256))).toEqual(hashes);
		expect(items.filter((item) => item.sha256 !== item.sha256Capture)).toEqual([]);
		// And under no other name: nothing lies there twice, and nothing half sent is left over.
		expect(lying).toHaveLength(UPLOADS);
		expect(new Set(lying)).toEqual(hashes);
	} finally {
		if (context !== null) kill(profile);
		await own.remove();
		rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
	}
});

/** A line for who runs this for its numbers. */
function say(line: Record<string, unknown>): void {
	process.stdout.write(`${JSON.stringify(line)}\n`);
}

/**
 * Whatever the page calls saved lies on the server with the hash that the device had.
 * @returns how many it calls so
 */
async function nothingSaidTooEarly(
	act: Locator,
	own: OwnApp,
	key: string,
	task: string
): Promise<number> {
	const names = await act
		.locator('[data-file-state="saved"] [title]')
		.evaluateAll((rows) => rows.map((row) => row.getAttribute('title') ?? ''));
	const items = await itemsOf(own.app.url, key, task);
	for (const name of names) {
		const item = items.find((one) => one.name === name);
		expect(item, `${name} is called saved`).toBeDefined();
		expect(item?.sha256).toBe(item?.sha256Capture);
	}
	return names.length;
}

/** Looks through what is a draft and lets it go. */
async function sendAll(act: Locator): Promise<void> {
	const drafts = act.locator('[data-file-state="draft"]');
	for (let left = await drafts.count(); left > 0; left = await drafts.count()) {
		const draft = drafts.first();
		if (!(await draft.locator('[data-send]').isVisible())) {
			await draft.getByRole('button', { name: 'Xem lại' }).click();
		}
		await draft.locator('[data-send]').click();
		await expect(drafts).toHaveCount(left - 1);
	}
}

/** Half a megabyte a second, so that a kill finds something under way; -1: as fast as it goes. */
async function slowed(page: Page, bytes = 500_000): Promise<void> {
	const session = await page.context().newCDPSession(page);
	await session.send('Network.emulateNetworkConditions', {
		...{ offline: false, latency: 5, downloadThroughput: -1, uploadThroughput: bytes }
	});
}

async function launch(profile: string): Promise<BrowserContext> {
	const { executablePath, args, env } = await findChromium();
	return chromium.launchPersistentContext(profile, {
		...{ executablePath, args: args.filter((one) => one !== '--single-process') },
		...{ env: { ...(process.env as Record<string, string>), ...env }, locale: 'vi-VN' },
		...{ timezoneId: 'Asia/Ho_Chi_Minh', ...PHONE }
	});
}

/** Ends the browser that works in the profile, as the system does when memory runs out. */
function kill(profile: string): void {
	const processes = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' });
	for (const line of processes.split('\n')) {
		if (!line.includes(profile)) continue;
		try {
			process.kill(Number.parseInt(line, 10), 'SIGKILL');
		} catch {
			// It has gone with its parent.
		}
	}
}
