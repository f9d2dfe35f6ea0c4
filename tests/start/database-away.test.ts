import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serverFiles } from '#lib/server/embedded/binaries.ts';
import { recordedPlace, serverIdentity } from '#lib/server/embedded/place.ts';
import { launch, stop } from '#lib/server/embedded/postmaster.ts';
import { startEmbedded, type EmbeddedServer } from '#lib/server/embedded/start-embedded.ts';
import { makeDataDir, removeDataDir, startApp, type App } from '../setup/app.ts';

let dataDir: string;
let ownDataDir: string;
let server: EmbeddedServer;
let app: App;

/** A province's own server, as far as the app can tell. */
beforeAll(async () => {
	dataDir = makeDataDir();
	ownDataDir = makeDataDir();
	server = await startEmbedded(ownDataDir, { fsync: 'off' });
	app = await startApp(dataDir, {
		DATABASE_URL: server.url,
		AUTH_SECRET: 'a-secret-of-at-least-thirty-two-characters'
	});
	await app.ready();
});
afterAll(async () => {
	await app.end();
	await removeDataDir(dataDir);
	await removeDataDir(ownDataDir);
});

const overview = async () =>
	fetch(`${app.url}/api/v1/overview`, {
		headers: { authorization: `Bearer dd_read_${'x'.repeat(43)}` }
	});

describe('a province’s own database that goes away and comes back', () => {
	it('is answered with 503 and Retry-After meanwhile, and serves again by itself', async () => {
		expect((await overview()).status).toBe(401);

		const port = Number(new URL(server.url).port);
		const place = recordedPlace(ownDataDir) ?? '';
		await stop(place, server.pid);
		const away = await overview();
		expect(away.status).toBe(503);
		expect(Number(away.headers.get('retry-after'))).toBeGreaterThan(0);
		expect(away.headers.get('content-type')).toContain('application/problem+json');
		expect((await fetch(`${app.url}/readyz`)).status).toBe(503);
		expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
		const page = await fetch(app.url, { redirect: 'manual', headers: { cookie: 'any=thing' } });
		expect([303, 503]).toContain(page.status);

		const identity = serverIdentity();
		const files = serverFiles(identity, place);
		const again = await launch(files, place, identity, { fsync: 'off' }, port);
		expect(again.port).toBe(port);
		await app.ready();
		expect((await overview()).status).toBe(401);
	});
});
