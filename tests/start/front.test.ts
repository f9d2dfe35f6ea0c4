import { connect } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BODY_LIMIT, openFront, type Front } from '../../src/entry/front.ts';
import { trackProgress } from '../../src/entry/progress.ts';

let front: Front;
const progress = trackProgress(['build', 'database', 'demo']);
const address = () => `http://127.0.0.1:${front.port}`;

beforeAll(async () => {
	front = await openFront({ host: '127.0.0.1', port: 0 }, progress, async () =>
		Promise.resolve({ ready: false, checks: { database: 'not started' } })
	);
});
afterAll(async () => front.close(1000));

it('while starting, people see named steps in Vietnamese and senders are told to come back', async () => {
	progress.begin('demo');
	progress.share('demo', 0.426);
	const page = await fetch(`${address()}/dossiers`);
	const text = await page.text();
	expect(page.status).toBe(503);
	expect(text).toContain('Nạp số liệu mô phỏng');
	expect(text).toContain('42\u00a0%');
	expect(text).not.toContain('<script');
	const feed = await fetch(`${address()}/api/v1/feed`, { method: 'POST', body: '{}' });
	expect(feed.status).toBe(503);
	expect(feed.headers.get('retry-after')).not.toBeNull();
	expect(feed.headers.get('content-type')).toBe('application/problem+json');
});

it('a body far beyond the limit is refused with an answer that the sender gets to read', async () => {
	const answer = await fetch(`${address()}/api/v1/feed`, {
		method: 'POST',
		body: new Uint8Array(BODY_LIMIT + 1)
	});
	expect(answer.status).toBe(413);
	expect(await answer.json()).toMatchObject({ status: 413, code: 'feed.too_large' });
});

it('closing waits for an answer that is under way, and cuts who only keeps the line open', async () => {
	let answerNow = () => {};
	const closing = await openFront({ host: '127.0.0.1', port: 0 }, progress, async () =>
		Promise.resolve({ ready: true, checks: {} })
	);
	const asked = new Promise<void>((arrived) => {
		closing.serveApi((_request, response) => {
			answerNow = () => response.end('whole');
			arrived();
		});
	});
	const answer = fetch(`http://127.0.0.1:${closing.port}/api/slow`);
	const idle = connect(closing.port, '127.0.0.1');
	await asked;
	const closed = closing.close(1000);
	answerNow();
	expect(await (await answer).text()).toBe('whole');
	await closed;
	idle.destroy();
});
