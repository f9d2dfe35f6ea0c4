import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commit } from '../live/ledger.ts';
import { visit } from '../live/stage.ts';
import { aProvince } from '../makers/province.ts';
import { openAccessStage, type AccessStage, type Caller } from './stage.ts';

/** The contract's: what is revoked opens nothing after it. */
const SECONDS = 5;

let stage: AccessStage;

beforeAll(async () => {
	stage = await openAccessStage(aProvince());
}, 300_000);
afterAll(async () => stage.close());

const post = async (by: Caller, path: string, body: object = {}) =>
	stage.ask(by, path, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body)
	});

/**
 * Somebody else holds a copy; its owner ends it. The copy's socket is cut, and page and API let it in
 * no more, all within the five seconds.
 */
async function ends(copy: Caller, page: string, end: () => Promise<unknown>): Promise<void> {
	const socket = visit(stage.port, { origin: stage.origin, ...copy.live });
	try {
		await socket.until('welcome');
		const open = async () =>
			Promise.all(
				[page, '/api/v1/overview'].map(async (path) => (await stage.ask(copy, path)).status)
			);
		expect(await open()).toEqual([200, 200]);
		await end();
		const until = performance.now() + SECONDS * 1000;
		while ((await open()).includes(200) && performance.now() < until) await wait(100);
		expect((await open()).includes(200)).toBe(false);
		await socket.until('bye');
		expect(performance.now()).toBeLessThan(until);
		const again = visit(stage.port, { origin: stage.origin, ...copy.live });
		await again.until('refused');
		again.leave();
	} finally {
		socket.leave();
	}
}

describe('a copy opens nothing any more', () => {
	it('of a session that was signed out', async () => {
		const leader = await stage.person('leader');
		await ends(leader, '/', async () => post(leader, '/sign-out'));
	});

	it('of every session, when an administrator signs somebody out', async () => {
		const head = await stage.person('head');
		const admin = await stage.person('admin');
		const [row] = await stage.database.sql<{ id: number }[]>`
			select id from accounts where name = ${head.name}`;
		await ends(head, '/', async () => {
			const done = await post(admin, `/api/v1/accounts/${row?.id ?? 0}/sign-outs`);
			expect(done.status).toBe(200);
		});
	});

	it('of a key that was revoked', async () => {
		const admin = await stage.person('admin');
		const last = async () => {
			const [row] = await stage.database.sql<{ id: number }[]>`
				select max(id) as id from api_keys`;
			return row?.id ?? 0;
		};
		const revoked = await stage.key('read');
		const id = await last();
		await ends(revoked, '/metrics', async () => {
			const done = await post(admin, `/api/v1/keys/${id}/revocations`);
			expect(done.status).toBe(200);
		});
	});

	it('of a key that was replaced, once its end has come', async () => {
		const replaced = await stage.key('read');
		await ends(replaced, '/metrics', async () => {
			const [row] = await stage.database.sql<{ id: number }[]>`
				update api_keys set ends_at = now() + interval '1 second'
				where id = (select max(id) from api_keys) returning id`;
			await commit(stage.database, { kind: 'accounts', ids: [`key:${row?.id ?? 0}`] });
		});
	});

	it('of a wall that was revoked', async () => {
		const admin = await stage.person('admin');
		const wall = await stage.wall();
		const [row] = await stage.database.sql<{ id: number }[]>`select max(id) as id from screens`;
		await ends(wall, '/wall', async () => {
			const done = await post(admin, `/api/v1/screens/${row?.id ?? 0}/revocation`);
			expect(done.status).toBe(200);
		});
	});
});
