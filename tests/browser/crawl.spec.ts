import { expect, test, type Page } from '@playwright/test';
import { sharedDemo, signIn } from './ask.ts';

interface Shown {
	href: string;
	shown: number;
}

/** Every number on the page that opens a list, with what it says. */
async function numbersOn(page: Page): Promise<Shown[]> {
	const found = await page.locator('a.figure-link').evaluateAll((links) =>
		links.map((link) => ({
			href: link.getAttribute('href') ?? '',
			shown: Number((link.textContent ?? '').replace(/\D/g, ''))
		}))
	);
	return [...new Map(found.map((one) => [one.href, one])).values()];
}

async function shownTo(page: Page): Promise<Shown[]> {
	await page.goto('/');
	await expect(page.locator('a.figure-link').first()).toBeVisible();
	await page.getByRole('button', { name: 'Mở tất cả' }).click();
	return numbersOn(page);
}

/** Those whose list is of another length, with what was shown and what is listed. */
async function unlike(page: Page, numbers: readonly Shown[]): Promise<Map<string, string>> {
	const wrong = new Map<string, string>();
	const queue = [...numbers];
	const worker = async () => {
		for (let next = queue.pop(); next; next = queue.pop()) {
			// `/dossiers?…` or `/tasks?…`
			const answer = await page.request.get(`/api/v1${next.href}&limit=1`);
			const { total }: { total: number } = await answer.json();
			if (total !== next.shown) wrong.set(next.href, `${next.shown} shown, ${total} listed`);
		}
	};
	await Promise.all([worker(), worker(), worker()]);
	return wrong;
}

/** Who sees the whole province asks what the leader asks; of theirs every fifth number is opened. */
const roles = [
	...['leader', 'head', 'officer'].map((role) => ({ role, every: 1 })),
	...['office', 'centre', 'inspector'].map((role) => ({ role, every: 5 }))
];

for (const { role, every } of roles) {
	const which = every === 1 ? 'every number' : 'every fifth number';
	test(`${which} that a ${role} sees opens a list of exactly that many dossiers or tasks`, async ({
		page
	}) => {
		test.setTimeout(240_000);
		await signIn(page, role);
		/** Null before the first look. Other tests work in the same province: what moved between the two is looked at anew. */
		let wrong: Map<string, string> | null = null;
		for (let look = 0; look < 3 && wrong?.size !== 0; look += 1) {
			const before: ReadonlyMap<string, string> | null = wrong;
			const numbers = await shownTo(page);
			expect(numbers.length).toBeGreaterThan(role === 'leader' ? 400 : 10);
			wrong = await unlike(
				page,
				numbers.filter(({ href }, i) => (before === null ? i % every === 0 : before.has(href)))
			);
		}
		expect([...(wrong ?? ['not looked'])]).toEqual([]);
	});
}

test('the list that a number opens shows that many rows, page after page', async ({ page }) => {
	await signIn(page, 'leader');
	await page.goto('/');
	const link = page.locator('dd[data-figure="open.overdue"] a.figure-link');
	const shown = Number((await link.textContent())?.replace(/\D/g, ''));
	const href = (await link.getAttribute('href')) ?? '';
	const search = href.slice(href.indexOf('?') + 1);
	const codes = new Set<string>();
	let cursor: string | null = '';
	while (cursor !== null) {
		const answer = await page.request.get(
			`/api/v1/dossiers?${search}&limit=100&cursor=${encodeURIComponent(cursor)}`
		);
		const body: { items: { code: string }[]; next: string | null } = await answer.json();
		for (const { code } of body.items) codes.add(code);
		cursor = body.next;
	}
	expect(codes.size).toBe(shown);
});

test('an administrator sees no figures and no dossiers', async ({ page }) => {
	await signIn(page, 'admin');
	const answers = await Promise.all([
		page.request.get('/api/v1/overview'),
		page.request.get('/api/v1/dossiers'),
		page.request.get(`/api/v1/dossiers/${encodeURIComponent('H21.01-261102-0001')}`)
	]);
	expect(answers.map((answer) => answer.status())).toEqual([403, 404, 404]);
});

test('a head is not told of another agency’s dossier, by whatever way he asks', async ({
	request
}) => {
	const demo = sharedDemo();
	const [first, second] = demo.accounts.filter((account) => account.role === 'head');
	if (!first || !second) throw new Error('the demo has two heads');
	const ask = async (key: string, path: string) =>
		request.get(path, { headers: { authorization: `Bearer ${key}` } });
	const own = await ask(second.key, '/api/v1/dossiers?limit=1');
	const body: { items: { code: string }[] } = await own.json();
	const code = body.items[0]?.code ?? '';
	expect(code).not.toBe('');
	expect((await ask(second.key, `/api/v1/dossiers/${encodeURIComponent(code)}`)).status()).toBe(
		200
	);
	expect((await ask(first.key, `/api/v1/dossiers/${encodeURIComponent(code)}`)).status()).toBe(404);
	const searched = await ask(first.key, `/api/v1/dossiers?q=${encodeURIComponent(code)}`);
	expect(((await searched.json()) as { total: number }).total).toBe(0);
});
