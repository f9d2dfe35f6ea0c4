import { expect, test } from '@playwright/test';
import { overviewOf, readKey, signIn } from './ask.ts';

test('April and May 2019 answer as letter 3035/UBND-TH says: 8470, 179 and 13', async ({
	request
}) => {
	const overview = await overviewOf(request, 'from=2019-04-01&to=2019-05-31');
	const { resolved, open } = overview.province;
	expect([resolved.total, resolved.late, open.overdue]).toEqual([8470, 179, 13]);
	expect([resolved.noDue, open.noDue]).toEqual([0, 0]);
	expect(overview.province.rates.late).toBeCloseTo(0.0211, 4);
	// The two are never added: 192 is nobody's figure.
	expect(JSON.stringify(overview)).not.toMatch(/[^\d.]192[^\d.]/);
});

test('the 13 overdue of May 2019 are mostly land, and none is overdue today', async ({
	request
}) => {
	const headers = { authorization: `Bearer ${readKey()}` };
	const ask = async (
		search: string
	): Promise<{ total: number; items: { field: { name: string } }[] }> =>
		(await request.get(`/api/v1/dossiers?${search}`, { headers })).json();
	const then = await ask('figure=open.overdue&from=2019-04-01&to=2019-05-31');
	expect(then.total).toBe(13);
	expect(then.items.filter((item) => item.field.name === 'Đất đai').length).toBeGreaterThan(6);
	const received = 'receivedBy=H08.01.10';
	expect((await ask(received)).total).toBeGreaterThan(8_470);
	expect((await ask(`standing=overdue&${received}`)).total).toBe(0);
});

test('received and carried over are resolved, ended or open, for every agency', async ({
	request
}) => {
	for (const search of ['', 'from=2026-10-01&to=2026-10-31', 'from=2026-02-01&to=2026-02-28']) {
		const { province, agencies } = await overviewOf(request, search);
		for (const { tally, own } of [{ tally: province, own: province }, ...agencies]) {
			for (const t of [tally, own]) {
				expect(t.received + t.carriedOver).toBe(
					t.resolved.total + t.ended.withdrawn + t.ended.stopped + t.open.total
				);
			}
		}
	}
});

test('the view of April and May 2019 says which figures are the letter’s', async ({ page }) => {
	await signIn(page, 'leader');
	await page.goto('/?from=2019-04-01&to=2019-05-31');
	await expect(page.locator('[data-letter]')).toContainText('3035/UBND-TH');
	await expect(page.locator('[data-letter]')).toContainText('8.470');
	await expect(page.getByText('SỐ LIỆU MÔ PHỎNG').first()).toBeVisible();
	await page.goto('/?from=2019-04-01&to=2019-04-30');
	await expect(page.locator('[data-letter]')).toHaveCount(0);
});
