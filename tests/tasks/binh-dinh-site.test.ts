import { afterAll, beforeAll, expect, it } from 'vitest';
import { dayOf } from '#lib/domain/calendar/time.ts';
import { openRulebook } from '#lib/server/store/rulebook.ts';
import { AUTH_SECRET } from '../accounts/factors.ts';
import { aKey, emailOf, settle } from '../accounts/province.ts';
import { visitor } from '../accounts/site.ts';
import { binhDinhTasks } from '../makers/binh-dinh-tasks.ts';
import { makeDataDir, removeDataDir, startApp, type App } from '../setup/app.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';

let database: FreshDatabase;
let app: App;
const dataDir = makeDataDir();

beforeAll(async () => {
	database = await freshDatabase();
	await settle(database);
	const { directory } = await openRulebook(database.sql).current();
	const leads = ['H21.01', 'H21.02'].map((code) => directory.byCode(code) ?? 0);
	await binhDinhTasks(database.web, dayOf(Date.now()), leads);
	app = await startApp(dataDir, {
		DATABASE_URL: database.url,
		DATABASE_WEB_URL: database.webUrl,
		AUTH_SECRET,
		DEMO: 'off'
	});
	await app.ready();
}, 300_000);
afterAll(async () => {
	await app.end();
	await removeDataDir(dataDir);
	await database.drop();
});

const FIGURES = [
	...['tasks.total', 'tasks.done.notLate', 'tasks.done.late'],
	...['tasks.open.notOverdue', 'tasks.open.overdue']
];

/** The numbers of the tiles on a page, as they are written. */
function tiles(html: string): string[] {
	return FIGURES.map((figure) => {
		const found = new RegExp(`data-task-figure="${figure}"[^>]*>(.*?)</dd>`, 's').exec(html);
		return (found?.[1] ?? '').replace(/<[^>]*>/g, '').trim();
	});
}
const count = (text: string | undefined) => Number((text ?? '').replace('.', ''));

it('the set of Bình Định adds up on the overview, on the pages of its agencies and in the API', async () => {
	const browser = visitor(app);
	await browser.signIn(emailOf('office'));
	const whole = tiles(await (await browser.ask('/')).text());
	expect(whole).toEqual(['1.387', '1.014', '146', '211', '16']);
	const [land, justice] = await Promise.all(
		['H21.01', 'H21.02'].map(async (code) =>
			tiles(await (await browser.ask(`/agencies/${code}`)).text())
		)
	);
	FIGURES.forEach((figure, i) => {
		expect([figure, count(land?.[i]) + count(justice?.[i])]).toEqual([figure, count(whole[i])]);
	});
	const { key } = await aKey(database);
	const answer = await fetch(new URL('/api/v1/tasks?limit=1', app.url), {
		headers: { authorization: `Bearer ${key}` }
	});
	const { tally } = (await answer.json()) as {
		tally: { total: number; done: Record<string, number>; open: Record<string, number> };
	};
	expect(tally.total).toBe(1387);
	expect((tally.done['onTime'] ?? 0) + (tally.done['noDate'] ?? 0)).toBe(1014);
	expect(tally.done).toMatchObject({ late: 146, total: 1160 });
	expect((tally.open['inTime'] ?? 0) + (tally.open['noDate'] ?? 0)).toBe(211);
	expect(tally.open).toMatchObject({ overdue: 16, total: 227 });
});
