import mammoth from 'mammoth';
import { expect, test, type Browser, type Locator, type Page } from '@playwright/test';
import { aJpeg } from '../evidence/files.ts';
import { accountOf, demoIn, ownApp, type Demo, type OwnApp } from '../setup/own-app.ts';
import { signIn } from './ask.ts';

/** A Friday; twenty working days after it end on Monday 21/12/2026, 24/11 being a day off. */
const CLOCK = '2026-11-20T15:00:00+07:00';
const AFTER_THE_WATCH = '2026-12-22T08:00:00+07:00';
const PDF = Buffer.from('%PDF-1.4\n% bien ban niem yet\n%%EOF\n');

let own: OwnApp;
let demo: Demo;

test.beforeAll(async () => {
	test.setTimeout(120_000);
	own = await ownApp({ CLOCK_START: CLOCK });
	demo = demoIn(own.dataDir);
});
test.afterAll(async () => own.remove());

const heads = () => demo.accounts.filter(({ role }) => role === 'head');
const live = async (page: Page) =>
	expect(page.locator('[data-live="live"]').first()).toBeAttached({
		timeout: 20_000
	});
const state = (page: Page) => page.locator('main [data-state]').first();

async function as(browser: Browser, role: string, path: string): Promise<Page> {
	const context = await browser.newContext();
	const page = await context.newPage();
	await signIn(page, role, { demo, url: own.app.url });
	await opens(page, path);
	return page;
}
async function opens(page: Page, path: string): Promise<void> {
	await page.goto(`${own.app.url}${path}`);
	await live(page);
}
/** What another system would send: the same command as a screen's. */
async function sends<T>(key: string, path: string, body: object): Promise<T> {
	const answer = await fetch(`${own.app.url}/api/v1${path}`, {
		method: 'POST',
		headers: {
			authorization: `Bearer ${key}`,
			'content-type': 'application/json'
		},
		body: JSON.stringify(body)
	});
	expect(answer.status, `${path}: ${await answer.clone().text()}`).toBe(200);
	return (await answer.json()) as T;
}
/** Does one act on the page of an inspection. */
async function conducts(page: Page, kind: string, said: Record<string, string> = {}) {
	const form = page.locator(`form[data-act="${kind}"]`);
	await expect(form).toBeAttached();
	if (!(await form.isVisible())) {
		await page.locator('details', { has: form }).locator('summary').first().click();
	}
	for (const [name, value] of Object.entries(said)) {
		await form.locator(`[name="${name}"]`).fill(value);
	}
	await form.locator(`button[value="${kind}"]`).click();
	await expect(page).toHaveURL(new RegExp(`done=${kind}`));
}
/** Does one act on the page of a finding. */
async function acts(page: Page, kind: string, fill: (act: Locator) => Promise<unknown>) {
	const act = page.locator('details', {
		has: page.locator(`summary[data-act="${kind}"]`)
	});
	await act.locator('summary').first().click();
	await fill(act);
	await act.locator('[data-act-send]').click();
	await expect(page).toHaveURL(new RegExp(`done=${kind}$`));
}
async function brings(form: Locator, name: string, mimeType: string, buffer: Buffer) {
	await form.locator('[data-choose]').setInputFiles({ name, mimeType, buffer });
	await form.locator('[data-review] [data-send]').click();
	await expect(form.locator('[data-file-state="saved"]')).toBeVisible({
		timeout: 20_000
	});
}
/** Logs a finding from an item of the checklist; its path. */
async function logs(page: Page, inspection: string, item: string, text: string): Promise<string> {
	await opens(page, `/inspections/${inspection}`);
	const row = page.locator(`[id="${item}"]`);
	await row.locator('summary').first().click();
	await row.locator('[data-log-finding]').click();
	await expect(page).toHaveURL(/\/findings\/new\?/);
	await live(page);
	await expect(page.locator('[name="category"]:checked')).toHaveCount(1);
	await page.locator('[name="text"]').fill(text);
	await page.locator('form > div [data-send]').last().click();
	await expect(page).toHaveURL(/\/findings\/TT-\d+\?done=logged/);
	return new URL(page.url()).pathname;
}

test('document 13033: an inspection, its findings, one letter, a task for each agency, evidence, a second look and the watch, live before inspector, head and office', async ({
	browser
}) => {
	test.setTimeout(180_000);
	const [office, inspector] = [accountOf(demo, 'office'), accountOf(demo, 'inspector')];
	const [agency = '', other = ''] = heads().map((head) => head.agency ?? '');
	const { code } = await sends<{ code: string }>(office.key, '/inspections', {
		...{
			kind: 'unannounced',
			year: 2026,
			agency,
			ground: 'Chỉ đạo của Chủ tịch UBND tỉnh'
		},
		subject: 'công tác cải cách hành chính năm 2026',
		orderedBy: { email: office.email, title: 'Chánh Văn phòng' }
	});
	await sends(office.key, `/inspections/${code}/acts`, {
		...{
			kind: 'founded',
			from: '2026-11-20',
			to: '2026-11-24',
			checklist: 'cchc'
		},
		decision: { number: '2100/QĐ-UBND', on: '2026-11-20' },
		team: [
			{
				email: inspector.email,
				title: 'Trưởng đoàn',
				agency: 'H21.01',
				leads: true
			}
		]
	});
	const [looks, watches, answers] = await Promise.all([
		as(browser, 'inspector', `/inspections/${code}`),
		as(browser, 'office', `/findings?inspection=${code}`),
		as(browser, 'head', '/inspections')
	]);

	// Its agency hears of it when it is opened, and not before.
	await expect(answers.locator(`a[href="/inspections/${code}"]`)).toHaveCount(0);
	await conducts(looks, 'opened', { place: 'Bộ phận Một cửa' });
	await expect(answers.locator(`a[href="/inspections/${code}"]`).first()).toBeVisible();

	// Findings by category, each from an item of the checklist; the first with a photo.
	await opens(answers, '/findings');
	const posted = await logs(looks, code, 'cong-khai.niem-yet', 'Bảng niêm yết còn bản cũ');
	await looks.locator('[data-files] [data-take]').setInputFiles({
		...{ name: 'bang-cu.jpg', mimeType: 'image/jpeg' },
		buffer: Buffer.from(aJpeg({ gps: true, tail: 8 }))
	});
	await looks.locator('[data-files] [data-review] [data-send]').click();
	await expect(looks.locator('[data-file-kept]')).toContainText('bang-cu.jpg');
	await expect(watches.locator(`a[href="${posted}"]`)).toBeVisible();
	await expect(answers.locator(`a[href="${posted}"]`)).toHaveCount(0);
	await looks.locator('[data-act="confirmed"]').click();
	await expect(answers.locator(`a[href="${posted}"]`)).toBeVisible();
	const asked = await logs(looks, code, 'tiep-nhan.thanh-phan', 'Đòi thêm bản sao có chứng thực');
	await looks.locator('[data-act="confirmed"]').click();
	await expect(answers.locator(`a[href="${asked}"]`)).toBeVisible();

	// Minutes of both sides, and the conclusion of who ordered it.
	await opens(looks, `/inspections/${code}`);
	await conducts(looks, 'minutes_released', {
		...{
			achieved: 'Có kế hoạch năm',
			recommendations: 'Khắc phục trong 15 ngày'
		}
	});
	await opens(answers, `/inspections/${code}`);
	for (const found of ['Bảng niêm yết còn bản cũ', 'Đòi thêm bản sao có chứng thực']) {
		await expect(answers.locator('[aria-labelledby="minutes"]')).toContainText(found);
	}
	await conducts(looks, 'leader_signed');
	await conducts(answers, 'unit_signed', {
		title: 'Giám đốc',
		opinion: 'Sẽ khắc phục ngay'
	});
	await conducts(looks, 'conclusion_drafted');
	await opens(watches, `/inspections/${code}`);
	await conducts(watches, 'conclusion_signed');
	await conducts(watches, 'concluded', {
		number: '310/TB-UBND',
		on: '2026-11-20'
	});
	await expect(answers.locator('#conclusion')).toBeVisible();

	// What was found at another agency goes out under the same letter.
	const elsewhere = await sends<{ code: string }>(inspector.key, '/findings', {
		...{
			category: 'F07',
			agency: other,
			text: 'Chưa trả lời văn bản đề nghị phối hợp'
		}
	});
	await sends(office.key, `/findings/${elsewhere.code}/acts`, {
		kind: 'confirmed'
	});
	await Promise.all([opens(looks, posted), opens(answers, posted), opens(watches, '/findings')]);
	for (const page of [looks, answers]) {
		const began = page.locator('[data-link="inspection"]');
		await expect(began).toContainText(code);
		await expect(began).toContainText('310/TB-UBND');
	}
	for (const path of [posted, asked, `/findings/${elsewhere.code}`]) {
		await watches
			.locator(`li:has(a[href="${path}"]) input[type="checkbox"]`)
			.setChecked(true, { timeout: 5_000 });
	}
	for (const [name, value] of [
		['number', '13033/UBND-THKSTTHC'],
		['issuedOn', '2026-11-20'],
		['subject', 'Chấn chỉnh tồn tại, hạn chế sau kiểm tra công tác cải cách hành chính năm 2026'],
		['due', '2026-12-04']
	] as const) {
		await watches.locator(`[name="${name}"]`).fill(value);
	}
	const [draft] = await Promise.all([
		watches.waitForEvent('download'),
		watches.locator('[data-letter-draft]').click()
	]);
	expect(draft.suggestedFilename()).toBe('chan-chinh-ton-tai-han-che.docx');
	const { value: letterText } = await mammoth.extractRawText({
		path: await draft.path()
	});
	for (const said of ['Bảng niêm yết còn bản cũ', 'Chưa trả lời văn bản đề nghị', '04/12/2026']) {
		expect(letterText).toContain(said);
	}
	await watches.locator('[data-give]').click();
	await expect(watches).toHaveURL(/\/directives\/[^/]+\?issued/);
	await expect(watches.locator('h1')).toContainText('13033/UBND-THKSTTHC');
	await expect(watches.locator('[data-findings] [data-finding]')).toHaveCount(3);
	for (const page of [looks, answers]) {
		await expect(state(page)).toHaveAttribute('data-state', 'tasked');
	}
	// The letter is the head's own agency's part of it, and of the other agency nothing.
	const letter = new URL(watches.url()).pathname;
	await opens(answers, letter);
	await expect(answers.locator('[data-findings] [data-finding]')).toHaveCount(2);
	await expect(answers.getByText('Chưa trả lời văn bản đề nghị phối hợp')).toHaveCount(0);

	// Mended through the task, with a photo; and said of the finding, with a paper.
	await opens(watches, posted);
	await opens(answers, posted);
	await answers.locator('[data-link="task"] a').click();
	await live(answers);
	await answers.locator('[data-act="acknowledged"] button').click();
	await expect(watches.locator('[data-link="task"] [data-task-state]')).toHaveAttribute(
		'data-task-state',
		'acknowledged'
	);
	const report = answers.locator('[data-act="submitted"]');
	await report.locator('summary').first().click();
	const newBoard = Buffer.from(aJpeg({ gps: true, tail: 9 }));
	await brings(report, 'bang-moi.jpg', 'image/jpeg', newBoard);
	await report.locator('form button').last().click();
	await expect(answers).toHaveURL(/done=submitted$/);
	for (const page of [looks, watches]) {
		await expect(state(page)).toHaveAttribute('data-state', 'mended', {
			timeout: 20_000
		});
		await expect(page.locator('[data-link="evidence"]')).toContainText('bang-moi.jpg');
	}
	await opens(answers, asked);
	await acts(answers, 'mended', async (act) => {
		await act.locator('[name="text"]').fill('Đã bỏ yêu cầu này');
		await brings(act, 'bien-ban.pdf', 'application/pdf', PDF);
	});

	// Looked at again by somebody who neither found nor mended it; its task is confirmed with it.
	await expect(looks.locator('[data-act="reinspected"]')).toHaveCount(0);
	for (const path of [asked, posted]) {
		await opens(watches, path);
		await acts(watches, 'reinspected', async (act) => act.locator('[name="yes"]').first().check());
		await expect(watches.locator('[data-task-state="done"]')).toBeVisible();
	}
	await expect(state(looks)).toHaveAttribute('data-state', 'verified');
	await looks.locator('[data-act="closed"]').click();
	await expect(state(watches)).toHaveAttribute('data-state', 'watched');
	await expect(watches.locator('[data-link="effect"]')).toContainText('21/12');
	await expect(state(answers)).toHaveAttribute('data-state', 'verified');
	await opens(looks, asked);
	await looks.locator('[data-act="closed"]').click();
	await expect(state(answers)).toHaveAttribute('data-state', 'watched');

	// The same fault once more while it is watched: tồn tại tái diễn, before all three.
	const again = await sends<{ code: string }>(inspector.key, '/findings', {
		...{ category: 'F09', agency, text: 'Lại đòi thêm giấy tờ' }
	});
	await opens(watches, asked);
	await sends(office.key, `/findings/${again.code}/acts`, {
		kind: 'confirmed'
	});
	for (const page of [looks, watches, answers]) {
		await expect(state(page)).toHaveAttribute('data-state', 'relapsed');
		await expect(page.locator('[data-link="effect"]')).toContainText('Tái diễn 1 lần');
	}

	// What stays away for twenty working days is over.
	await Promise.all([looks, watches, answers].map(async (page) => opens(page, posted)));
	await own.app.end();
	await own.restart({ CLOCK_START: AFTER_THE_WATCH });
	for (const page of [looks, watches, answers]) {
		await expect(state(page)).toHaveAttribute('data-state', 'ended', {
			timeout: 40_000
		});
	}
	await Promise.all([looks, watches, answers].map(async (page) => page.context().close()));
});
