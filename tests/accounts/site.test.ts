import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR } from '#lib/domain/audit/entry.ts';
import { PASSWORD_LIMITS } from '#lib/server/accounts/attempts.ts';
import { offerFactor } from '#lib/server/accounts/factor.ts';
import { createAccount, disable, resetPassword } from '#lib/server/accounts/manage.ts';
import { makeDataDir, removeDataDir, startApp, type App } from '../setup/app.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';
import { codeOf, giveFactor } from './factors.ts';
import { aKey, AUTH_SECRET, emailOf, PASSWORD, settle } from './province.ts';
import { everyRoute } from './routes.ts';
import { visitor } from './site.ts';

let database: FreshDatabase;
let app: App;
const dataDir = makeDataDir();

beforeAll(async () => {
	database = await freshDatabase();
	await settle(database);
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

const WRONG_PER_PLACE = PASSWORD_LIMITS.place.wrong;
const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

describe('signing in', () => {
	it.each(['localhost', '127.0.0.1'])('works at %s, and signing out ends it', async (host) => {
		const browser = visitor(app, host);
		const answer = await browser.signIn(emailOf('leader'));
		expect([answer.status, answer.headers.get('location')]).toEqual([303, '/']);
		expect((await browser.ask('/')).status).toBe(200);
		const copied = new Map(browser.jar);
		const out = await browser.ask('/sign-out', { method: 'POST' });
		expect([out.status, out.headers.get('location')]).toEqual([303, '/sign-in']);
		expect([...browser.jar.keys()]).toEqual(['don-doc.browser']);
		for (const [name, value] of copied) browser.jar.set(name, value);
		expect((await browser.ask('/')).headers.get('location')).toBe('/sign-in');
	});

	it('sets cookies out of reach of scripts and of other sites', async () => {
		const browser = visitor(app);
		await browser.signIn(emailOf('leader'));
		expect(browser.setCookies).toHaveLength(2);
		for (const [n, name] of ['session', 'browser'].entries()) {
			expect(browser.setCookies[n]).toMatch(
				new RegExp(`^don-doc\\.${name}=[^;]+; .*HttpOnly; SameSite=Lax$`)
			);
			expect(browser.setCookies[n]).toContain('Path=/;');
		}
	});

	it('goes on to the page that was asked for, and never to another site', async () => {
		const asked = await visitor(app).ask('/dossiers?figure=open.overdue');
		expect(asked.status).toBe(303);
		expect(asked.headers.get('location')).toBe('/sign-in?next=%2Fdossiers%3Ffigure%3Dopen.overdue');
		const to = async (next: string) =>
			(await visitor(app).signIn(emailOf('leader'), undefined, next)).headers.get('location');
		expect(await to('/dossiers?figure=open.overdue')).toBe('/dossiers?figure=open.overdue');
		expect(await to('//evil.example/')).toBe('/');
		expect(await to('https://evil.example/')).toBe('/');
	});

	it('tells an unknown address, a wrong password and a disabled account in the same words', async () => {
		await database.sql`update accounts set disabled_at = now() where email = ${emailOf('screen')}`;
		const said = async (email: string, password?: string) => {
			const answer = await visitor(app).signIn(email, password);
			expect(answer.status).toBe(400);
			expect(answer.headers.getSetCookie()).toEqual([]);
			return /role="alert"[^>]*>([^<]*)</.exec(await answer.text())?.[1]?.trim();
		};
		const words = await said('nobody@test.example');
		expect(words).toMatch(/^Thư điện tử hoặc mật khẩu không đúng/);
		expect(await said(emailOf('inspector'), 'wrong password')).toBe(words);
		expect(await said(emailOf('screen'))).toBe(words);
	});

	it('stops after ten wrong passwords, also for the right one, and says for how long', async () => {
		const browser = visitor(app);
		for (let i = 0; i < WRONG_PER_PLACE; i++) {
			expect((await browser.signIn(emailOf('justice'), `wrong ${i}`)).status).toBe(400);
		}
		const answer = await browser.signIn(emailOf('justice'));
		expect(answer.status).toBe(429);
		expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(600);
		expect(await answer.text()).toContain('15 phút');
		expect((await visitor(app).signIn(emailOf('leader'))).status).toBe(303);
	});

	it('counts attempts that are sent all at once one after the other', async () => {
		const attempts = await Promise.all(
			Array.from({ length: 25 }, async (_, i) =>
				visitor(app).signIn(emailOf('officer'), `wrong ${i}`)
			)
		);
		const refused = attempts.filter((answer) => answer.status === 400);
		expect(refused).toHaveLength(WRONG_PER_PLACE);
	});
});

describe('the second factor', () => {
	const step = '/sign-in/second-factor';
	const send = async (browser: ReturnType<typeof visitor>, action: string, fields: object) =>
		browser.ask(`${step}?/${action}`, { method: 'POST', body: new URLSearchParams({ ...fields }) });

	async function stranger(email: string) {
		const browser = visitor(app, 'localhost', { trusted: false });
		const answer = await browser.signIn(email, undefined, '/charts');
		expect([answer.status, answer.headers.get('location')]).toEqual([303, step]);
		return browser;
	}

	async function someone(role: 'leader' | 'officer') {
		const email = `${role}.${Math.random()}@test.example`;
		const agencyCode = role === 'officer' ? 'H21.02' : null;
		const made = await createAccount(
			database,
			{ email, name: role, role, agencyCode, password: PASSWORD },
			OPERATOR
		);
		if (!made.accepted) throw new Error(made.refusal.code);
		return { id: made.value, email };
	}

	it('is set up at the first sign-in of a role that needs it, and asked from then on', async () => {
		const { email } = await someone('leader');
		const browser = await stranger(email);
		// What waits for the factor opens nothing else.
		expect((await browser.ask('/charts')).status).toBe(303);
		expect((await browser.ask('/api/v1/overview')).status).toBe(401);
		const page = await (await browser.ask(step)).text();
		const sealed = /name="sealed" value="([^"]+)"/.exec(page)?.[1] ?? '';
		const secret = /select-all">([A-Z2-7 ]+)</.exec(page)?.[1] ?? '';
		const wrong = await send(browser, 'set', { sealed, code: '000000' });
		expect(wrong.status).toBe(400);
		expect(await wrong.text()).toContain(secret);
		const first = codeOf(secret);
		const set = await send(browser, 'set', { sealed, code: first, trust: 'on' });
		const codes = [...(await set.text()).matchAll(/>([a-z2-9]{5}-[a-z2-9]{5})</g)].map(
			([, code = '']) => code
		);
		expect(new Set(codes).size).toBe(10);
		expect((await browser.ask('/charts')).status).toBe(200);
		expect(browser.jar.has('don-doc.pending')).toBe(false);

		// The same browser is trusted; another shows a code, and a used one is none.
		await browser.ask('/sign-out', { method: 'POST' });
		expect((await browser.signIn(email)).headers.get('location')).toBe('/');
		const other = await stranger(email);
		expect((await send(other, 'show', { code: first })).status).toBe(400);
		const shown = await send(other, 'show', { code: codes[0] ?? '' });
		expect([shown.status, shown.headers.get('location')]).toEqual([303, '/charts']);
		const again = await stranger(email);
		expect((await send(again, 'show', { code: codes[0] ?? '' })).status).toBe(400);
		expect((await send(again, 'show', { code: codeOf(secret, 1) })).status).toBe(303);
	});

	it('is not asked of a role that needs none, until the account has set one', async () => {
		const account = await someone('officer');
		const browser = visitor(app, 'localhost', { trusted: false });
		expect((await browser.signIn(account.email)).headers.get('location')).toBe('/');
		await giveFactor(database, account);
		await stranger(account.email);
	});

	it('cannot be set anew by who has only the password, nor shown without having given it', async () => {
		const account = await someone('leader');
		await giveFactor(database, account);
		const browser = await stranger(account.email);
		const { sealed, secret } = offerFactor(AUTH_SECRET, account, Date.now());
		const set = await send(browser, 'set', { sealed, code: codeOf(secret) });
		expect([set.status, set.headers.get('location')]).toEqual([303, step]);
		const nobody = await send(visitor(app), 'show', { code: '123456' });
		expect(nobody.headers.get('location')).toBe('/sign-in');
		// Another password ends the wait, too.
		await resetPassword(database, account.email, 'mat khau khac han', OPERATOR);
		expect((await browser.ask(step)).headers.get('location')).toBe('/sign-in');
	});

	it('a session without it ends when the account is given a role that needs it', async () => {
		const { id, email } = await someone('officer');
		const browser = visitor(app, 'localhost', { trusted: false });
		await browser.signIn(email);
		expect((await browser.ask('/')).status).toBe(200);
		await database.sql`update posts set role = 'admin', agency_id = null where account_id = ${id}`;
		expect((await browser.ask('/')).status).toBe(303);
	});
});

describe('a write with a cookie', () => {
	it('is refused from another site and without an Origin, also signing in and out', async () => {
		const browser = visitor(app);
		await browser.signIn(emailOf('leader'));
		for (const origin of ['https://evil.example', 'null', null]) {
			for (const path of ['/sign-out', '/sign-in', '/api/v1/feed']) {
				const answer = await browser.ask(path, { method: 'POST', origin });
				expect([path, answer.status]).toEqual([path, 403]);
				expect(await answer.json()).toMatchObject({ code: 'web.foreign_origin' });
			}
		}
		expect((await browser.ask('/')).status).toBe(200);
	});
});

describe('who is not let in', () => {
	it('gets 401 as problem JSON from the API, with and without a wrong key', async () => {
		for (const headers of [{}, bearer('dd_read_wrong'), { authorization: 'Basic YTpi' }]) {
			const answer = await visitor(app).ask('/api/v1/overview', { headers });
			expect(answer.status).toBe(401);
			expect(answer.headers.get('content-type')).toBe('application/problem+json');
			expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
			expect(await answer.json()).toMatchObject({ status: 401, code: 'accounts.unauthenticated' });
		}
	});

	it('is stopped at every route but those that are for everybody', async () => {
		const open: string[] = [];
		for (const { id, path, api, methods } of everyRoute()) {
			for (const method of methods) {
				const answer = await visitor(app).ask(path, { method, headers: { accept: '*/*' } });
				const stopped = api
					? answer.status === 401
					: answer.status === 303 &&
						/^\/(sign-in|wall\/pairing$)/.test(answer.headers.get('location') ?? '');
				if (stopped !== true) open.push(`${method} ${id}`);
			}
		}
		expect(open.sort()).toEqual([
			...['GET /sign-in', 'GET /sign-in/callback/oidc', 'GET /sign-in/link', 'GET /sign-in/oidc'],
			...['GET /wall/pairing', 'POST /preferences'],
			...[
				'POST /sign-in',
				'POST /sign-in/link',
				'POST /sign-in/password',
				'POST /sign-in/second-factor'
			],
			'POST /wall/pairing'
		]);
	});

	it('reads no page’s data by asking for it alone', async () => {
		for (const { path, page } of everyRoute()) {
			if (!page || path.startsWith('/sign-in') || path === '/wall/pairing') continue;
			const answer = await visitor(app).ask(`${path === '/' ? '' : path}/__data.json`);
			expect(await answer.json()).toMatchObject({ type: 'redirect' });
		}
	});

	it('a wrong key is not made good by a cookie beside it', async () => {
		const browser = visitor(app);
		await browser.signIn(emailOf('leader'));
		expect((await browser.ask('/api/v1/overview')).status).toBe(200);
		const answer = await browser.ask('/api/v1/overview', { headers: bearer('dd_read_x') });
		expect(answer.status).toBe(401);
	});

	it('is out at once when the account is disabled', async () => {
		const browser = visitor(app);
		await browser.signIn(emailOf('office'));
		expect((await browser.ask('/api/v1/overview')).status).toBe(200);
		await disable(database, emailOf('office'), OPERATOR);
		expect((await browser.ask('/api/v1/overview')).status).toBe(401);
		expect((await browser.ask('/')).headers.get('location')).toBe('/sign-in');
	});
});

describe('who is let in', () => {
	it('with a key gets no cookie, and needs no Origin', async () => {
		const { key } = await aKey(database);
		const answer = await visitor(app).ask('/api/v1/overview', { headers: bearer(key) });
		expect(answer.status).toBe(200);
		expect(answer.headers.getSetCookie()).toEqual([]);
		const feed = await aKey(database, { scope: 'feed' });
		const sent = await visitor(app).ask('/api/v1/feed', {
			method: 'POST',
			origin: null,
			headers: { ...bearer(feed.key), 'content-type': 'application/json' },
			body: '{}'
		});
		expect(sent.status).toBe(400);
	});

	it('reads what the key or the role is for, and no more', async () => {
		const keys = {
			feed: (await aKey(database, { scope: 'feed' })).key,
			read: (await aKey(database)).key,
			admin: (await aKey(database, { scope: 'act', email: emailOf('admin') })).key,
			leader: (await aKey(database, { scope: 'act', email: emailOf('leader') })).key,
			head: (await aKey(database, { scope: 'act', email: emailOf('land') })).key
		};
		const statuses = async (path: string) =>
			Object.fromEntries(
				await Promise.all(
					Object.entries(keys).map(async ([name, key]) => [
						name,
						(await visitor(app).ask(path, { headers: bearer(key) })).status
					])
				)
			);
		expect(await statuses('/api/v1/overview')).toEqual({
			...{ feed: 403, read: 200, admin: 403, leader: 200, head: 200 }
		});
		expect(await statuses('/api/v1/dossiers')).toEqual({
			...{ feed: 403, read: 200, admin: 404, leader: 200, head: 200 }
		});
		expect(await statuses('/api/v1/dossiers/none')).toEqual({
			...{ feed: 403, read: 404, admin: 404, leader: 404, head: 404 }
		});
	});

	it('is told what is wrong with a parameter by its name, and never its value', async () => {
		const { key } = await aKey(database);
		const problemOf = async (query: string) => {
			const answer = await visitor(app).ask(`/api/v1/overview?${query}`, { headers: bearer(key) });
			expect(answer.headers.get('content-type')).toBe('application/problem+json');
			return { status: answer.status, text: await answer.text() };
		};
		for (const [query, field] of [
			['from=2019-02-31', 'from'],
			['at=yesterday-of-nguyen', 'at'],
			['from=2026-11-01&from=2026-11-02', 'from']
		] as const) {
			const { status, text } = await problemOf(query);
			expect(status).toBe(400);
			expect(JSON.parse(text)).toMatchObject({ status: 400, field });
			expect(text).not.toContain('nguyen');
		}
	});

	it('gets problem JSON also where there is nothing, or not by this method', async () => {
		const { key } = await aKey(database);
		for (const [path, method, status] of [
			['/api/v1/nothing-here', 'GET', 404],
			['/api/v1/overview', 'DELETE', 405]
		] as const) {
			const answer = await visitor(app).ask(path, { method, headers: bearer(key) });
			expect(answer.status).toBe(status);
			expect(answer.headers.get('content-type')).toBe('application/problem+json');
			expect(await answer.json()).toMatchObject({ status });
		}
	});
});
