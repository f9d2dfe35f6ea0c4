import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeDataDir, removeDataDir, startApp, type App } from '../setup/app.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';
import { relayTo, type Relay } from '../live/relay.ts';
import { aKey, AUTH_SECRET, emailOf, settle } from './province.ts';
import { visitor } from './site.ts';

let database: FreshDatabase;
let relay: Relay;
let app: App;
const dataDir = makeDataDir();

beforeAll(async () => {
	database = await freshDatabase();
	await settle(database);
	relay = await relayTo(Number(new URL(database.webUrl).port));
	const through = new URL(database.webUrl);
	through.port = String(relay.port);
	app = await startApp(dataDir, {
		DATABASE_URL: database.url,
		DATABASE_WEB_URL: through.href,
		AUTH_SECRET,
		DEMO: 'off'
	});
	await app.ready();
}, 300_000);
afterAll(async () => {
	await app.end();
	await relay.close();
	await removeDataDir(dataDir);
	await database.drop();
});

it('while the database is away everybody is told to try again, nobody that they must sign in', async () => {
	const browser = visitor(app);
	await browser.signIn(emailOf('leader'));
	const machine = { headers: { authorization: `Bearer ${(await aKey(database)).key}` } };
	expect((await browser.ask('/')).status).toBe(200);

	relay.cut();
	const page = await browser.ask('/');
	expect([page.status, page.headers.get('retry-after')]).toEqual([503, '5']);
	expect(await page.text()).toContain('Cơ sở dữ liệu tạm thời không truy cập được');
	const answers = [
		await visitor(app).ask('/api/v1/overview', machine),
		await browser.ask('/api/v1/overview')
	];
	for (const answer of answers) {
		expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
		expect(await answer.json()).toMatchObject({ status: 503, code: 'database.away' });
	}

	relay.mend();
	const back = async () =>
		(await visitor(app).ask('/api/v1/overview', machine)).status === 200 &&
		(await browser.ask('/')).status === 200;
	const began = performance.now();
	while (!(await back()) && performance.now() - began < 20_000) await wait(100);
	expect(await back()).toBe(true);
});

it('a sign-in that could not be checked is neither wrong nor counted', async () => {
	relay.cut();
	const answer = await visitor(app).signIn(emailOf('office'));
	expect(answer.status).toBe(503);
	relay.mend();
	const began = performance.now();
	const signedIn = async () => (await visitor(app).signIn(emailOf('office'))).status === 303;
	while (!(await signedIn()) && performance.now() - began < 20_000) await wait(100);
	expect(await signedIn()).toBe(true);
});
