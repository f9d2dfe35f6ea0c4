import { execFileSync } from 'node:child_process';
import { makeDataDir, removeDataDir, startApp } from './app.ts';
import { LOADED_AT } from './own-app.ts';

/**
 * Before the browser tests: the built product with the whole demo, on a free port. DEMO_RATE is 0, so
 * that nothing moves but what a test sends, and its day is a Friday afternoon on the training clock,
 * so that every run sees the same one. A copy of the loaded province is kept for tests that stop the
 * server or run their own clock.
 */
export default async function startForBrowsers(): Promise<() => Promise<void>> {
	const dataDir = makeDataDir();
	const loaded = makeDataDir();
	const first = await startApp(dataDir, { DEMO_RATE: '0', CLOCK_START: LOADED_AT });
	await first.ready();
	await first.end();
	execFileSync('cp', ['-a', `${dataDir}/.`, loaded]);
	const app = await startApp(dataDir, { DEMO_RATE: '0', CLOCK_START: '2026-11-20T15:00:00+07:00' });
	await app.ready();
	process.env.TEST_APP_URL = app.url;
	process.env.TEST_APP_DATA = dataDir;
	process.env.TEST_APP_LOADED = loaded;
	return async () => {
		await app.end();
		await Promise.all([dataDir, loaded].map(removeDataDir));
	};
}
